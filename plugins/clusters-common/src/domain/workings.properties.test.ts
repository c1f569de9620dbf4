import fc from 'fast-check';
import { groupBy, HOUR, MINUTE, SECOND } from '@textloom/kernel';
import {
  aClusterFacts,
  aCondition,
  ago,
  aPendingPod,
  aPod,
  aSource,
  aWorkload,
  someNodes,
  someSources,
  TEST_NOW,
} from '../testUtils';
import { assessCluster } from './assess';
import { ClusterFacts, NodeFacts, PodFacts, SourceStatus } from './facts';
import { History } from './history';
import { Workings } from './workings';

const THRESHOLD_OVERRIDES = [
  { group: 'web', thresholds: { pods: { warning: 0.001 } } },
];
const WORDS = '0/6 nodes are available: 6 Insufficient cpu.';
const names = Array.from({ length: 6 }, (_, index) =>
  index < 4 ? `web-000${index}` : `db-000${index - 4}`,
);
const nodeIndex = fc.nat(names.length - 1);
const place = fc.constantFrom(...names, 'gone', undefined);
const moment = fc.integer({ min: 0, max: 2 * HOUR }).map(ago);

const nodeChange = fc.oneof(
  fc
    .record({
      status: fc.constantFrom('True', 'False', 'Unknown' as const),
      lastTransitionTime: moment,
    })
    .map(({ status, ...rest }) => ({
      conditions: [
        aCondition('Ready', status, rest),
        aCondition('MemoryPressure', status === 'True' ? 'False' : 'True'),
      ],
    })),
  fc.record({ unschedulable: fc.boolean() }),
  fc.constantFrom(
    { taints: [{ key: 'karpenter.sh/disrupted', effect: 'NoSchedule' }] },
    { taints: [{ key: 'karpenter.sh/unregistered', effect: 'NoExecute' }] },
    { taints: [] },
    { kubeletVersion: 'v1.29.0' },
    { allocatable: { cpuMillis: 900, memoryBytes: 2 ** 30, pods: 2 } },
    {
      labels: {
        'eks.amazonaws.com/nodegroup': 'db',
        'topology.kubernetes.io/zone': 'z',
      },
    },
  ),
) as fc.Arbitrary<Partial<NodeFacts>>;

const podChange = fc.record({
  nodeName: place,
  phase: fc.constantFrom<PodFacts['phase']>('Running', 'Pending', 'Succeeded'),
  ready: fc.boolean(),
  deleting: fc.boolean(),
  requests: fc.record({
    cpuMillis: fc.nat(20_000),
    memoryBytes: fc.nat(2 ** 35),
  }),
  component: fc.constantFrom('api', 'web', undefined),
  ownerKind: fc.constantFrom('Deployment', 'DaemonSet', undefined),
  troubles: fc.constantFrom(undefined, [
    { name: 'main', restarts: 3, waiting: 'CrashLoopBackOff' },
  ]),
}) as fc.Arbitrary<Partial<PodFacts>>;

type Change = (facts: ClusterFacts) => Partial<ClusterFacts>;

function replaced<T>(items: readonly T[], index: number, item: T): T[] {
  return items.map((known, position) => (position === index ? item : known));
}

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ index: nodeIndex, to: nodeChange }).map(
    ({ index, to }): Change =>
      ({ nodes }) => {
        const node = nodes[index];
        return node
          ? { nodes: replaced(nodes, index, { ...node, ...to }) }
          : { nodes };
      },
  ),
  fc.constant<Change>(({ nodes }) => ({ nodes: nodes.slice(0, -1) })),
  fc.constant<Change>(() => ({ nodes: allNodes() })),
  fc.record({ name: fc.nat(12), to: podChange }).map(
    ({ name, to }): Change =>
      ({ pods }) => ({
        pods: [
          ...pods.filter(pod => pod.name !== `p${name}`),
          aPod({ name: `p${name}`, ...to }),
        ],
      }),
  ),
  fc.nat(12).map(
    (name): Change =>
      ({ pods }) => ({
        pods: [
          ...pods.filter(pod => pod.name !== `p${name}`),
          aPendingPod(WORDS, { name: `p${name}` }),
        ],
      }),
  ),
  fc.nat(12).map(
    (name): Change =>
      ({ pods }) => ({
        pods: pods.filter(pod => pod.name !== `p${name}`),
      }),
  ),
  fc.record({ index: nodeIndex, share: fc.double({ min: 0, max: 1 }) }).map(
    ({ index, share }): Change =>
      ({ usage }) => ({
        usage: {
          ...usage,
          [names[index]]: {
            cpuMillis: Math.round(share * 16_000),
            memoryBytes: 2 ** 30,
            at: ago(0),
          },
        },
      }),
  ),
  fc.record({ index: nodeIndex, at: moment }).map(
    ({ index, at }): Change =>
      ({ leases }) => ({
        leases: { ...leases, [names[index]]: at },
      }),
  ),
  fc.record({ subject: place, value: fc.double({ min: 0, max: 1 }) }).map(
    ({ subject = '', value }): Change =>
      () => ({
        signals: (['node-cpu-used', 'node-memory-used'] as const).map(
          signal => ({ signal, subject, value, at: ago(0) }),
        ),
      }),
  ),
  fc
    .record({
      source: fc.constantFrom('nodes', 'pods', 'metrics', 'prometheus'),
      state: fc.constantFrom('live', 'stale', 'connecting'),
    })
    .map(
      ({ source, state }): Change =>
        () => ({
          sources: someSources({
            ...aSource(source as SourceStatus['source']),
            state: state as SourceStatus['state'],
            ...(state === 'connecting' && { at: undefined }),
          }),
        }),
    ),
  fc.constantFrom('v1.34.1', 'v1.37.2', undefined).map(
    (version): Change =>
      () => ({ version }),
  ),
  fc.constant<Change>(() => ({
    workloads: [aWorkload(), aWorkload({ kind: 'DaemonSet', ready: 1 })],
  })),
);

function allNodes(): NodeFacts[] {
  return [...someNodes(4, 'web'), ...someNodes(2, 'db')];
}

/** Facts with lists of pods that are the same objects as before where no pod of them changed, as a collector gives them. */
function indexed(facts: ClusterFacts, before?: ClusterFacts): ClusterFacts {
  const known = before?.podsByNode;
  const lists = groupBy(facts.pods, ({ nodeName }) => nodeName ?? '');
  const podsByNode = new Map(
    [...lists].map(([node, pods]): [string, readonly PodFacts[]] => {
      const last = known?.get(node);
      const isSame =
        last?.length === pods.length &&
        pods.every((pod, index) => pod === last[index]);
      return [node, isSame ? last : pods];
    }),
  );
  return { ...facts, podsByNode };
}

/** The same facts with nothing that could be recognised. */
const copyOf = (facts: ClusterFacts): ClusterFacts => {
  const { podsByNode: _, ...copy } = structuredClone(facts);
  return copy;
};

describe('for any sequence of changes', () => {
  it('what is found with the workings of before is what is found from scratch', () => {
    const step = fc.record({
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
      waitMs: fc.constantFrom(0, SECOND, 3 * MINUTE, HOUR),
      overridden: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), steps => {
        let facts = indexed(aClusterFacts({ nodes: allNodes() }));
        let now = TEST_NOW;
        let workings: Workings | undefined;
        let previous: History | undefined;
        for (const { changes, waitMs, overridden } of steps) {
          now += waitMs;
          const changed = changes.reduce(
            (known, make) => ({ ...known, ...make(known) }),
            facts,
          );
          facts = indexed(changed, facts);
          const overrides = overridden ? THRESHOLD_OVERRIDES : [];
          const options = { now, overrides, previous };
          const scratch = assessCluster(copyOf(facts), options);
          const next = assessCluster(facts, { ...options, workings });
          expect(next.view).toEqual(scratch.view);
          expect(next.history).toEqual(scratch.history);
          workings = next.workings;
          previous = next.history;
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('the workings', () => {
  it('keep the summaries of nodes of which nothing changed', () => {
    const nodes = someNodes(3);
    const pods = new Map([
      [nodes[0].name, [aPod({ nodeName: nodes[0].name })]],
    ]);
    const facts = aClusterFacts({
      nodes,
      pods: [...pods.values()].flat(),
      podsByNode: pods,
    });
    const first = assessCluster(facts, { now: TEST_NOW });
    const changed = [nodes[0], { ...nodes[1], uid: 'other' }, nodes[2]];
    const second = assessCluster(
      { ...facts, nodes: changed },
      { now: TEST_NOW + SECOND, workings: first.workings },
    );
    const summaries = ({ view }: typeof first) => view.nodeGroups[0].nodes;
    expect(summaries(second)[0]).toBe(summaries(first)[0]);
    expect(summaries(second)[1]).not.toBe(summaries(first)[1]);
    expect(summaries(second)[2]).toBe(summaries(first)[2]);
  });
});
