import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BillingExport } from './BillingExport';
import { AWS_COLUMNS } from './focus';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-11-03T09:00:00Z');

// Thirteen months are written at a first start.
jest.setTimeout(30_000);

describe('BillingExport', () => {
  /** What a first start writes, once for all tests: it takes seconds. */
  let written: string;
  let directory: string;
  let clock: { now: number };
  const logged: string[] = [];

  beforeAll(async () => {
    written = await mkdtemp(join(tmpdir(), 'bills-'));
    const billing = await opened(written, 1, START);
    await billing.settled();
  });
  afterAll(() => rm(written, { recursive: true, force: true }));
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bills-'));
    clock = { now: START };
    logged.length = 0;
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function opened(folder: string, seed: number, now?: number) {
    const billing = await BillingExport.open({
      directory: folder,
      seed,
      now: () => now ?? clock.now,
      log: line => logged.push(line),
    });
    billing.start();
    return billing;
  }

  async function begin(seed = 1): Promise<BillingExport> {
    if ((await readdir(directory)).length === 0) {
      await cp(written, directory, {
        recursive: true,
        preserveTimestamps: true,
      });
    }
    const billing = await opened(directory, seed);
    await billing.settled();
    return billing;
  }

  const manifestOf = (month: string) =>
    join(
      directory,
      `aws/textloom-focus/metadata/BILLING_PERIOD=${month}/textloom-focus-Manifest.json`,
    );
  const dataOf = (month: string) =>
    join(
      directory,
      `aws/textloom-focus/data/BILLING_PERIOD=${month}/textloom-focus-00001.csv.gz`,
    );
  const executionOf = async (month: string) =>
    JSON.parse(await readFile(manifestOf(month), 'utf8')).executionId;
  const linesOf = async (month: string) =>
    gunzipSync(await readFile(dataOf(month)))
      .toString()
      .split('\n')
      .slice(0, -1);
  const changes = async () => {
    const files = await readdir(directory, {
      recursive: true,
      withFileTypes: true,
    });
    const found = files
      .filter(file => file.isFile() && file.name !== 'export.json')
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [
          path.slice(directory.length + 1),
          (await stat(path)).mtimeMs,
        ] as const;
      });
    return new Map(await Promise.all(found));
  };
  const changedSince = async (before: ReadonlyMap<string, number>) =>
    [...(await changes())]
      .filter(([path, at]) => before.get(path) !== at)
      .map(([path]) => path)
      .sort();

  it('writes thirteen months as AWS Data Exports lays them out, the manifest last', async () => {
    await begin();
    expect(logged).toEqual([]);
    const months = (await readdir(join(directory, 'vendors'))).sort();
    expect([months.length, months[0], months[12]]).toEqual([
      13,
      '2025-11.csv',
      '2026-11.csv',
    ]);
    const manifest = JSON.parse(await readFile(manifestOf('2026-10'), 'utf8'));
    expect(Object.keys(manifest)).toEqual([
      'executionId',
      'exportArn',
      'columns',
      'dataFiles',
      'additionalOutputFiles',
    ]);
    expect(manifest.dataFiles).toEqual([
      's3://textloom-billing/aws/textloom-focus/data/BILLING_PERIOD=2026-10/textloom-focus-00001.csv.gz',
    ]);
    expect(manifest.executionId).toMatch(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    const [data, told] = await Promise.all([
      stat(dataOf('2026-10')),
      stat(manifestOf('2026-10')),
    ]);
    expect(data.mtimeMs).toBeLessThanOrEqual(told.mtimeMs);
    const [header, ...rows] = await linesOf('2026-10');
    expect(header).toBe(AWS_COLUMNS.join(','));
    expect(rows.length).toBeGreaterThan(4_000);
    expect(
      (await readdir(directory, { recursive: true })).filter(name =>
        name.endsWith('.part'),
      ),
    ).toEqual([]);
  });

  it('ends yesterday, and a month that is open has no invoice', async () => {
    await begin();
    const [, ...open] = await linesOf('2026-11');
    expect(open.filter(row => row.includes('SGIN-'))).toEqual([]);
    expect(
      open.filter(row => row.includes('2026-11-02T00:00:00.000Z')).length,
    ).toBeGreaterThan(100);
    expect(
      open.filter(row => row.includes('2026-11-03T00:00:00.000Z,2026-11-02'))
        .length,
    ).toBeGreaterThan(100);
    expect(
      open.filter(row => row.includes('2026-11-04T00:00:00.000Z')),
    ).toEqual([]);
    const [, ...closed] = await linesOf('2026-10');
    expect(closed.filter(row => !row.includes('SGIN-202610'))).toEqual([]);
    const units = await readFile(join(directory, 'units/2026-11.csv'), 'utf8');
    expect(units.match(/^2026-11-0[12],(videos|tasks),\d+$/gm)).toHaveLength(4);
  });

  it('writes nothing again on the same day', async () => {
    await begin();
    const before = await changes();
    await begin();
    expect(await changedSince(before)).toEqual([]);
  });

  it('adds a day at midnight and leaves closed months alone', async () => {
    const billing = await begin();
    const before = await changes();
    billing.refresh();
    await billing.settled();
    expect(await changedSince(before)).toEqual([]);
    clock.now += DAY_MS;
    billing.refresh();
    await billing.settled();
    expect(
      (await changedSince(before)).filter(path => !path.includes('2026-11')),
    ).toEqual([]);
    expect((await linesOf('2026-11')).join('\n')).toContain(
      '2026-11-04T00:00:00.000Z,2026-11-03',
    );
  });

  it('writes after a month what was missed, and tells growth from the first start', async () => {
    await begin();
    const before = await changes();
    clock.now = Date.parse('2026-12-02T09:00:00Z');
    await begin();
    const changed = await changedSince(before);
    expect(changed.filter(path => !/2026-1[12]/.test(path))).toEqual([]);
    expect((await linesOf('2026-11')).join('\n')).toContain('SGIN-202611');
    expect(changed.some(path => path.includes('2026-12'))).toBe(true);
  });

  it('begins anew with another seed', async () => {
    await begin();
    const first = await executionOf('2026-03');
    await begin(2);
    expect(await executionOf('2026-03')).not.toBe(first);
  });

  it('lets costs jump and takes that back to the same execution', async () => {
    const billing = await begin();
    const [first, before] = [await executionOf('2026-11'), await changes()];
    expect(billing.spike(true)).toBe('2026-11-02');
    await billing.settled();
    expect(await executionOf('2026-11')).not.toBe(first);
    expect(
      (await changedSince(before)).filter(
        path => !path.includes('BILLING_PERIOD=2026-11'),
      ),
    ).toEqual([]);
    billing.spike(false);
    await billing.settled();
    expect(await executionOf('2026-11')).toBe(first);
  });

  it('restates the month before last, and no other', async () => {
    const billing = await begin();
    const [first, before] = [await executionOf('2026-09'), await changes()];
    expect(billing.restate(true)).toBe('2026-09');
    await billing.settled();
    expect(await executionOf('2026-09')).not.toBe(first);
    expect(
      (await changedSince(before)).filter(path => !path.includes('2026-09')),
    ).toEqual([]);
    billing.restate(false);
    await billing.settled();
    expect(await executionOf('2026-09')).toBe(first);
  });

  it('takes back at a start what an earlier run has left', async () => {
    const billing = await begin();
    const first = [await executionOf('2026-09'), await executionOf('2026-11')];
    billing.spike(true);
    billing.restate(true);
    await billing.settled();
    await begin();
    expect([
      await executionOf('2026-09'),
      await executionOf('2026-11'),
    ]).toEqual(first);
  });

  it('delivers a month again whose manifest was not written any more', async () => {
    await begin();
    const first = await linesOf('2026-11');
    await writeFile(dataOf('2026-11'), 'of a run that was killed');
    const later = new Date(Date.now() + 5_000);
    await utimes(dataOf('2026-11'), later, later);
    await begin();
    expect(await linesOf('2026-11')).toEqual(first);
  });

  it('ends soon when it is closed, and goes on with the next start', async () => {
    const billing = await opened(directory, 1);
    await billing.close();
    expect(await readdir(directory)).not.toContain('export.json');
    await begin();
    expect(await readdir(join(directory, 'vendors'))).toHaveLength(13);
  });

  it('says that it cannot write, and goes on when it can', async () => {
    await writeFile(join(directory, 'aws'), 'no folder');
    const billing = await begin();
    expect(logged).toEqual([
      expect.stringMatching(/^Sandbox bills: E(EXIST|NOTDIR)/),
    ]);
    await rm(join(directory, 'aws'));
    billing.spike(true);
    await billing.settled();
    expect(await executionOf('2025-11')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
