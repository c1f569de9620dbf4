import { canonicalJson } from '@textloom/kernel';
import {
  DailyCapacity,
  DailyUsage,
  UsageDay,
} from '@textloom/plugin-costs-common';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';

const BATCH = 500;
const KEPT_DAYS = 800;
const DAY_MS = 86_400_000;

interface Amount {
  day: string;
  cpuCoreHours: number;
  memoryGibHours: number;
}

/** Sums of core-hours and GiB-hours per day, to which samples are added. */
export class PodUsage {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async add({ usage, capacity }: UsageDay): Promise<void> {
    const rows = summed([
      ...usage.map(each => rowOf('usage', each)),
      ...capacity.map(each => rowOf('capacity', each)),
    ]);
    if (rows.length === 0) {
      return;
    }
    await this.#database.transaction(async transaction => {
      for (let start = 0; start < rows.length; start += BATCH) {
        await transaction('pod_usage')
          .insert(rows.slice(start, start + BATCH))
          .onConflict(['day', 'id'])
          .merge({
            cpu_core_hours: transaction.raw(
              'pod_usage.cpu_core_hours + excluded.cpu_core_hours',
            ),
            memory_gib_hours: transaction.raw(
              'pod_usage.memory_gib_hours + excluded.memory_gib_hours',
            ),
          });
      }
      const oldest =
        Date.parse(`${rows[0].day}T00:00:00Z`) - KEPT_DAYS * DAY_MS;
      await transaction('pod_usage')
        .where('day', '<', new Date(oldest).toISOString().slice(0, 10))
        .delete();
    });
  }

  async read(
    from: string,
    to: string,
  ): Promise<{ usage: DailyUsage[]; capacity: DailyCapacity[] }> {
    const rows: Row[] = await this.#database('pod_usage')
      .whereBetween('day', [from, to])
      .orderBy(['day', 'id']);
    const of = <T>(kind: string) =>
      rows
        .filter(row => row.kind === kind)
        .map(
          row =>
            ({
              day: row.day,
              ...JSON.parse(row.of),
              cpuCoreHours: row.cpu_core_hours,
              memoryGibHours: row.memory_gib_hours,
            } as T),
        );
    return {
      usage: of<DailyUsage>('usage'),
      capacity: of<DailyCapacity>('capacity'),
    };
  }
}

type Row = ReturnType<typeof rowOf>;

/** One row for each key, in the same order for all writers, so that none waits for another in a circle. */
function summed(rows: readonly Row[]): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.day} ${row.id}`;
    const known = sums.get(key);
    sums.set(key, {
      ...row,
      cpu_core_hours: row.cpu_core_hours + (known?.cpu_core_hours ?? 0),
      memory_gib_hours: row.memory_gib_hours + (known?.memory_gib_hours ?? 0),
    });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function rowOf(
  kind: 'usage' | 'capacity',
  { day, cpuCoreHours, memoryGibHours, ...of }: Amount,
) {
  const text = canonicalJson(of);
  return {
    day,
    id: createHash('sha256').update(`${kind} ${text}`).digest('hex'),
    of: text,
    kind,
    cpu_core_hours: cpuCoreHours,
    memory_gib_hours: memoryGibHours,
  };
}
