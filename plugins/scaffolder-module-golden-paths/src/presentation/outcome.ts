import {
  Preview,
  stops,
} from '@textloom/plugin-scaffolder-golden-paths-common';

/**
 * How a preview ended, as the value of the form field. `unavailable` does not hold anybody up: the task itself checks
 * again before it makes anything.
 */
export type Outcome = 'pending' | 'passed' | 'unavailable' | `errors:${number}`;

/** The outcome of a preview that was answered. */
export function outcomeOf({ findings }: Preview): Outcome {
  return stops(findings)
    ? `errors:${findings.filter(({ severity }) => severity === 'error').length}`
    : 'passed';
}

/** Number of errors that an outcome tells of; 0 for every other. */
export function errorsIn(outcome: unknown): number {
  const [, count] = /^errors:(\d+)$/.exec(String(outcome)) ?? [];
  return count ? Number(count) : 0;
}
