import { readFileSync } from 'node:fs';
import { isRecord } from '../kubernetes/types';
import { writeState } from '../state/writeState';
import { Demand } from './addedDemand';
import { metered, UsageRow } from './usage';

/** A demand that did not change for a time, in milliseconds since the epoch; without an end it still holds. */
interface Span extends Demand {
  from: number;
  to?: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Bills tell of twelve months and the open one. */
const KEPT_MS = 400 * DAY_MS;

const placeOf = ({ cluster, node_group, namespace, component }: Demand) =>
  [cluster, node_group, namespace, component].join(' ');

/**
 * What services that somebody added have asked for, since when: kept in a file, so that a day that has passed is billed
 * the same whenever its bill is written. While the sandbox does not run, what ran goes on.
 */
export class AddedUsage {
  readonly #path: string;
  #spans: Span[];

  private constructor(path: string, spans: Span[]) {
    this.#path = path;
    this.#spans = spans;
  }

  /** Reads what is kept; a file that cannot be read is forgotten, and its services are billed from now on. */
  static open(path: string): AddedUsage {
    try {
      const kept: unknown = JSON.parse(readFileSync(path, 'utf8'));
      return new AddedUsage(
        path,
        Array.isArray(kept) ? kept.filter(isSpan) : [],
      );
    } catch {
      return new AddedUsage(path, []);
    }
  }

  /** Notes what is asked for at a time, where it has changed; milliseconds since the epoch. */
  observe(demands: readonly Demand[], now: number): void {
    const isWanted = (span: Span) =>
      demands.some(
        demand =>
          placeOf(demand) === placeOf(span) &&
          demand.cpu === span.cpu &&
          demand.memory === span.memory,
      );
    const open = this.#spans.filter(({ to }) => to === undefined);
    const ended = open.filter(span => !isWanted(span));
    const begun = demands.filter(
      demand =>
        !open.some(
          span => placeOf(span) === placeOf(demand) && !ended.includes(span),
        ),
    );
    if (ended.length === 0 && begun.length === 0) {
      return;
    }
    this.#spans = [
      ...this.#spans
        .map(span => (ended.includes(span) ? { ...span, to: now } : span))
        .filter(({ to = now }) => now - to < KEPT_MS),
      ...begun.map(demand => ({ ...demand, from: now })),
    ];
    writeState(this.#path, JSON.stringify(this.#spans));
  }

  /** Rows of a day that has passed, `YYYY-MM-DD` in UTC. */
  rowsOn(day: string): UsageRow[] {
    const start = Date.parse(`${day}T00:00:00Z`);
    const rows = new Map<string, UsageRow>();
    for (const span of this.#spans) {
      const { from, to = Infinity, cpu, memory, ...place } = span;
      const ms = Math.min(to, start + DAY_MS) - Math.max(from, start);
      if (ms > 0) {
        const before = rows.get(placeOf(span));
        const hours = ms / HOUR_MS;
        rows.set(placeOf(span), {
          day,
          ...place,
          role: 'workload',
          cpu_core_hours: (before?.cpu_core_hours ?? 0) + cpu * hours,
          memory_gib_hours: (before?.memory_gib_hours ?? 0) + memory * hours,
        });
      }
    }
    return [...rows.values()].map(row => ({
      ...row,
      cpu_core_hours: metered(row.cpu_core_hours),
      memory_gib_hours: metered(row.memory_gib_hours),
    }));
  }
}

function isSpan(value: unknown): value is Span {
  const texts = ['cluster', 'node_group', 'namespace', 'component'];
  return (
    isRecord(value) &&
    [...texts, 'environment'].every(key => typeof value[key] === 'string') &&
    ['cpu', 'memory', 'from'].every(key => Number.isFinite(value[key])) &&
    (value.to === undefined || Number.isFinite(value.to))
  );
}
