/** Readers of untrusted JSON. Each gives a value of the wanted type or undefined, and never throws. */

/** A JSON object of unknown content. */
export type RawObject = Record<string, unknown>;

const MAX_NAME = 253;
/** Length at which texts of people and controllers are cut. */
export const MAX_TEXT = 1_024;

const DNS_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/;

export function asObject(raw: unknown): RawObject {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
    ? (raw as RawObject)
    : {};
}

export function asList(raw: unknown): unknown[] {
  return Array.isArray(raw) ? raw : [];
}

/** Text cut at `max` UTF-16 units; undefined when it is empty. */
export function asText(raw: unknown, max = MAX_TEXT): string | undefined {
  return typeof raw === 'string' && raw !== '' ? raw.slice(0, max) : undefined;
}

/** The name of a Kubernetes object: a DNS subdomain of at most 253 characters. */
export function asName(raw: unknown): string | undefined {
  return typeof raw === 'string' &&
    raw.length <= MAX_NAME &&
    DNS_SUBDOMAIN.test(raw)
    ? raw
    : undefined;
}

/** ISO 8601 in UTC with milliseconds. */
export function asTime(raw: unknown): string | undefined {
  if (typeof raw !== 'string' || raw.length > 40 || !ISO_TIME.test(raw)) {
    return undefined;
  }
  const moment = Date.parse(raw);
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
}

/** An integer of at least 0. */
export function asCount(raw: unknown): number | undefined {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0
    ? raw
    : undefined;
}
