import { createHash } from 'node:crypto';
import { groupBy } from '@textloom/kernel';
import { z } from 'zod';
import { BillSource, OfferedPartition } from '../../service/ports';
import { BillProblem, shown } from './BillProblem';

/** A file of a source. */
export interface SourceObject {
  /** Path below the source, with `/`. */
  key: string;
  size: number;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
}

type Listing = Awaited<ReturnType<BillSource['list']>>;
type Problem = Listing['problems'][number];

/** Fields of `Manifest.json` that are used (AWS Data Exports, "Data Exports manifest file reference"). */
const manifestSchema = z.object({
  executionId: z.string().max(200).optional(),
  /** Addresses `s3://<bucket>/<path>/<export>/data/<partition>/<file>`. */
  dataFiles: z.array(z.string().max(2_000)).min(1).max(10_000),
});

const MANIFEST =
  /^(?:(?<base>.+)\/)?metadata\/BILLING_PERIOD=(?<period>\d{4}-(?:0[1-9]|1[0-2]))\/(?:[^/]+\/)?[^/]+-Manifest\.json$/;
const DATA =
  /^(?:.+\/)?data\/BILLING_PERIOD=(?<period>\d{4}-(?:0[1-9]|1[0-2]))\//;
const FLAT =
  /^(?<period>\d{4}-(?:0[1-9]|1[0-2]))(?<part>[-_.][A-Za-z0-9._-]*?)?\.(?:csv|csv\.gz|parquet)$/;
/** Segments of a path that name a file and lead nowhere else. */
const SAFE_PATH =
  /^(?:[A-Za-z0-9_=][A-Za-z0-9._=+@-]*\/)*[A-Za-z0-9_=][A-Za-z0-9._=+@-]*$/;
const DATA_FILE = /\.(?:csv|csv\.gz|parquet)$/i;
/** Object stores keep times to the second. */
const CLOCK_MS = 1_000;

/** Greatest size of a manifest that is read, in bytes. */
export const MAX_MANIFEST_BYTES = 5 * 1024 * 1024;

/**
 * The partitions in files laid out as AWS Data Exports lays them out (`<export>/data/BILLING_PERIOD=YYYY-MM/…` with a
 * manifest below `<export>/metadata/…`), or flat (`YYYY-MM….csv`). AWS writes the manifest last: data without one, or
 * newer than theirs, is still being written. A month that is there twice is not taken at all.
 * @param read - text of a small file
 */
export async function readLayout(
  objects: readonly SourceObject[],
  read: (key: string) => Promise<string>,
): Promise<Listing> {
  const byKey = new Map(objects.map(object => [object.key, object]));
  const partitions: OfferedPartition[] = [...flatPartitions(objects)];
  const problems: Problem[] = [];
  for (const manifest of newestManifests(objects)) {
    try {
      partitions.push(await fromManifest(manifest, byKey, read));
    } catch (error) {
      if (!(error instanceof BillProblem)) {
        throw error;
      }
      problems.push({ period: manifest.period, problem: error.problem });
    }
  }
  const told = new Set([
    ...partitions.map(({ period }) => period),
    ...problems.map(({ period }) => period),
  ]);
  for (const period of periodsWithData(objects)) {
    if (!told.has(period)) {
      problems.push({
        period,
        problem: { code: 'still-written', args: { why: 'manifest' } },
      });
    }
  }
  return onlyOnce(partitions, problems);
}

interface Manifest extends SourceObject {
  period: string;
  base: string;
}

/** With "create new report" each execution has its own; the newest of an export counts. */
function newestManifests(objects: readonly SourceObject[]): Manifest[] {
  const all = objects.flatMap((object): Manifest[] => {
    const { base = '', period } = MANIFEST.exec(object.key)?.groups ?? {};
    return period ? [{ ...object, base, period }] : [];
  });
  return [...groupBy(all, ({ base, period }) => `${period} ${base}`)].map(
    ([, same]) =>
      same.reduce((best, each) =>
        each.modifiedAt > best.modifiedAt ? each : best,
      ),
  );
}

async function fromManifest(
  manifest: Manifest,
  byKey: ReadonlyMap<string, SourceObject>,
  read: (key: string) => Promise<string>,
): Promise<OfferedPartition> {
  const { base, period, modifiedAt } = manifest;
  if (manifest.size > MAX_MANIFEST_BYTES) {
    throw new BillProblem('too-large', { file: 'Manifest.json' });
  }
  const { executionId = '', dataFiles } = parseManifest(
    await read(manifest.key),
  );
  const files = dataFiles.map(address => {
    const key = keyOf(address, base, period);
    const file = byKey.get(key);
    if (!file || file.size === 0 || file.modifiedAt > modifiedAt + CLOCK_MS) {
      throw new BillProblem('still-written', {
        file: shown(key.slice(key.lastIndexOf('/') + 1)),
      });
    }
    return file;
  });
  return offered(period, modifiedAt, files, executionId);
}

function parseManifest(text: string): z.output<typeof manifestSchema> {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    // Half a manifest is one that is being written.
    throw new BillProblem(
      'still-written',
      { file: 'Manifest.json' },
      { cause: error },
    );
  }
}

/** The file of an address in this source: only what lies in the folder of the export and month can be meant. */
function keyOf(address: string, base: string, period: string): string {
  const folder = `data/BILLING_PERIOD=${period}/`;
  const at = address.lastIndexOf(`/${folder}`);
  const rest = at < 0 ? '' : address.slice(at + folder.length + 1);
  if (!SAFE_PATH.test(rest) || !DATA_FILE.test(rest)) {
    throw new BillProblem('unreadable', {
      file: 'Manifest.json',
      why: 'file-name',
    });
  }
  return `${base === '' ? '' : `${base}/`}${folder}${rest}`;
}

function* flatPartitions(
  objects: readonly SourceObject[],
): Generator<OfferedPartition> {
  const flat = objects.flatMap(object => {
    const { period, part = '' } = FLAT.exec(object.key)?.groups ?? {};
    return period && object.size > 0 ? [{ object, period, part }] : [];
  });
  // `2026-11.csv` beside `2026-11.csv.gz` is the same month twice, and comes out as two partitions.
  const seen = new Set<string>();
  const repeated = flat.filter(
    ({ period, part }) =>
      seen.has(`${period}${part}`) || !seen.add(`${period}${part}`),
  );
  for (const group of [
    flat.filter(each => !repeated.includes(each)),
    repeated,
  ]) {
    for (const [period, files] of groupBy(group, each => each.period)) {
      const found = files.map(({ object }) => object);
      const newest = Math.max(...found.map(({ modifiedAt }) => modifiedAt));
      yield offered(period, newest, found, '');
    }
  }
}

function periodsWithData(objects: readonly SourceObject[]): Set<string> {
  return new Set(
    objects.flatMap(({ key }) => DATA.exec(key)?.groups?.period ?? []),
  );
}

function offered(
  period: string,
  exportedAt: number,
  files: readonly SourceObject[],
  executionId: string,
): OfferedPartition {
  const facts = files
    .map(({ key, size, modifiedAt }) => [key, size, modifiedAt])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    period,
    revision: createHash('sha256')
      .update(JSON.stringify([executionId, facts]))
      .digest('hex'),
    exportedAt: new Date(exportedAt).toISOString(),
    files: facts.map(([key]) => String(key)),
  };
}

function onlyOnce(
  partitions: readonly OfferedPartition[],
  problems: readonly Problem[],
): Listing {
  const groups = [...groupBy(partitions, ({ period }) => period)];
  return {
    partitions: groups.flatMap(([, same]) => (same.length === 1 ? same : [])),
    problems: [
      ...problems,
      ...groups
        .filter(([, same]) => same.length > 1)
        .map(
          ([period]): Problem => ({
            period,
            problem: { code: 'duplicate-partition', args: {} },
          }),
        ),
    ],
  };
}
