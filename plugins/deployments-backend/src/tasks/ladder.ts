import {
  exposureSteps,
  StrategyPolicy,
} from '@textloom/plugin-deployments-common';
import { RolloutState } from '../service/ports';

/**
 * Share of traffic at which the rollout will wait for somebody next, counted from a step; 100 when it goes on to the
 * end by itself. The rollout's own steps tell, not those that the policy would like.
 */
export function nextExposure(rollout: RolloutState, from: number): number {
  let weight = 0;
  for (const [index, step] of rollout.steps.entries()) {
    weight = step.weight ?? weight;
    if (index >= from && step.pause) {
      return weight;
    }
  }
  return 100;
}

/** Share of traffic that the start itself gives to the new version: all of it where nothing moves it in steps. */
export function firstExposure(rollout: RolloutState | undefined): number {
  return rollout ? nextExposure(rollout, 0) : 100;
}

/** Share of traffic after the pause that the rollout waits in. */
export function exposureAfter(rollout: RolloutState): number {
  return nextExposure(rollout, rollout.step + 1);
}

/** Share of traffic of a step, and whether it is the last. */
export function exposureOf(
  strategy: StrategyPolicy,
  step: number,
): { weight: number; last: boolean } {
  const steps = exposureSteps(strategy);
  const index = Math.min(Math.max(step, 0), steps.length - 1);
  return { weight: steps[index].weight, last: index === steps.length - 1 };
}
