import {
  collapse,
  FindingRow,
  HourRow,
  OpenRows,
  SpanRow,
} from '@textloom/plugin-clusters-common';
import { HOUR } from '@textloom/kernel';
import {
  HistoryStore,
  HistoryWrite,
  StoredHistory,
  StoredMemory,
} from '../service/HistoryStore';
import { DETAILS_MS, MAX_ROWS, RETENTION_MS } from './DatabaseHistoryStore';

/** What several stores in memory share, as replicas share a database. */
export class SharedHistory {
  readonly spans = new Map<string, { cluster: string; row: SpanRow }>();
  readonly findings = new Map<string, { cluster: string; row: FindingRow }>();
  readonly hours = new Map<string, { cluster: string; row: HourRow }>();
  readonly memories = new Map<string, StoredMemory>();
  writer?: MemoryHistoryStore;
  term = 0;
}

/** {@link HistoryStore} that forgets with the process. */
export class MemoryHistoryStore implements HistoryStore {
  readonly #shared: SharedHistory;
  readonly #maxRows: number;

  constructor(shared = new SharedHistory(), maxRows = MAX_ROWS) {
    this.#shared = shared;
    this.#maxRows = maxRows;
  }

  async hold(): Promise<number | undefined> {
    const shared = this.#shared;
    if (!shared.writer) {
      shared.writer = this;
      shared.term++;
    }
    return shared.writer === this ? shared.term : undefined;
  }

  async release(): Promise<void> {
    if (this.#shared.writer === this) {
      this.#shared.writer = undefined;
    }
  }

  async openRows(cluster: string): Promise<OpenRows> {
    const { spans, findings } = this.#of(cluster);
    const open = <T extends { to?: number }>(rows: T[]) =>
      rows.filter(({ to }) => to === undefined);
    return {
      spans: new Map(open(spans).map(row => [row.group, row])),
      findings: new Map(open(findings).map(row => [row.id, row])),
    };
  }

  async memories(): Promise<StoredMemory[]> {
    return [...this.#shared.memories.values()];
  }

  async write(writes: readonly HistoryWrite[]): Promise<boolean> {
    if (this.#shared.writer !== this) {
      return false;
    }
    for (const { cluster, at, spans, findings, memory } of writes) {
      spans.forEach(row => this.#putSpan(cluster, row));
      findings.forEach(row =>
        this.#shared.findings.set(key(cluster, row.id, row.from), {
          cluster,
          row,
        }),
      );
      for (const table of [this.#shared.spans, this.#shared.findings]) {
        for (const entry of table.values()) {
          if (entry.cluster === cluster && entry.row.to === undefined) {
            entry.row = { ...entry.row, seenAt: at };
          }
        }
      }
      this.#shared.memories.set(cluster, { cluster, text: memory, at });
    }
    return true;
  }

  async read(
    cluster: string,
    { from, to, group }: { from: number; to: number; group: string },
  ): Promise<StoredHistory> {
    const { spans, findings, hours } = this.#of(cluster);
    const touches = (row: { from: number; to?: number }) =>
      row.from < to && (row.to === undefined || row.to > from);
    return {
      spans: spans.filter(row => row.group === group && touches(row)),
      hours: hours.filter(
        row => row.group === group && row.from > from - HOUR && row.from < to,
      ),
      findings: findings
        .filter(row => (group === '' || row.group === group) && touches(row))
        .sort((a, b) => b.from - a.from),
    };
  }

  async prune(now: number): Promise<boolean> {
    const { writer, spans, findings, hours, memories } = this.#shared;
    if (writer !== this) {
      return false;
    }
    const limit = now - RETENTION_MS;
    drop(spans, ({ row }) => (row.to ?? row.seenAt) < limit);
    drop(findings, ({ row }) => (row.to ?? row.seenAt) < limit);
    drop(hours, ({ row }) => row.from < limit);
    drop(memories, ({ at }) => at < limit);
    for (const cluster of new Set([...spans.values()].map(s => s.cluster))) {
      this.#giveUpDetails(cluster, now);
    }
    return true;
  }

  #giveUpDetails(cluster: string, now: number): void {
    const limit = now - DETAILS_MS;
    const rows = this.#of(cluster);
    if (rows.spans.length > this.#maxRows) {
      const { hours, gone, cut } = collapse(rows.spans, limit, now);
      hours.forEach(row =>
        this.#shared.hours.set(key(cluster, row.group, row.from), {
          cluster,
          row,
        }),
      );
      [...gone, ...cut.map(({ before }) => before)].forEach(row =>
        this.#shared.spans.delete(key(cluster, row.group, row.from)),
      );
      cut.forEach(({ after }) => this.#putSpan(cluster, after));
    }
    if (rows.findings.length > this.#maxRows) {
      drop(
        this.#shared.findings,
        ({ row, cluster: of }) =>
          of === cluster && row.to !== undefined && row.to < limit,
      );
    }
  }

  #putSpan(cluster: string, row: SpanRow): void {
    this.#shared.spans.set(key(cluster, row.group, row.from), { cluster, row });
  }

  #of(cluster: string) {
    const of = <T>(table: Map<string, { cluster: string; row: T }>) =>
      [...table.values()]
        .filter(entry => entry.cluster === cluster)
        .map(({ row }) => row);
    return {
      spans: of(this.#shared.spans),
      findings: of(this.#shared.findings),
      hours: of(this.#shared.hours),
    };
  }
}

function key(...parts: (string | number)[]): string {
  return JSON.stringify(parts);
}

function drop<T>(table: Map<string, T>, old: (entry: T) => boolean): void {
  for (const [name, entry] of table) {
    if (old(entry)) {
      table.delete(name);
    }
  }
}
