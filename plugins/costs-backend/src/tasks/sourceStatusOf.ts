import { SourceStatus } from '@textloom/plugin-costs-common';
import { StoredPartition } from '../service/ports';

/** What is wrong with a source, or with one month of it. */
export interface SourceTrouble {
  period?: string;
  problem: NonNullable<SourceStatus['problem']>;
}

const DAY_MS = 86_400_000;
/** AWS may restate a month until two weeks after its end (Data Exports, "Export refreshing"). */
const CLOSED_DAYS = 15;
const LAG_DAYS = 2;

/** Whether a billing month ended so long ago that the provider has finalised it. */
export function closedAt(period: string, now: number): boolean {
  const [year, month] = period.split('-').map(Number);
  return now >= Date.UTC(year, month, 1) + CLOSED_DAYS * DAY_MS;
}

/** A source as its newest partition and its troubles make it. */
export function sourceStatusOf(
  {
    id,
    title,
    lagDays = LAG_DAYS,
  }: { id: string; title: string; lagDays?: number },
  partitions: readonly StoredPartition[],
  troubles: readonly SourceTrouble[],
  now: number,
): SourceStatus {
  const newest = partitions.reduce<StoredPartition | undefined>(
    (best, each) => (best && best.period > each.period ? best : each),
    undefined,
  );
  const lastDay = lastDayOf(partitions, now);
  const [trouble] = troubles;
  const problem = trouble
    ? {
        code: trouble.problem.code,
        args: {
          ...trouble.problem.args,
          ...(trouble.period && { period: trouble.period }),
        },
      }
    : lateness(newest, lastDay, lagDays, now);
  return {
    id,
    title,
    ...(newest && {
      focusVersion: newest.focusVersion,
      exportedAt: newest.exportedAt,
      ingestedAt: newest.ingestedAt,
    }),
    ...(lastDay && { lastDay }),
    state: stateOf(newest, problem),
    ...(problem && { problem }),
  };
}

/** The last day with charges that is not in the future: fees may be billed ahead. */
function lastDayOf(
  partitions: readonly StoredPartition[],
  now: number,
): string | undefined {
  const today = new Date(now).toISOString().slice(0, 10);
  return partitions
    .flatMap(({ days }) => Object.values(days).map(({ to }) => to))
    .map(day => (day > today ? today : day))
    .sort()
    .at(-1);
}

function lateness(
  newest: StoredPartition | undefined,
  lastDay: string | undefined,
  lagDays: number,
  now: number,
): SourceStatus['problem'] {
  if (!newest || !lastDay) {
    return { code: 'no-data', args: {} };
  }
  const days = Math.floor((now - Date.parse(`${lastDay}T00:00:00Z`)) / DAY_MS);
  return days > lagDays
    ? { code: 'late', args: { days: String(days) } }
    : undefined;
}

function stateOf(
  newest: StoredPartition | undefined,
  problem: SourceStatus['problem'],
): SourceStatus['state'] {
  if (!newest) {
    return problem?.code === 'no-data' ? 'empty' : 'failed';
  }
  return problem ? 'stale' : 'current';
}
