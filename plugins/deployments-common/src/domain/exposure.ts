import { EnvironmentPolicy, StrategyPolicy } from './policy';

/** A share of traffic and how long it is held before the next. */
export interface ExposureStep {
  /** Per cent. */
  weight: number;
  /** Milliseconds. */
  soakMs: number;
}

/**
 * Steps by which traffic moves; the last one is 100 %. `rolling` has one. `blue-green` first runs the new version
 * without traffic.
 */
export function exposureSteps(
  strategy: StrategyPolicy,
): readonly ExposureStep[] {
  switch (strategy.kind) {
    case 'rolling':
      return [{ weight: 100, soakMs: 0 }];
    case 'blue-green':
      return [
        { weight: 0, soakMs: strategy.soakMs },
        { weight: 100, soakMs: 0 },
      ];
    default:
      return strategy.steps;
  }
}

/**
 * How many levels, counted from the first, must be complete for a share of traffic: all up to the first that unlocks
 * it. Even no traffic needs the first.
 */
export function levelsNeeded(
  policy: Pick<EnvironmentPolicy, 'levels'>,
  weight: number,
): number {
  const unlocking = policy.levels.findIndex(
    ({ unlocks }) => unlocks > 0 && unlocks >= weight,
  );
  return unlocking < 0 ? policy.levels.length : unlocking + 1;
}
