import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { formatDecimal } from '@textloom/kernel';
import {
  allocateDay,
  Attributor,
  BillFinding,
  SplitMethod,
  UsageDay,
} from '@textloom/plugin-costs-common';
import {
  decimalCell,
  DuckSession,
  literal,
  openDuck,
  textCell,
} from '../openDuck';
import { PARTITION_FILES } from '../partitionFiles';
import { assertAllocated } from './assertAllocated';
import { checkedSql, rawSql } from './checkedSql';
import { checkRows, REJECTED } from './checkRows';
import { MACROS } from './checkSql';
import { EntryWriter } from './EntryWriter';
import { headersOf } from './headersOf';
import { BillProblem } from '../../bills/BillProblem';
import { readFacts } from './readFacts';
import { BillFile, damageFindings, rawPath, readRaw } from './readRaw';
import { keptRowsSql, writeRowsSql } from './rowsSql';

/** How rows become entries. */
export interface Allocation {
  attribute: Attributor;
  method: SplitMethod;
  /** Tags that the rules look at; others are not read. */
  tagKeys: readonly string[];
  usage: ReadonlyMap<string, UsageDay>;
}

/** Bounds of one partition. */
export interface BuildLimits {
  memoryLimitMb: number;
  threads: number;
  maxRows: number;
}

/** A partition that is made, in a folder of its own that is empty before. */
export interface BuildOptions extends BuildLimits {
  source: string;
  period: string;
  /** Folder to work in; the partition is made in `out` below it. */
  work: string;
}

/** What a made partition holds. */
export interface BuiltPartition {
  /** Absolute path of the folder with its files. */
  directory: string;
  rows: number;
  sums: {
    currency: string;
    rows: number;
    effective: string;
    billed: string;
    from: string;
    to: string;
  }[];
}

/** What reading the rows of a bill found. */
export interface ReadBill {
  focusVersion: string;
  findings: BillFinding[];
  rejectedRows: number;
}

const outFile = (work: string, file: keyof typeof PARTITION_FILES) =>
  join(work, 'out', PARTITION_FILES[file]);

/** Two connections to one database: what is appended through one ends what is read in a stream through the same. */
export interface Workshop {
  reader: DuckSession;
  writer: DuckSession;
}

/** A workshop for one partition: a database of its own that can reach nothing but the folders given. */
export async function withWorkshop<T>(
  { work, memoryLimitMb, threads }: BuildOptions,
  alsoReads: readonly string[],
  make: (workshop: Workshop) => Promise<T>,
): Promise<T> {
  await mkdir(join(work, 'out'), { recursive: true });
  const duck = await openDuck({
    directories: [work, ...alsoReads],
    spill: join(work, 'spill'),
    memoryLimitMb,
    threads,
  });
  try {
    const [reader, writer] = [await duck.connect(), await duck.connect()];
    try {
      return await make({ reader, writer });
    } finally {
      reader.close();
      writer.close();
    }
  } finally {
    duck.close();
  }
}

/**
 * Reads the files of a bill, checks each row, and keeps those that can be counted.
 * @throws BillProblem when it cannot be taken as a whole
 */
export async function readBill(
  session: DuckSession,
  files: readonly BillFile[],
  options: BuildOptions,
  tagKeys: readonly string[],
): Promise<ReadBill> {
  const { work, maxRows } = options;
  const { focusVersion, columns } = await headersOf(session, files);
  const raw = [];
  for (const [index, file] of files.entries()) {
    raw.push(
      await readRaw(session, file, columns[index], rawPath(work, index)),
    );
  }
  for (const macro of MACROS) {
    await session.run(macro);
  }
  await session.run(`CREATE VIEW raw AS ${rawSql(raw)}`);
  await session.run(`CREATE VIEW checked AS ${checkedSql(columns[0])}`);
  const [[total]] = await session.all('SELECT count(*) FROM raw');
  if (Number(total) > maxRows) {
    throw new BillProblem('too-large', {
      rows: String(total),
      max: String(maxRows),
    });
  }
  const names = files.map(({ name }) => name);
  const of = { source: options.source, period: options.period };
  const broken = await checkRows(session, raw, of);
  // A filter that keeps every row would only take DuckDB's dictionaries away, and with them most of the speed.
  const isRejecting = broken.some(({ severity }) => severity === 'reject');
  await session.run(
    writeRowsSql(
      keptRowsSql(
        columns[0],
        names,
        options.source,
        isRejecting ? REJECTED : undefined,
      ),
      outFile(work, 'rows'),
      options,
      tagKeys,
    ),
  );
  const findings = [...damageFindings(raw, of), ...broken];
  await writeFile(outFile(work, 'findings'), JSON.stringify(findings));
  const [[kept]] = await session.all(
    `SELECT count(*) FROM read_parquet(${literal(outFile(work, 'rows'))})`,
  );
  const damaged = raw.reduce((sum, file) => sum + file.damaged.length, 0);
  return {
    focusVersion,
    findings,
    rejectedRows: Number(total) - Number(kept) + damaged,
  };
}

/** Takes the rows and findings of another version, to allocate them anew. */
export async function takeRows(
  session: DuckSession,
  directory: string,
  options: BuildOptions,
  tagKeys: readonly string[],
): Promise<void> {
  const rows = literal(join(directory, PARTITION_FILES.rows));
  await session.run(
    writeRowsSql(
      `SELECT * EXCLUDE ("_fact") FROM read_parquet(${rows})`,
      outFile(options.work, 'rows'),
      options,
      tagKeys,
    ),
  );
}

/**
 * Allocates the rows that stand in `out`, day by day, and writes entries and rollups beside them.
 * @throws Error when the entries do not sum to the rows, which would be a fault of the allocation
 */
export async function allocateRows(
  { reader, writer }: Workshop,
  { work }: BuildOptions,
  { attribute, method, tagKeys, usage }: Allocation,
): Promise<BuiltPartition> {
  const rows = outFile(work, 'rows');
  const entries = await EntryWriter.open(writer);
  for await (const { day, facts, classOf } of readFacts(
    reader,
    rows,
    tagKeys,
  )) {
    const allocated = allocateDay(facts, usage.get(day), { attribute, method });
    entries.add(allocated, classOf);
    // Others have their turn between days.
    await setImmediate();
  }
  await entries.write({
    entries: outFile(work, 'entries'),
    daily: outFile(work, 'daily'),
    monthly: outFile(work, 'monthly'),
  });
  const out = join(work, 'out');
  await assertAllocated(reader, out);
  const sums = await reader.all(
    `SELECT "_currency", count(*), sum("_effective")::DECIMAL(38, 12),
       sum("_billed")::DECIMAL(38, 12), min("_day"), max("_day")
     FROM read_parquet(${literal(rows)}) GROUP BY 1 ORDER BY 2 DESC, 1`,
  );
  await syncFolder(out);
  return {
    directory: out,
    rows: sums.reduce((total, [, count]) => total + Number(count), 0),
    sums: sums.map(([currency, count, effective, billed, from, to]) => ({
      currency: textCell(currency),
      rows: Number(count),
      effective: formatDecimal(decimalCell(effective)),
      billed: formatDecimal(decimalCell(billed)),
      from: textCell(from),
      to: textCell(to),
    })),
  };
}

/** Puts all files of a folder on the disk, before anybody is told that they are there. */
async function syncFolder(directory: string): Promise<void> {
  for (const name of [...(await readdir(directory)), '.']) {
    const handle = await open(join(directory, name));
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
