import { LogLine } from '@textloom/plugin-restore-drills-common';
import { Knex } from 'knex';
import { readNow } from './locks';

const LINES = 'drill_log';
const PROGRESS = 'drill_progress';
/** Lines that are kept at the beginning and at the end. */
const HEAD = 5_000;
const TAIL = 5_000;
const BATCH = 500;

/** Lines and bytes of drills: what is of use while one runs, and decides nothing. */
export class DrillLog {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async append(
    drill: string,
    lines: readonly Omit<LogLine, 'line'>[],
  ): Promise<void> {
    if (lines.length === 0) {
      return;
    }
    await this.#database.transaction(async transaction => {
      const newest = await transaction(LINES)
        .where({ drill })
        .max({ line: 'line' })
        .first();
      const first = Number(newest?.line ?? 0) + 1;
      const rows = lines.map(({ at, step, text }, index) => ({
        drill,
        line: first + index,
        at,
        step,
        text,
      }));
      for (let n = 0; n < rows.length; n += BATCH) {
        await transaction(LINES).insert(rows.slice(n, n + BATCH));
      }
      const last = first + rows.length - 1;
      if (last > HEAD + TAIL) {
        await transaction(LINES)
          .where({ drill })
          .andWhere('line', '>', HEAD)
          .andWhere('line', '<=', last - TAIL)
          .delete();
      }
    });
  }

  async read(drill: string, after: number, limit: number): Promise<LogLine[]> {
    const rows = await this.#database(LINES)
      .where({ drill })
      .andWhere('line', '>', after)
      .orderBy('line')
      .limit(limit);
    return rows.map(({ line, at, step, text }) => ({
      line: Number(line),
      at: Number(at),
      step,
      text,
    }));
  }

  async saveProgress(
    drill: string,
    { step, done, total }: { step: string; done: number; total?: number },
  ): Promise<void> {
    const at = await readNow(this.#database);
    await this.#database(PROGRESS)
      .insert({ drill, step, done, total: total ?? null, at })
      .onConflict('drill')
      .merge();
  }

  async progress(
    drill: string,
  ): Promise<
    { step: string; done: number; total?: number; at: number } | undefined
  > {
    const row = await this.#database(PROGRESS).where({ drill }).first();
    return (
      row && {
        step: row.step,
        done: Number(row.done),
        ...(row.total !== null && { total: Number(row.total) }),
        at: Number(row.at),
      }
    );
  }
}
