import fc from 'fast-check';
import { DAY, HOUR } from '@textloom/kernel';
import {
  aClusterFacts,
  ago,
  aNode,
  aPod,
  someSources,
  TEST_NOW,
} from '../testUtils';
import { assessCluster } from './assess';
import {
  ClusterFacts,
  NodeCondition,
  NodeFacts,
  PodFacts,
  SourceStatus,
} from './facts';
import { healthOrder } from './severity';

const time = fc.integer({ min: -HOUR, max: 3 * DAY }).map(ago);
const maybeTime = fc.option(time, { nil: undefined });
const status = fc.constantFrom('True', 'False', 'Unknown' as const);

const condition = (types: string[]) =>
  fc.record({
    type: fc.constantFrom(...types),
    status,
    lastTransitionTime: maybeTime,
  }) as fc.Arbitrary<NodeCondition>;

const conditions = fc
  .tuple(
    fc.option(condition(['Ready']), { nil: undefined }),
    fc.uniqueArray(
      condition([
        'MemoryPressure',
        'DiskPressure',
        'KernelReady',
        'KernelDeadlock',
      ]),
      { selector: ({ type }) => type, maxLength: 3 },
    ),
  )
  .map(([ready, rest]) => (ready ? [ready, ...rest] : rest));

const taints = fc.array(
  fc.record({
    key: fc.constantFrom(
      'dedicated',
      'karpenter.sh/disrupted',
      'karpenter.sh/unregistered',
      'node.kubernetes.io/unschedulable',
    ),
    effect: fc.constantFrom('NoSchedule', 'NoExecute'),
    timeAdded: maybeTime,
  }),
  { maxLength: 2 },
);

const size = fc.record({
  cpuMillis: fc.nat(64_000),
  memoryBytes: fc.nat(2 ** 31 - 1),
  pods: fc.nat(250),
});

function nodeNamed(name: string): fc.Arbitrary<NodeFacts> {
  return fc
    .record({
      createdAt: time,
      group: fc.constantFrom('core', 'workers', ''),
      zone: fc.constantFrom('a', 'b', 'c', ''),
      taints,
      unschedulable: fc.boolean(),
      conditions,
      allocatable: size,
      kubeletVersion: fc.constantFrom('v1.34.1', 'v1.31.2', 'v1.30.0', ''),
    })
    .map(({ group, zone, ...rest }) =>
      aNode({
        name,
        labels: {
          ...(group && { 'eks.amazonaws.com/nodegroup': group }),
          ...(zone && { 'topology.kubernetes.io/zone': zone }),
        },
        ...rest,
      }),
    );
}

const nodes = fc
  .nat(7)
  .chain(count =>
    fc.tuple(
      ...Array.from({ length: count }, (_, index) => nodeNamed(`n${index}`)),
    ),
  );

const pods = fc
  .array(
    fc.record({
      nodeName: fc.constantFrom('n0', 'n1', 'n2', 'gone', undefined),
      phase: fc.constantFrom<PodFacts['phase']>(
        'Pending',
        'Running',
        'Succeeded',
      ),
      cpuMillis: fc.nat(4000),
      memoryBytes: fc.nat(2 ** 30),
      ownerKind: fc.constantFrom('Deployment', 'DaemonSet', undefined),
      message: fc.constantFrom(
        undefined,
        '0/3 nodes are available: 3 Insufficient cpu.',
        '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.',
      ),
    }),
    { maxLength: 12 },
  )
  .map(list =>
    list.map(({ cpuMillis, memoryBytes, message, ...rest }, index) =>
      aPod({
        name: `p${index}`,
        requests: { cpuMillis, memoryBytes },
        unschedulable: message
          ? { since: ago(index * 60_000), message }
          : undefined,
        ...rest,
      }),
    ),
  );

const usage = fc.dictionary(
  fc.constantFrom('n0', 'n1', 'n2'),
  fc.record({
    cpuMillis: fc.nat(64_000),
    memoryBytes: fc.nat(2 ** 31 - 1),
    at: time,
  }),
);

const source = fc.record({
  source: fc.constantFrom('api', 'pods', 'leases', 'metrics', 'hpas', 'events'),
  state: fc.constantFrom(
    'live',
    'stale',
    'connecting',
    'absent',
    'denied',
    'error',
  ),
  at: maybeTime,
}) as fc.Arbitrary<SourceStatus>;

const facts: fc.Arbitrary<ClusterFacts> = fc
  .record({
    nodes,
    pods,
    usage,
    leases: fc.dictionary(fc.constantFrom('n0', 'n1'), time),
    clockSkewMs: fc.integer({ min: -120_000, max: 120_000 }),
    sources: fc
      .array(source, { maxLength: 2 })
      .map(list => someSources(...list)),
  })
  .map(fields => aClusterFacts(fields));

const assess = (input: ClusterFacts) =>
  assessCluster(input, { now: TEST_NOW }).view;

const notLive = fc
  .record({
    state: fc.constantFrom('stale', 'connecting', 'absent', 'denied', 'error'),
    at: maybeTime,
  })
  .map(fields => ({ source: 'nodes', ...fields } as SourceStatus));

const withNodesSource = (input: ClusterFacts, nodesSource: SourceStatus) => ({
  ...input,
  sources: input.sources.map(item =>
    item.source === 'nodes' ? nodesSource : item,
  ),
});

describe('for any facts', () => {
  it('nothing is healthy or ready when the nodes are not live', () => {
    fc.assert(
      fc.property(facts, notLive, (input, nodesSource) => {
        const view = assess(withNodesSource(input, nodesSource));
        expect(view.state).toBe('unknown');
        expect(view.nodes.ready).toBe(0);
        for (const group of view.nodeGroups) {
          expect(group.state).toBe('unknown');
          for (const node of group.nodes) {
            expect([node.status, node.health]).toEqual(['unknown', 'unknown']);
          }
        }
      }),
    );
  });

  it('a cluster without pods in sight is not healthy', () => {
    fc.assert(
      fc.property(facts, input => {
        const sources = someSources({ source: 'pods', state: 'denied' });
        expect(assess({ ...input, sources }).state).not.toBe('healthy');
      }),
    );
  });

  it('one more bad condition makes no state better', () => {
    const bad = fc.constantFrom<NodeCondition>(
      { type: 'ReadonlyFilesystem', status: 'True' },
      { type: 'StorageReady', status: 'False' },
      { type: 'PIDPressure', status: 'True', lastTransitionTime: ago(HOUR) },
      { type: 'FrequentKubeletRestart', status: 'Unknown' },
    );
    fc.assert(
      fc.property(facts, bad, fc.nat(6), (input, extra, at) => {
        fc.pre(input.nodes.length > 0);
        const index = at % input.nodes.length;
        const worse = input.nodes.map((node, position) =>
          position === index
            ? { ...node, conditions: [...node.conditions, extra] }
            : node,
        );
        const before = assess(input);
        const after = assess({ ...input, nodes: worse });
        expect(healthOrder.atLeast(after.state, before.state)).toBe(true);
        before.nodeGroups.forEach((group, position) => {
          const { state } = after.nodeGroups[position];
          expect(healthOrder.atLeast(state, group.state)).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('a node that goes from ready to lost makes no state better', () => {
    const lost: NodeCondition = {
      type: 'Ready',
      status: 'Unknown',
      lastTransitionTime: ago(2 * HOUR),
    };
    fc.assert(
      fc.property(facts, fc.nat(6), (input, at) => {
        fc.pre(input.nodes.length > 0);
        const index = at % input.nodes.length;
        const [ready] = input.nodes[index].conditions;
        fc.pre(ready?.type === 'Ready' && ready.status === 'True');
        const nodesAfter = input.nodes.map((node, position) =>
          position === index
            ? { ...node, conditions: [lost, ...node.conditions.slice(1)] }
            : node,
        );
        const before = assess(input);
        const after = assess({ ...input, nodes: nodesAfter });
        expect(healthOrder.atLeast(after.state, before.state)).toBe(true);
        expect(after.nodes.ready).toBe(before.nodes.ready - 1);
      }),
      { numRuns: 300 },
    );
  });

  it('capacity of the groups adds up to that of the cluster, and that to the facts', () => {
    fc.assert(
      fc.property(facts, input => {
        const view = assess({ ...input, sources: someSources() });
        const names = new Set(input.nodes.map(({ name }) => name));
        const bound = input.pods.filter(
          pod =>
            pod.nodeName !== undefined &&
            names.has(pod.nodeName) &&
            pod.phase !== 'Succeeded',
        );
        const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
        const expectedCpu = {
          allocatable: sum(input.nodes.map(n => n.allocatable.cpuMillis)),
          requested: sum(bound.map(pod => pod.requests.cpuMillis)),
        };
        const expectedPods = {
          allocatable: sum(input.nodes.map(n => n.allocatable.pods)),
          requested: bound.length,
        };
        fc.pre(input.nodes.length > 0);
        expect(view.capacity.cpu).toMatchObject(expectedCpu);
        expect(view.capacity.pods).toEqual(expectedPods);
        expect(
          sum(view.nodeGroups.map(g => g.capacity.memory.requested ?? NaN)),
        ).toBe(view.capacity.memory.requested);
        expect(sum(view.nodeGroups.map(g => g.total))).toBe(view.nodes.total);
        const used = Object.entries(input.usage)
          .filter(([name]) => names.has(name))
          .map(([, { cpuMillis }]) => cpuMillis);
        expect(view.capacity.cpu.used).toBe(
          used.length ? sum(used) : undefined,
        );
      }),
    );
  });

  it('the order of the facts does not matter, and asking twice gives the same', () => {
    fc.assert(
      fc.property(facts, input => {
        const reversed = {
          ...input,
          nodes: [...input.nodes].reverse(),
          pods: [...input.pods].reverse(),
          sources: [...input.sources].reverse(),
        };
        const view = assess(input);
        expect(assess(reversed)).toEqual(view);
        expect(assess(input)).toEqual(view);
      }),
    );
  });

  it('findings have distinct ids, go from worst to best and are counted', () => {
    fc.assert(
      fc.property(facts, input => {
        const { list, findings, worst } = assess(input);
        expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
        expect(Object.values(findings).reduce((a, b) => a + b, 0)).toBe(
          list.length,
        );
        expect(worst).toEqual(list[0]);
      }),
    );
  });

  it('the facts stay as they were', () => {
    fc.assert(
      fc.property(facts, input => {
        const copy = structuredClone(input);
        assess(input);
        expect(input).toEqual(copy);
      }),
    );
  });
});
