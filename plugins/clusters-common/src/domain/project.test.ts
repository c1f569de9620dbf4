import fc from 'fast-check';
import {
  projectEvent,
  projectHpa,
  projectLease,
  projectNode,
  projectNodeMetrics,
  projectPod,
} from './project';

const PROJECTIONS = {
  projectNode,
  projectPod,
  projectHpa,
  projectEvent,
  projectLease,
  projectNodeMetrics,
};

const meta = {
  name: 'thing-1',
  namespace: 'textloom',
  uid: '3f1c',
  creationTimestamp: '2026-03-01T08:00:00Z',
};

const node = (status: object = {}, spec: object = {}, labels: object = {}) =>
  projectNode({ metadata: { ...meta, labels }, spec, status })!;

describe('projectNode', () => {
  it('keeps what the rules need', () => {
    expect(
      projectNode({
        metadata: {
          ...meta,
          labels: {
            'eks.amazonaws.com/nodegroup': 'workers',
            'topology.kubernetes.io/zone': 'us-east-1a',
            'node-role.kubernetes.io/gpu': '',
            'company.example/secret': 'dropped',
          },
          annotations: { huge: 'dropped' },
          managedFields: [{}],
        },
        spec: {
          unschedulable: true,
          taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
        },
        status: {
          capacity: { cpu: '16', memory: '32Gi', pods: '234' },
          allocatable: { cpu: '15890m', memory: '30Gi', pods: '234' },
          nodeInfo: { kubeletVersion: 'v1.34.1' },
          conditions: [
            {
              type: 'Ready',
              status: 'True',
              reason: 'KubeletReady',
              lastTransitionTime: '2026-03-01T08:01:00Z',
            },
          ],
          images: [{ names: ['dropped'] }],
        },
      }),
    ).toEqual({
      name: 'thing-1',
      uid: '3f1c',
      createdAt: '2026-03-01T08:00:00.000Z',
      labels: {
        'eks.amazonaws.com/nodegroup': 'workers',
        'topology.kubernetes.io/zone': 'us-east-1a',
        'node-role.kubernetes.io/gpu': '',
      },
      taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
      unschedulable: true,
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          lastTransitionTime: '2026-03-01T08:01:00.000Z',
        },
      ],
      capacity: { cpuMillis: 16_000, memoryBytes: 2 ** 35, pods: 234 },
      allocatable: {
        cpuMillis: 15_890,
        memoryBytes: 30 * 2 ** 30,
        pods: 234,
      },
      kubeletVersion: 'v1.34.1',
    });
  });

  it('keeps two taints of one effect, and of one key', () => {
    const taints = [
      { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' },
      { key: 'karpenter.sh/disrupted', effect: 'NoSchedule' },
      { key: 'dedicated', value: 'gpu', effect: 'NoExecute' },
    ];
    expect(node({}, { taints }).taints).toEqual(taints);
  });

  it('keeps the labels that name groups here', () => {
    const raw = { metadata: { ...meta, labels: { team: 'video' } } };
    expect(projectNode(raw)!.labels).toEqual({});
    expect(projectNode(raw, ['team'])!.labels).toEqual({ team: 'video' });
  });

  it('cuts long messages at 1,024 characters', () => {
    const [condition] = node({
      conditions: [
        { type: 'Ready', status: 'False', message: 'x'.repeat(100_000) },
      ],
    }).conditions;
    expect(condition.message).toHaveLength(1024);
  });

  it('takes a status that it does not know for Unknown', () => {
    const statuses = ['true', true, undefined, 'Unknown', 'False'].map(
      status =>
        node({ conditions: [{ type: 'Ready', status }] }).conditions[0].status,
    );
    expect(statuses).toEqual([
      'Unknown',
      'Unknown',
      'Unknown',
      'Unknown',
      'False',
    ]);
  });

  it('does not take a pod full of lies for a node', () => {
    const labels = JSON.parse('{"__proto__": "x", "agentpool": 7}');
    const hostile = node(
      { conditions: { length: 2 }, capacity: [], allocatable: { cpu: {} } },
      { taints: [null, 7, {}, { key: 'k' }], unschedulable: 'true' },
      labels,
    );
    expect(hostile).toMatchObject({
      labels: {},
      taints: [],
      conditions: [],
      unschedulable: false,
      allocatable: { cpuMillis: 0, memoryBytes: 0, pods: 0 },
    });
  });
});

describe('names', () => {
  it.each([
    undefined,
    null,
    '',
    7,
    {},
    'Upper',
    '-dash',
    'a/b',
    'a b',
    '__proto__',
    'a'.repeat(254),
  ])('refuses a node named %p', name => {
    expect(projectNode({ metadata: { name } })).toBeUndefined();
    expect(projectLease({ metadata: { name } })).toBeUndefined();
  });

  it('refuses a pod without namespace', () => {
    expect(projectPod({ metadata: { name: 'a' } })).toBeUndefined();
  });
});

describe.each(Object.entries(PROJECTIONS))('%s', (_, project) => {
  it('never throws on arbitrary JSON', () => {
    fc.assert(
      fc.property(fc.anything(), raw => {
        expect(() => project(raw)).not.toThrow();
      }),
    );
  });

  it('never throws on an object with fields of any type', () => {
    const field = fc.anything({ maxDepth: 3 });
    const fields = (...keys: string[]) =>
      fc.record(Object.fromEntries(keys.map(key => [key, field])), {
        requiredKeys: [],
      });
    const raw = fc.record({
      metadata: fc.record({
        name: fc.constant('n1'),
        namespace: fc.constant('ns'),
        labels: field,
        annotations: field,
        ownerReferences: fc.array(fields('kind', 'name', 'controller')),
        creationTimestamp: field,
      }),
      spec: fields(
        'taints',
        'unschedulable',
        'containers',
        'initContainers',
        'overhead',
        'resources',
        'nodeName',
        'maxReplicas',
        'scaleTargetRef',
        'renewTime',
      ),
      status: fields(
        'conditions',
        'allocatable',
        'capacity',
        'nodeInfo',
        'containerStatuses',
        'phase',
      ),
      usage: field,
      timestamp: field,
      involvedObject: field,
      series: field,
    });
    fc.assert(
      fc.property(raw, value => {
        expect(() => project(value)).not.toThrow();
      }),
    );
  });
});
