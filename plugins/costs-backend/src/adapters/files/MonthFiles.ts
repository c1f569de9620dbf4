import { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { parseCsv } from './parseCsv';

const MAX_BYTES = 64 * 1024 * 1024;

/** A file or row that is not as it must be. */
export class FileRowError extends Error {
  constructor(file: string, row: number, why: string) {
    super(`${file}, row ${row}: ${why}`);
    this.name = 'FileRowError';
  }
}

/** Rows of CSV files `YYYY-MM.csv` of a folder. A month is read again when its file has changed. */
export class MonthFiles<T> {
  readonly #path: string;
  readonly #row: z.ZodType<T>;
  readonly #keep: number;
  readonly #known = new Map<string, { mark: string; rows: Promise<T[]> }>();

  /** @param keep - months whose rows stay in memory, those that were read last */
  constructor(path: string, row: z.ZodType<T>, keep = Infinity) {
    this.#path = path;
    this.#row = row;
    this.#keep = keep;
  }

  /** Rows of all months that the days lie in; a month without file has none. */
  async rows(from: string, to: string): Promise<T[]> {
    const months = monthsOf(from, to).map(month => this.month(month));
    return (await Promise.all(months)).flat();
  }

  /**
   * Rows of one month.
   * @throws FileRowError when its file is not as it must be
   */
  async month(month: string): Promise<T[]> {
    const path = this.#pathOf(month);
    const file = join(basename(this.#path), `${month}.csv`);
    const found = await statOf(path);
    if (!found) {
      this.#known.delete(month);
      return [];
    }
    if (found.size > MAX_BYTES) {
      throw new FileRowError(file, 0, `larger than ${MAX_BYTES} bytes`);
    }
    const mark = markOf(found);
    const known = this.#known.get(month);
    if (known?.mark === mark) {
      return known.rows;
    }
    const rows = this.#read(path, file);
    this.#known.delete(month);
    this.#known.set(month, { mark, rows });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= this.#keep) {
        break;
      }
      this.#known.delete(oldest);
    }
    rows.catch(error => {
      // What is wrong in a file stays wrong until the file is another.
      if (!(error instanceof FileRowError)) {
        this.#known.delete(month);
      }
    });
    return rows;
  }

  /** Time and size of a month's file; `''` without one. */
  async mark(month: string): Promise<string> {
    const found = await statOf(this.#pathOf(month));
    return found ? markOf(found) : '';
  }

  #pathOf(month: string): string {
    return join(this.#path, `${month}.csv`);
  }

  async #read(path: string, file: string): Promise<T[]> {
    const text = await readFile(path, 'utf8');
    const [header = [], ...records] = recordsOf(text, file);
    return records.map((record, index) => {
      if (record.length !== header.length) {
        throw new FileRowError(
          file,
          index + 1,
          `${record.length} fields, not ${header.length}`,
        );
      }
      const values = Object.fromEntries(
        header.map((name, column) => [name, record[column]]),
      );
      const parsed = this.#row.safeParse(values);
      if (!parsed.success) {
        const [{ path: where, message }] = parsed.error.issues;
        throw new FileRowError(
          file,
          index + 1,
          `${where.join('.')} ${message}`,
        );
      }
      return parsed.data;
    });
  }
}

function markOf({ mtimeMs, size }: Stats): string {
  return `${mtimeMs} ${size}`;
}

/** Undefined when there is no such file. */
async function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(error => {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  });
}

function recordsOf(text: string, file: string): string[][] {
  try {
    return parseCsv(text);
  } catch (error) {
    throw new FileRowError(file, 0, (error as Error).message);
  }
}

/** Months from that of one day to that of another, both inclusive; at most ten years of them. */
export function monthsOf(from: string, to: string): string[] {
  const [year, month] = from.split('-').map(Number);
  const last = to.slice(0, 7);
  const months: string[] = [];
  for (let index = 0; index < 120; index++) {
    const next = new Date(Date.UTC(year, month - 1 + index, 1))
      .toISOString()
      .slice(0, 7);
    if (next > last) {
      break;
    }
    months.push(next);
  }
  return months;
}

/** A day of the calendar. */
export const daySchema = z.iso.date();

/** Hours or a count: finite and not negative. */
export const amountSchema = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,15})?([eE][+-]?\d{1,2})?$/, 'must be a number')
  .transform(Number);
