import { HealthState } from '../health';
import { HealthHour, HealthSpan, RecordedFinding } from '../operationsViews';

/**
 * What is recorded of the past. All moments are milliseconds since the epoch on the writer's clock.
 */

/** A state that held from one moment to another. One group and beginning name one row. */
export interface SpanRow {
  /** Node group; empty for the cluster as a whole. */
  group: string;
  state: HealthState;
  from: number;
  /** Absent while it lasts. */
  to?: number;
  /** Last moment at which it was seen to hold. */
  seenAt: number;
  rules: HealthSpan['rules'];
}

/** A finding that held from one moment to another. One id and beginning name one row. */
export type FindingRow = Omit<RecordedFinding, 'from' | 'to'> & {
  from: number;
  to?: number;
  seenAt: number;
};

/** A full hour whose spans are no longer kept. */
export interface HourRow {
  group: string;
  from: number;
  seconds: HealthHour['seconds'];
}

/** What lasts: the open rows of one cluster. */
export interface OpenRows {
  /** By node group; empty for the cluster. */
  spans: ReadonlyMap<string, SpanRow>;
  /** By finding id. */
  findings: ReadonlyMap<string, FindingRow>;
}

/** Nothing was ever recorded. */
export const NO_ROWS: OpenRows = { spans: new Map(), findings: new Map() };

/** After this time without a sign of the writer, nobody watched: three heartbeats, in milliseconds. */
export const GAP_AFTER_MS = 90_000;

/** The end of an open row as of now: the last sign, when that is too long ago. */
export function endOf(
  row: { to?: number; seenAt: number },
  now: number,
): number | undefined {
  if (row.to !== undefined) {
    return row.to;
  }
  return now - row.seenAt > GAP_AFTER_MS ? row.seenAt : undefined;
}
