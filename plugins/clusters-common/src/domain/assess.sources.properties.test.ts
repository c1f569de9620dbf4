import fc from 'fast-check';
import { DAY, HOUR, MINUTE } from '@textloom/kernel';
import {
  aClusterFacts,
  aCondition,
  anAlert,
  anEksNodeGroup,
  aPod,
  aSource,
  aWorkload,
  ago,
  someEks,
  someNodes,
  someSources,
  TEST_NOW,
} from '../testUtils';
import { viewAfter } from '../testUtils/find';
import { assessCluster } from './assess';
import { ClusterFacts, SourceName } from './facts';
import { healthOrder } from './severity';
import { SIGNAL_IDS } from './signals/signalId';
import { SIGNALS } from './signals/definitions';

const NODES = someNodes(6);
const share = fc.double({ min: 0, max: 1, noNaN: true });

const signals = fc.uniqueArray(
  fc.record({
    signal: fc.constantFrom(...SIGNAL_IDS),
    subject: fc.constantFrom(NODES[0]?.name ?? '', 'db', ''),
    value: fc.oneof(share, fc.nat(1_000_000)),
    at: fc.constant(ago(0)),
  }),
  { selector: ({ signal, subject }) => `${signal} ${subject}`, maxLength: 6 },
);
const alerts = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      priority: fc.constantFrom(
        'P0' as const,
        'P1' as const,
        'P2' as const,
        'other' as const,
      ),
      state: fc.constantFrom('active' as const, 'suppressed' as const),
      node: fc.constantFrom(...NODES.map(({ name }) => name)),
    }),
    { selector: ({ name }) => name, maxLength: 4 },
  )
  .map(list =>
    list.map(({ node, ...alert }) => anAlert({ ...alert, labels: { node } })),
  );
const slos = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('x', 'y'),
    title: fc.constant('Objective'),
    objective: fc.constantFrom(0.9, 0.99),
    windowDays: fc.constant(30),
    bad: fc.dictionary(
      fc.constantFrom('5m', '30m', '1h', '2h', '6h', '1d', '3d'),
      share,
    ),
  }),
  { selector: ({ id }) => id, maxLength: 2 },
);
const eks = fc
  .record({
    status: fc.constantFrom('ACTIVE', 'DEGRADED', 'CREATE_FAILED', 'UPDATING'),
    desired: fc.nat(9),
    issues: fc.array(
      fc.record({
        code: fc.constantFrom('AsgInstanceLaunchFailures', 'AccessDenied'),
        message: fc.string({ maxLength: 20 }),
        resourceIds: fc.constant<string[]>([]),
      }),
      { maxLength: 1 },
    ),
  })
  .map(group => someEks({ nodeGroups: [anEksNodeGroup(group)] }));
const down = fc.subarray(NODES.map(({ name }) => name));
const workloads = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('one', 'two', 'three'),
    desired: fc.nat(4),
    ready: fc.nat(4),
  }),
  { selector: ({ name }) => name, maxLength: 3 },
);

const facts = fc.record({ signals, alerts, slos, eks, down, workloads }).map(
  ({ down: lost, workloads: some, ...rest }): Partial<ClusterFacts> => ({
    ...rest,
    nodes: NODES.map(node =>
      lost.includes(node.name)
        ? { ...node, conditions: [aCondition('Ready', 'Unknown')] }
        : node,
    ),
    workloads: some.map(workload => aWorkload(workload)),
    pods: some.flatMap(({ name, ready, desired }) =>
      Array.from({ length: desired }, (_, index) =>
        aPod({
          name: `${name}-${index}`,
          ownerName: name,
          nodeName: NODES[index]?.name,
          ready: index < ready,
        }),
      ),
    ),
  }),
);

const RUNS = { numRuns: 150 };
const reversed = (all: Partial<ClusterFacts>): Partial<ClusterFacts> =>
  Object.fromEntries(
    Object.entries(all).map(([key, value]) => [
      key,
      Array.isArray(value) ? [...value].reverse() : value,
    ]),
  );

describe('the rules over all sources', () => {
  it('do not depend on the order of the facts', () => {
    fc.assert(
      fc.property(facts, all => {
        const view = viewAfter(DAY, all);
        const other = viewAfter(DAY, reversed(all));
        expect(other.list).toEqual(view.list);
        expect(other.state).toBe(view.state);
      }),
      RUNS,
    );
  });

  it('tell once what a source tells twice', () => {
    fc.assert(
      fc.property(facts, all => {
        const twice = {
          ...all,
          signals: [...(all.signals ?? []), ...(all.signals ?? [])],
          alerts: [...(all.alerts ?? []), ...(all.alerts ?? [])],
          slos: [...(all.slos ?? []), ...(all.slos ?? [])],
        };
        expect(viewAfter(DAY, twice).list).toEqual(viewAfter(DAY, all).list);
      }),
      RUNS,
    );
  });

  it('never call a cluster healthier when a source falls silent', () => {
    const further: SourceName[] = [
      'prometheus',
      'alertmanager',
      'workloads',
      'eks',
    ];
    const silent = fc.subarray(further);
    fc.assert(
      fc.property(facts, silent, (all, names) => {
        const sources = (state: 'live' | 'stale') =>
          someSources(
            ...further.map(source =>
              aSource(source, names.includes(source) ? { state } : {}),
            ),
          );
        const before = viewAfter(DAY, { ...all, sources: sources('live') });
        const after = viewAfter(DAY, { ...all, sources: sources('stale') });
        expect(
          healthOrder.compare(after.state, before.state),
        ).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  it('never improve health when a signal moves to its bad side', () => {
    fc.assert(
      fc.property(facts, fc.nat(1_000), (all, by) => {
        const worse = (all.signals ?? []).map(fact => ({
          ...fact,
          value:
            SIGNALS[fact.signal].bad === 'above'
              ? fact.value + by
              : fact.value - by,
        }));
        const before = viewAfter(DAY, all).state;
        const after = viewAfter(DAY, { ...all, signals: worse }).state;
        expect(healthOrder.compare(after, before)).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  it('never call a cluster healthy because what was bad is measured no more', () => {
    fc.assert(
      fc.property(facts, fc.nat(30), (all, minutes) => {
        const past = TEST_NOW - 2 * HOUR;
        const at = (now: number, some: Partial<ClusterFacts>) =>
          aClusterFacts({
            ...some,
            sources: someSources(
              aSource('prometheus', { at: new Date(now).toISOString() }),
            ),
          });
        const first = assessCluster(at(past, all), { now: past });
        const bad = assessCluster(at(past + HOUR, all), {
          now: past + HOUR,
          previous: first.history,
        });
        const later = past + HOUR + minutes * MINUTE;
        const gone = assessCluster(at(later, { ...all, signals: [] }), {
          now: later,
          previous: bad.history,
        });
        expect(
          bad.view.state === 'healthy' || gone.view.state !== 'healthy',
        ).toBe(true);
      }),
      RUNS,
    );
  });

  it('never improve health when an alert begins', () => {
    fc.assert(
      fc.property(facts, all => {
        const more = [
          ...(all.alerts ?? []),
          anAlert({ name: 'new', priority: 'P2' }),
        ];
        const before = viewAfter(0, all).state;
        const after = viewAfter(0, { ...all, alerts: more }).state;
        expect(healthOrder.compare(after, before)).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  const worse: [
    string,
    (all: Partial<ClusterFacts>) => Partial<ClusterFacts>,
  ][] = [
    [
      'workloads lose a pod',
      ({ workloads: some = [], ...all }) => ({
        ...all,
        workloads: some.map(item => ({
          ...item,
          ready: Math.max(0, item.ready - 1),
        })),
      }),
    ],
    [
      'budgets burn faster',
      ({ slos: some = [], ...all }) => ({
        ...all,
        slos: some.map(slo => ({
          ...slo,
          bad: Object.fromEntries(
            Object.entries(slo.bad).map(([window, bad]) => [window, bad * 2]),
          ),
        })),
      }),
    ],
    [
      'EKS finds an issue',
      all => ({
        ...all,
        eks: all.eks && {
          ...all.eks,
          issues: [{ code: 'Other', message: '', resourceIds: [] }],
        },
      }),
    ],
    [
      'the autoscaler gives up',
      all => ({
        ...all,
        autoscaler: [
          { name: 'workers', health: 'Healthy', scaleUp: 'Backoff', max: 9 },
        ],
      }),
    ],
    [
      'all nodes of a zone are lost',
      all => ({
        ...all,
        nodes: all.nodes?.map((node, index) =>
          index % 3 === 0
            ? { ...node, conditions: [aCondition('Ready', 'Unknown')] }
            : node,
        ),
      }),
    ],
  ];
  it.each(worse)('never improve health when %s', (_, worsen) => {
    fc.assert(
      fc.property(facts, all => {
        const before = viewAfter(DAY, all).state;
        const after = viewAfter(DAY, worsen(all)).state;
        expect(healthOrder.compare(after, before)).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  it('give every effect one root that is in the list, and lose none', () => {
    fc.assert(
      fc.property(facts, all => {
        const { list } = viewAfter(DAY, all);
        const byId = new Map(list.map(item => [item.id, item]));
        expect(byId.size).toBe(list.length);
        for (const { id, cause } of list) {
          const root = cause === undefined ? undefined : byId.get(cause);
          expect(cause === undefined || root !== undefined).toBe(true);
          expect(root?.cause).toBeUndefined();
          expect(root === undefined || root.explains?.includes(id)).toBe(true);
        }
      }),
      RUNS,
    );
  });
});
