import { projectPod } from './project';

const meta = {
  name: 'thing-1',
  namespace: 'textloom',
  uid: '3f1c',
  creationTimestamp: '2026-03-01T08:00:00Z',
};

const pod = (spec: object, status: object = {}, more: object = {}) =>
  projectPod({ metadata: { ...meta, ...more }, spec, status })!;

describe('projectPod', () => {
  const owned = (kind: string, name: string, labels: object) =>
    pod(
      {},
      {},
      {
        labels,
        ownerReferences: [
          { kind: 'Other', name: 'other' },
          { kind, name, controller: true },
        ],
      },
    );

  it.each([
    [
      'ReplicaSet',
      'web-7d9c5b6f4',
      { 'pod-template-hash': '7d9c5b6f4' },
      'Deployment',
      'web',
    ],
    ['ReplicaSet', 'bare', {}, 'ReplicaSet', 'bare'],
    [
      'ReplicaSet',
      'web-other',
      { 'pod-template-hash': '7d9c5b6f4' },
      'ReplicaSet',
      'web-other',
    ],
    ['StatefulSet', 'db', { 'pod-template-hash': 'db' }, 'StatefulSet', 'db'],
    ['DaemonSet', 'cni', {}, 'DaemonSet', 'cni'],
  ])(
    '%s %s with %p belongs to %s %s',
    (kind, name, labels, ownerKind, ownerName) => {
      expect(owned(kind, name, labels)).toMatchObject({ ownerKind, ownerName });
    },
  );

  it('takes the component from the catalog label before the recommended one', () => {
    const component = (labels: object) => pod({}, {}, { labels }).component;
    expect(component({ 'app.kubernetes.io/name': 'web' })).toBe('web');
    expect(
      component({
        'app.kubernetes.io/name': 'web',
        'backstage.io/kubernetes-id': 'video-web',
      }),
    ).toBe('video-web');
    expect(component({})).toBeUndefined();
  });

  it('keeps why the scheduler could not place it, until it is placed', () => {
    const conditions = [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message: '0/3 nodes are available: 3 Insufficient cpu.',
        lastTransitionTime: '2026-03-01T09:00:00Z',
      },
    ];
    const status = { phase: 'Pending', conditions };
    expect(pod({}, status).unschedulable).toEqual({
      since: '2026-03-01T09:00:00.000Z',
      message: '0/3 nodes are available: 3 Insufficient cpu.',
    });
    expect(pod({ nodeName: 'n' }, status).unschedulable).toBeUndefined();
    expect(
      pod({}, { conditions: [{ ...conditions[0], reason: 'SchedulingGated' }] })
        .unschedulable,
    ).toBeUndefined();
  });

  it('tells mirrors, deletions, readiness and restarts', () => {
    expect(
      pod(
        {},
        {
          phase: 'Running',
          conditions: [{ type: 'Ready', status: 'True' }],
          containerStatuses: [
            { restartCount: 2 },
            { restartCount: 'many' },
            { restartCount: 3 },
          ],
        },
        {
          annotations: { 'kubernetes.io/config.mirror': 'abc' },
          deletionTimestamp: '2026-03-01T09:00:00Z',
        },
      ),
    ).toMatchObject({
      mirror: true,
      deleting: true,
      ready: true,
      restarts: 5,
      phase: 'Running',
    });
    expect(pod({}, { phase: 'Dancing' }).phase).toBe('Unknown');
  });
});

describe('effective request of a pod', () => {
  const container = (cpu: string, memory: string, more: object = {}) => ({
    resources: { requests: { cpu, memory }, limits: { memory: '8Gi' } },
    ...more,
  });
  const sidecar = (cpu: string, memory: string) =>
    container(cpu, memory, { restartPolicy: 'Always' });
  const MI = 2 ** 20;

  it.each([
    ['nothing', {}, 0, 0],
    [
      'containers add up',
      { containers: [container('500m', '512Mi'), container('1', '128Mi')] },
      1500,
      640,
    ],
    [
      'the larger of init and app, for each resource by itself',
      {
        initContainers: [container('2', '64Mi'), container('100m', '96Mi')],
        containers: [container('500m', '512Mi')],
      },
      2000,
      512,
    ],
    [
      'a sidecar runs beside the app',
      {
        initContainers: [sidecar('100m', '128Mi')],
        containers: [container('500m', '512Mi')],
      },
      600,
      640,
    ],
    [
      'a large init container runs beside the sidecars that came before it',
      {
        initContainers: [
          sidecar('100m', '128Mi'),
          container('4', '1024Mi'),
          sidecar('200m', '64Mi'),
        ],
        containers: [container('500m', '512Mi')],
      },
      4100,
      1152,
    ],
    [
      'overhead comes on top',
      {
        initContainers: [container('2', '64Mi')],
        containers: [container('500m', '512Mi')],
        overhead: { cpu: '250m', memory: '120Mi' },
      },
      2250,
      632,
    ],
    [
      'a request of the pod itself takes the place of its containers',
      {
        containers: [container('500m', '512Mi')],
        resources: { requests: { cpu: '3' } },
      },
      3000,
      512,
    ],
    [
      'limits are no requests',
      { containers: [{ resources: { limits: { cpu: '4' } } }] },
      0,
      0,
    ],
    [
      'nonsense asks for nothing',
      { containers: [null, 7, { resources: { requests: 'all' } }] },
      0,
      0,
    ],
  ])('%s', (_, spec, cpuMillis, mebibytes) => {
    expect(pod(spec).requests).toEqual({
      cpuMillis,
      memoryBytes: mebibytes * MI,
    });
  });
});
