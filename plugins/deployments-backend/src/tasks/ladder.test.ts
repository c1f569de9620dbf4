import { RolloutState } from '../service/ports';
import { exposureAfter, exposureOf, firstExposure } from './ladder';

const at = (step: number, steps: RolloutState['steps']): RolloutState => ({
  phase: 'Paused',
  step,
  steps,
  weight: 0,
  podHash: 'new',
  stableHash: 'old',
  waits: true,
  aborted: false,
});
const CANARY = [5, 25].flatMap(weight => [{ weight }, { pause: true }]);

describe('exposures', () => {
  it.each<[string, RolloutState | undefined, number]>([
    ['no rollout', undefined, 100],
    ['a canary', at(0, CANARY), 5],
    ['blue-green that waits', at(0, [{ weight: 0, pause: true }]), 0],
    ['a rollout that waits for nobody', at(0, [{ weight: 5 }]), 100],
  ])('first, with %s: %#', (_, rollout, weight) => {
    expect(firstExposure(rollout)).toBe(weight);
  });

  it.each([
    ['the first pause', at(1, CANARY), 25],
    ['the last pause', at(3, CANARY), 100],
    ['the only pause', at(0, [{ weight: 0, pause: true }]), 100],
  ])('after %s', (_, rollout, weight) => {
    expect(exposureAfter(rollout)).toBe(weight);
  });

  it('of a step of the policy, never outside its steps', () => {
    const steps = [5, 100].map(weight => ({ weight, soakMs: 0 }));
    const strategy = { kind: 'canary' as const, steps };
    expect([0, 1, 9].map(step => exposureOf(strategy, step))).toEqual([
      { weight: 5, last: false },
      { weight: 100, last: true },
      { weight: 100, last: true },
    ]);
  });
});
