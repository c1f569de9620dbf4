import { aPod } from '../testUtils';
import { rankComponents } from './components';

const pod = (component: string | undefined, ownerKind = 'Deployment') =>
  aPod({ component, ownerKind });

it('names what has the most pods first, then by name', () => {
  const pods = [pod('web'), pod('api'), pod('auth'), pod('api')];
  expect(rankComponents(pods)).toEqual(['api', 'auth', 'web']);
});

it('leaves out what runs on each node anyway', () => {
  const pods = [
    pod('kube-proxy', 'DaemonSet'),
    pod('filebeat', 'DaemonSet'),
    pod('filebeat', 'DaemonSet'),
    pod('etcd', 'Node'),
    aPod({ component: 'apiserver', mirror: true }),
    pod('redis', 'StatefulSet'),
  ];
  expect(rankComponents(pods)).toEqual(['redis']);
});

it('names it where nothing else is', () => {
  const pods = [
    pod('kube-proxy', 'DaemonSet'),
    pod('aws-node', 'DaemonSet'),
    pod(undefined),
  ];
  expect(rankComponents(pods)).toEqual(['aws-node', 'kube-proxy']);
  expect(rankComponents([])).toEqual([]);
});
