/** Readers of what other servers say. Each gives a value of the wanted type or undefined, and never throws. */

import { asCount, asObject } from '@textloom/plugin-clusters-common';

export { asCount, asObject };

/** Length at which names and codes are cut. */
const MAX_WORD = 253;

/** At most `max` entries. */
export const asList = (value: unknown, max = 50): unknown[] =>
  Array.isArray(value) ? value.slice(0, max) : [];

/** Text cut at `max` UTF-16 units; undefined when it is empty. */
export const asText = (value: unknown, max = MAX_WORD): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, max) : undefined;

export const asTexts = (value: unknown): string[] =>
  asList(value).flatMap(item => asText(item) ?? []);

/** ISO 8601 in UTC, of a text or a Date. */
export function asTime(value: unknown): string | undefined {
  const at =
    typeof value === 'string' || value instanceof Date
      ? new Date(value).getTime()
      : NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
