import { MINUTE } from '@textloom/kernel';
import { aPod, ago, someNodes } from '../../testUtils';
import { NodeFacts } from '../facts';
import { WorkloadFacts } from '../workloadFacts';
import {
  findWorkloads,
  severitiesOf,
  someWorkload,
} from './__testUtils__/world';

const daemon = (overrides: Partial<WorkloadFacts> = {}) =>
  someWorkload({
    kind: 'DaemonSet',
    name: 'node-agent',
    namespace: 'kube-system',
    desired: 3,
    ready: 2,
    placement: { nodeSelector: {}, tolerations: [] },
    ...overrides,
  });
const on = (node: NodeFacts, name: string, ready = true) =>
  aPod({
    name: `${name}-${node.name}`,
    namespace: 'kube-system',
    nodeName: node.name,
    ownerKind: 'DaemonSet',
    ownerName: name,
    ready,
  });

const nodes = someNodes(3);
const pods = [on(nodes[0], 'node-agent'), on(nodes[1], 'node-agent', false)];

describe('daemonset-coverage', () => {
  it('names the nodes without a ready pod, by group', () => {
    const [found] = findWorkloads({ nodes, pods, workloads: [daemon()] });
    expect(found).toMatchObject({
      id: 'daemonset-coverage:kube-system:node-agent:DaemonSet:workers',
      rule: 'daemonset-coverage',
      severity: 'info',
      group: 'workers',
      value: { value: 2, unit: 'count' },
      evidence: 'DaemonSet.status.numberReady: workers-0001, workers-0002',
      object: { kind: 'Workload', workloadKind: 'DaemonSet' },
    });
  });

  it.each([
    ['node-agent', 10 * MINUTE - 1, 'info'],
    ['node-agent', 10 * MINUTE, 'warning'],
    ['aws-node', 10 * MINUTE, 'degraded'],
    ['kube-proxy', 10 * MINUTE, 'degraded'],
  ])('of %s after %d ms is %s', (name, seen, severity) => {
    const facts = { nodes, pods: [], workloads: [daemon({ name })] };
    expect(severitiesOf('daemonset-coverage', facts, seen)).toEqual([severity]);
  });

  const one = (
    node: Partial<NodeFacts>,
    more: Partial<WorkloadFacts> = {},
  ) => ({
    nodes: [{ ...nodes[0], ...node }],
    pods: [],
    workloads: [daemon({ desired: 1, ready: 0, ...more })],
  });
  const taint = (key: string, effect = 'NoSchedule') => ({
    taints: [{ key, effect }],
  });
  const selecting = (key: string, value: string) => ({
    placement: { nodeSelector: { [key]: value }, tolerations: [] },
  });

  it.each([
    ['a plain node', one({}), 1],
    ['a node younger than 10 min', one({ createdAt: ago(10 * MINUTE - 1) }), 0],
    ['a node of 10 min', one({ createdAt: ago(10 * MINUTE) }), 1],
    ['a tainted node', one(taint('gpu')), 0],
    ['a node that would rather not', one(taint('gpu', 'PreferNoSchedule')), 1],
    ['a cordoned node', one(taint('node.kubernetes.io/unschedulable')), 1],
    [
      'a tolerated taint',
      one(taint('gpu'), {
        placement: {
          nodeSelector: {},
          tolerations: [{ operator: 'Exists' }],
        },
      }),
      1,
    ],
    [
      'another zone',
      one({}, selecting('topology.kubernetes.io/zone', 'us-east-1z')),
      0,
    ],
    [
      'its zone',
      one({}, selecting('topology.kubernetes.io/zone', 'us-east-1a')),
      1,
    ],
    ['a label that is not kept', one({}, selecting('disk', 'ssd')), 0],
  ])('counts %s', (_, facts, expected) => {
    expect(severitiesOf('daemonset-coverage', facts)).toHaveLength(expected);
  });

  it('never loses what only the counts tell', () => {
    const facts = {
      nodes,
      pods,
      workloads: [daemon({ ...selecting('disk', 'ssd') })],
    };
    expect(severitiesOf('workload-short', facts, 15 * MINUTE)).toEqual([
      'warning',
    ]);
  });

  it('is silent when the controller counts all ready', () => {
    const workloads = [daemon({ ready: 3 })];
    expect(findWorkloads({ nodes, pods: [], workloads })).toEqual([]);
  });
});

describe('daemonset-misscheduled', () => {
  it.each([
    [0, 15 * MINUTE, []],
    [2, 15 * MINUTE - 1, ['info']],
    [2, 15 * MINUTE, ['warning']],
  ])('%d pods for %d ms', (misscheduled, seen, severities) => {
    const workloads = [daemon({ ready: 3, misscheduled })];
    expect(severitiesOf('daemonset-misscheduled', { workloads }, seen)).toEqual(
      severities,
    );
  });
});
