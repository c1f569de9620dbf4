import { rfc3339 } from '../kubernetes/store';
import { Condition } from '../world/objects';

/**
 * Sets a condition among others; its transition time moves only when the status changes.
 * Other fields of an existing condition are replaced by those given.
 */
export function withCondition(
  conditions: Condition[] | undefined,
  next: Condition,
  now: number,
): Condition[] {
  const existing = conditions ?? [];
  const previous = existing.find(({ type }) => type === next.type);
  const merged = {
    ...next,
    lastTransitionTime:
      previous?.status === next.status
        ? previous.lastTransitionTime
        : rfc3339(now),
  };
  return previous
    ? existing.map(condition => (condition === previous ? merged : condition))
    : [...existing, merged];
}
