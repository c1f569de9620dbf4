import { HOUR, MINUTE } from '@textloom/kernel';
import fc from 'fast-check';
import { aPod, ago, someNodes } from '../../testUtils';
import { ClusterFacts } from '../facts';
import { healthOf, healthOrder, worstSeverity } from '../severity';
import {
  ContainerTrouble,
  ObjectCondition,
  WorkloadFacts,
} from '../workloadFacts';
import {
  findWorkloads,
  someBudget,
  someVpa,
  someWorkload,
} from './__testUtils__/world';

const nodes = someNodes(4, 'workers', index => ({
  unschedulable: index === 3,
}));
const count = fc.nat(5);
const name = fc.constantFrom('video-worker', 'coredns', 'aws-node');

const workload = fc
  .record({
    kind: fc.constantFrom<WorkloadFacts['kind']>(
      'Deployment',
      'StatefulSet',
      'DaemonSet',
    ),
    name,
    desired: count,
    ready: count,
    misscheduled: count,
    createdAt: fc.constantFrom(ago(MINUTE), ago(HOUR), ''),
    conditions: fc.constantFrom<ObjectCondition[]>(
      [],
      [
        {
          type: 'Progressing',
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
        },
      ],
    ),
  })
  .map(fields => someWorkload(fields));

const trouble: fc.Arbitrary<ContainerTrouble> = fc.record(
  {
    name: fc.constant('app'),
    waiting: fc.constantFrom('CrashLoopBackOff', 'ErrImagePull'),
    terminated: fc.record({
      reason: fc.constantFrom('OOMKilled', 'Error'),
      at: fc.constantFrom(ago(MINUTE), ago(2 * HOUR)),
    }),
    restarts: count,
  },
  { requiredKeys: ['name', 'restarts'] },
);

const pod = fc.record({
  nodeName: fc.constantFrom(...nodes.map(node => node.name)),
  ownerKind: fc.constantFrom('Deployment', 'DaemonSet'),
  ownerName: name,
  ready: fc.boolean(),
  labels: fc.constantFrom<Record<string, string>>({}, { app: 'video-worker' }),
  troubles: fc.option(fc.array(trouble, { maxLength: 2 }), {
    nil: undefined,
  }),
});

const world: fc.Arbitrary<Partial<ClusterFacts>> = fc.record({
  nodes: fc.constant(nodes),
  workloads: fc.uniqueArray(workload, {
    selector: item => `${item.kind}/${item.name}`,
  }),
  pods: fc
    .array(pod, { maxLength: 8 })
    .map(list =>
      list.map((fields, index) => aPod({ ...fields, name: `p-${index}` })),
    ),
  budgets: fc
    .record({ disruptionsAllowed: count, currentHealthy: count })
    .map(fields => [someBudget(fields)]),
  vpas: fc
    .record({ cpuMillis: fc.nat(4_000), memoryBytes: fc.nat(2 ** 31 - 1) })
    .map(target => [someVpa({ target })]),
});

const byId = (facts: Partial<ClusterFacts>, seen?: number) =>
  findWorkloads(facts, seen).sort((a, b) => (a.id < b.id ? -1 : 1));
const stateOf = (facts: Partial<ClusterFacts>) =>
  healthOf(worstSeverity(findWorkloads(facts, HOUR)));

describe('findings of workloads', () => {
  it('do not depend on order', () => {
    const reversed = (facts: Partial<ClusterFacts>) => ({
      ...facts,
      nodes: [...(facts.nodes ?? [])].reverse(),
      pods: [...(facts.pods ?? [])].reverse(),
      workloads: [...(facts.workloads ?? [])].reverse(),
    });
    fc.assert(
      fc.property(world, facts => {
        expect(byId(reversed(facts))).toEqual(byId(facts));
      }),
    );
  });

  it('have ids of their own', () => {
    fc.assert(
      fc.property(world, facts => {
        const ids = findWorkloads(facts).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('never get better when a pod is lost', () => {
    fc.assert(
      fc.property(world, fc.nat(10), (facts, at) => {
        const all = facts.workloads ?? [];
        fc.pre(all.length > 0);
        const worse = all.map((item, index) =>
          index === at % all.length
            ? { ...item, ready: Math.max(0, item.ready - 1) }
            : item,
        );
        const before = stateOf(facts);
        const after = stateOf({ ...facts, workloads: worse });
        expect(healthOrder.compare(after, before)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('never get better when a container crashes', () => {
    fc.assert(
      fc.property(world, facts => {
        const crashing = aPod({
          name: 'new',
          nodeName: nodes[0].name,
          ownerName: 'other',
          troubles: [{ name: 'a', waiting: 'CrashLoopBackOff', restarts: 1 }],
        });
        const after = stateOf({
          ...facts,
          pods: [...(facts.pods ?? []), crashing],
        });
        expect(
          healthOrder.compare(after, stateOf(facts)),
        ).toBeGreaterThanOrEqual(0);
        expect(after).not.toBe('healthy');
      }),
    );
  });

  it('do not vanish with the times that they began', () => {
    fc.assert(
      fc.property(world, facts => {
        const ids = (seen?: number) => byId(facts, seen).map(({ id }) => id);
        expect(ids(undefined)).toEqual(ids(HOUR));
      }),
    );
  });

  it('have finite figures only', () => {
    fc.assert(
      fc.property(world, facts => {
        for (const { value, threshold } of findWorkloads(facts, HOUR)) {
          expect(Number.isFinite(value?.value ?? 0)).toBe(true);
          expect(Number.isFinite(threshold?.value ?? 0)).toBe(true);
        }
      }),
    );
  });
});
