import { join } from 'node:path';
import { BillFinding } from '@textloom/plugin-costs-common';
import { DuckSession, identifier, literal, textCell } from '../openDuck';
import { BillProblem, shown } from '../../bills/BillProblem';
import { readCsvHeader } from './readHeader';

/** A file of a bill, copied to a name of ours. */
export interface BillFile {
  path: string;
  /** As the source names it. */
  name: string;
  kind: 'csv' | 'parquet';
}

/** A file of the bill with all columns as text. */
export interface RawFile extends BillFile {
  columns: string[];
  /** Rows that cannot be read, from 1 below the header, ascending. */
  damaged: { row: number; why: string; value: string }[];
}

/** Damaged rows of one file that are listed; with more, the file is no bill. */
const MAX_DAMAGED = 10_000;

const KINDS: Record<string, string> = {
  'MISSING COLUMNS': 'csv-too-few-columns',
  'TOO MANY COLUMNS': 'csv-too-many-columns',
  'UNQUOTED VALUE': 'csv-quotes',
  'INVALID ENCODING': 'csv-encoding',
  'LINE SIZE OVER MAXIMUM': 'csv-line-too-long',
};

/** Rows that are held until they are written: a row of a bill as text is long, and every thread holds so many. */
const RAW_GROUP = 20_480;

const copy = (select: string, target: string) =>
  `COPY (${select}) TO ${literal(
    target,
  )} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${RAW_GROUP})`;

/** Names of the columns of a file. */
export async function columnsOf(
  session: DuckSession,
  file: BillFile,
): Promise<string[]> {
  if (file.kind !== 'parquet') {
    return readCsvHeader(file.path, file.name);
  }
  try {
    const rows = await session.all(
      `DESCRIBE SELECT * FROM read_parquet(${literal(file.path)})`,
    );
    return rows.map(([name]) => textCell(name));
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Writes a file's rows as text to `target`; what cannot be read is left out and listed. */
export async function readRaw(
  session: DuckSession,
  file: BillFile,
  columns: string[],
  target: string,
): Promise<RawFile> {
  try {
    if (file.kind === 'parquet') {
      await session.run(copy(await parquetAsText(session, file.path), target));
      return { ...file, path: target, columns, damaged: [] };
    }
    await session.run(copy(csvAsText(file, columns), target));
    const damaged = await damagedRows(session);
    await session.run('DROP TABLE reject_errors; DROP TABLE reject_scans');
    if (damaged.length > MAX_DAMAGED) {
      throw new BillProblem('unreadable', {
        file: file.name,
        why: 'damaged-rows',
      });
    }
    return { ...file, path: target, columns, damaged };
  } catch (error) {
    throw error instanceof BillProblem ? error : unreadable(file, error);
  }
}

function csvAsText(file: BillFile, columns: readonly string[]): string {
  const types = columns.map(name => `${literal(name)}: 'VARCHAR'`).join(', ');
  return `SELECT * FROM read_csv([${literal(file.path)}],
    auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
    nullstr = '', strict_mode = true, columns = {${types}},
    compression = 'none',
    store_rejects = true, rejects_limit = ${MAX_DAMAGED + 1})`;
}

/** Maps and structures of Parquet become JSON as in CSV; moments become ISO 8601 in UTC. */
async function parquetAsText(
  session: DuckSession,
  path: string,
): Promise<string> {
  const source = `read_parquet(${literal(path)})`;
  const described = await session.all(`DESCRIBE SELECT * FROM ${source}`);
  const columns = described.map(([name, type]) => {
    const column = identifier(textCell(name));
    const kind = textCell(type);
    if (/^(MAP|STRUCT)|\[\]$/.test(kind)) {
      return `CAST(to_json(${column}) AS VARCHAR) AS ${column}`;
    }
    return /^(TIMESTAMP|DATE)/.test(kind)
      ? `strftime(${column}, '%Y-%m-%dT%H:%M:%SZ') AS ${column}`
      : `CAST(${column} AS VARCHAR) AS ${column}`;
  });
  return `SELECT ${columns.join(', ')} FROM ${source}`;
}

/** DuckDB counts the header as line 1 and a record of several lines as one. */
async function damagedRows(session: DuckSession): Promise<RawFile['damaged']> {
  const rows = await session.all(
    `SELECT line, min(error_type::VARCHAR), min(csv_line)
     FROM reject_errors GROUP BY line ORDER BY line`,
  );
  return rows.map(([line, type, text]) => ({
    row: Number(line) - 1,
    why: KINDS[textCell(type)] ?? 'csv-damaged',
    value: shown(textCell(text).trim()),
  }));
}

/** One finding per kind of damage and file. */
export function damageFindings(
  files: readonly RawFile[],
  of: { source: string; period: string },
): BillFinding[] {
  const findings = new Map<string, BillFinding>();
  for (const { name, damaged } of files) {
    for (const { row, why, value } of damaged) {
      const key = `${why} ${name}`;
      const known = findings.get(key) ?? {
        ...of,
        rule: why,
        severity: 'reject',
        column: '',
        file: name,
        row,
        count: 0,
        value,
      };
      findings.set(key, { ...known, count: known.count + 1 });
    }
  }
  return [...findings.values()];
}

function unreadable(file: BillFile, error: unknown): BillProblem {
  return new BillProblem(
    'unreadable',
    { file: file.name, why: 'damaged' },
    { cause: error },
  );
}

/** Where the rows of file `index` are put on their way. */
export const rawPath = (work: string, index: number) =>
  join(work, `raw-${index}.parquet`);
