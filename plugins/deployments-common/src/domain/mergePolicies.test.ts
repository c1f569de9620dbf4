import fc from 'fast-check';
import { HOUR } from '@textloom/kernel';
import { exposureSteps, levelsNeeded } from './exposure';
import { gateReasons } from './gateReasons';
import { mergePolicies } from './mergePolicies';
import { EnvironmentPolicy, GatePolicy, LevelPolicy } from './policy';
import { bestCase } from './satisfiability';
import { aContext, aPerson, anEnvironment, aProposal } from '../testUtils';

const GROUPS = ['a', 'b', 'c'];

const level = fc.record({
  name: fc.constantFrom('one', 'two'),
  approvals: fc.integer({ min: 2, max: 3 }),
  groups: fc.uniqueArray(
    fc.record({
      group: fc.constantFrom(...GROUPS).map(name => `group:default/${name}`),
      atLeast: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 1, maxLength: 2, selector: ({ group }) => group },
  ),
});
const levels = fc
  .uniqueArray(level, { maxLength: 2, selector: ({ name }) => name })
  .map((all): LevelPolicy[] =>
    all.map((one, index) => ({
      ...one,
      unlocks: index === all.length - 1 ? 100 : 40,
    })),
  );
const policy = fc
  .record({
    levels,
    soakMs: fc.nat(100),
    expiresAfterMs: fc.nat(100),
    maxProofAgeMs: fc.nat(100),
    ignoresBaseline: fc.boolean(),
    excluded: fc.subarray(['requester', 'author'] as const),
    strategy: fc.constantFrom<EnvironmentPolicy['strategy']>(
      { kind: 'rolling' },
      { kind: 'blue-green', soakMs: 5 },
      {
        kind: 'canary',
        steps: [
          { weight: 10, soakMs: 5 },
          { weight: 100, soakMs: 0 },
        ],
      },
      {
        kind: 'canary',
        steps: [
          { weight: 50, soakMs: 9 },
          { weight: 100, soakMs: 0 },
        ],
      },
    ),
  })
  .map(rules => anEnvironment(rules));

/** Whether these people, each asked for any level, could complete the levels for a share of traffic. */
function suffices(
  rules: EnvironmentPolicy,
  weight: number,
  groups: string[][],
) {
  const needed = rules.levels.slice(0, levelsNeeded(rules, weight));
  const people = groups.map((own, at) => aPerson(`p${at}`, own));
  const proposal = {
    ...aProposal({}, aContext()),
    involved: [],
    policy: { ...rules, levels: needed },
  };
  return bestCase(proposal, { people }).every(({ person }) => person);
}

describe('mergePolicies (S10)', () => {
  it('asks for no fewer people than either, at any share of traffic', () => {
    const crowd = fc.array(fc.subarray(GROUPS, { minLength: 1 }), {
      maxLength: 7,
    });
    const weight = fc.constantFrom(0, 5, 40, 41, 100);
    fc.assert(
      fc.property(policy, policy, crowd, weight, (a, b, people, share) => {
        const merged = suffices(mergePolicies(a, b), share, people);
        const each = [a, b].map(rules => suffices(rules, share, people));
        expect(merged && each.includes(false)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is no looser than either in everything else, and the same as itself', () => {
    fc.assert(
      fc.property(policy, policy, (a, b) => {
        const merged = mergePolicies(a, b);
        for (const each of [a, b]) {
          expect(merged.soakMs).toBeGreaterThanOrEqual(each.soakMs);
          expect(merged.expiresAfterMs).toBeLessThanOrEqual(
            each.expiresAfterMs,
          );
          expect(merged.maxProofAgeMs).toBeLessThanOrEqual(each.maxProofAgeMs);
          expect(merged.ignoresBaseline && !each.ignoresBaseline).toBe(false);
          expect(merged.excluded).toEqual(
            expect.arrayContaining([...each.excluded]),
          );
        }
        expect(mergePolicies(a, a)).toEqual(a);
        expect(mergePolicies(merged, b)).toEqual(merged);
        expect(merged.levels[merged.levels.length - 1]?.unlocks ?? 100).toBe(
          100,
        );
        const names = merged.levels.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  it.each<[GatePolicy, GatePolicy, GatePolicy[]]>([
    [
      { kind: 'coverage', min: 80 },
      { kind: 'coverage', min: 90, maxAgeMs: HOUR },
      [{ kind: 'coverage', min: 90, maxAgeMs: HOUR }],
    ],
    [
      { kind: 'image-scan', maxCritical: 0, maxHigh: 5 },
      { kind: 'image-scan', maxCritical: 1, maxHigh: 0 },
      [{ kind: 'image-scan', maxCritical: 0, maxHigh: 0 }],
    ],
    [
      { kind: 'slo', name: 'e', query: 'q', max: 1 },
      { kind: 'slo', name: 'e', query: 'q', max: 2, min: 0 },
      [{ kind: 'slo', name: 'e', query: 'q', max: 1, min: 0 }],
    ],
    [
      { kind: 'slo', name: 'e', query: 'q', max: 1 },
      { kind: 'slo', name: 'e', query: 'r', max: 1 },
      [
        { kind: 'slo', name: 'e', query: 'q', max: 1 },
        { kind: 'slo', name: 'e (2)', query: 'r', max: 1 },
      ],
    ],
    [
      { kind: 'soak', environment: 's', forMs: 1 },
      { kind: 'soak', environment: 's', forMs: 2 },
      [{ kind: 'soak', environment: 's', forMs: 2 }],
    ],
    [
      { kind: 'ci' },
      { kind: 'cluster-health' },
      [{ kind: 'ci' }, { kind: 'cluster-health' }],
    ],
    [
      { kind: 'http', name: 'h', url: 'http://a', timeoutMs: 2 },
      { kind: 'http', name: 'h', url: 'http://a', timeoutMs: 1 },
      [{ kind: 'http', name: 'h', url: 'http://a', timeoutMs: 1 }],
    ],
  ])('gates %j and %j', (a, b, expected) => {
    const merged = mergePolicies(
      anEnvironment({ gates: [a] }),
      anEnvironment({ gates: [b] }),
    );
    expect(merged.gates).toEqual(expected);
    expect(gateReasons(merged.gates, [], 0).length).toBeLessThanOrEqual(2);
  });

  it('takes all steps of two canaries', () => {
    const canary = (weight: number, soakMs: number) =>
      anEnvironment({
        strategy: {
          kind: 'canary',
          steps: [
            { weight, soakMs },
            { weight: 100, soakMs: 0 },
          ],
        },
      });
    const merged = mergePolicies(canary(10, 5), canary(50, 9));
    expect(exposureSteps(merged.strategy)).toEqual([
      { weight: 10, soakMs: 5 },
      { weight: 50, soakMs: 9 },
      { weight: 100, soakMs: 0 },
    ]);
  });
});
