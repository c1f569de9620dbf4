import { readLayout, SourceObject } from './exportLayout';

const AT = Date.parse('2026-11-20T03:00:00Z');
const object = (key: string, over: Partial<SourceObject> = {}) => ({
  key,
  size: 10,
  modifiedAt: AT,
  ...over,
});
const DATA = 'bill/data/BILLING_PERIOD=2026-11';
const MANIFEST = 'bill/metadata/BILLING_PERIOD=2026-11/bill-Manifest.json';
const manifest = (...files: string[]) =>
  JSON.stringify({
    executionId: 'e-1',
    exportArn: 'arn',
    columns: [],
    dataFiles: files.map(file => `s3://bucket/some/prefix/${file}`),
  });

/** The layout of objects, with the texts of manifests by key. */
const layoutOf = (
  objects: readonly SourceObject[],
  manifests: Record<string, string> = {},
) => readLayout(objects, async key => manifests[key]);

const summary = ({
  partitions,
  problems,
}: Awaited<ReturnType<typeof layoutOf>>) => ({
  partitions: partitions.map(({ period, files }) => [period, ...files]),
  problems: problems.map(({ period, problem }) => [
    period,
    problem.code,
    problem.args,
  ]),
});

describe('the layout of exports', () => {
  it('finds what a manifest names', async () => {
    const listing = await layoutOf(
      [
        object(`${DATA}/bill-00001.csv.gz`),
        object(`${DATA}/bill-00002.csv.gz`, { modifiedAt: AT - 5_000 }),
        object(`${DATA}/bill-00003.csv.gz`),
        object(MANIFEST),
      ],
      {
        [MANIFEST]: manifest(
          `${DATA}/bill-00002.csv.gz`,
          `${DATA}/bill-00001.csv.gz`,
        ),
      },
    );
    expect(listing).toEqual({
      partitions: [
        {
          period: '2026-11',
          revision: expect.stringMatching(/^[0-9a-f]{64}$/),
          exportedAt: '2026-11-20T03:00:00.000Z',
          files: [`${DATA}/bill-00001.csv.gz`, `${DATA}/bill-00002.csv.gz`],
        },
      ],
      problems: [],
    });
  });

  it('takes the folder of an export itself', async () => {
    const [data, metadata] = ['data', 'metadata'].map(
      name => `${name}/BILLING_PERIOD=2026-11`,
    );
    const listing = await layoutOf(
      [object(`${data}/x-1.parquet`), object(`${metadata}/x-Manifest.json`)],
      {
        [`${metadata}/x-Manifest.json`]: manifest(`e/${data}/x-1.parquet`),
      },
    );
    expect(summary(listing).partitions).toEqual([
      ['2026-11', `${data}/x-1.parquet`],
    ]);
  });

  it('takes the newest execution where each makes a new report', async () => {
    const of = (id: string) => ({
      data: `${DATA}/2026-${id}/bill-00001.csv.gz`,
      manifest: `bill/metadata/BILLING_PERIOD=2026-11/2026-${id}/bill-Manifest.json`,
    });
    const [old, young] = [of('old'), of('young')];
    const listing = await layoutOf(
      [
        object(old.data, { modifiedAt: AT - 9_000 }),
        object(old.manifest, { modifiedAt: AT - 9_000 }),
        object(young.data),
        object(young.manifest),
      ],
      {
        [old.manifest]: manifest(old.data),
        [young.manifest]: manifest(young.data),
      },
    );
    expect(summary(listing)).toEqual({
      partitions: [['2026-11', young.data]],
      problems: [],
    });
  });

  const file = `${DATA}/bill-00001.csv.gz`;
  const text = manifest(file);
  it.each<[string, SourceObject[], string, object]>([
    ['data without a manifest', [object(file)], '', { why: 'manifest' }],
    ['a missing file', [object(MANIFEST)], text, { file: 'bill-00001.csv.gz' }],
    [
      'an empty file',
      [object(file, { size: 0 }), object(MANIFEST)],
      text,
      { file: 'bill-00001.csv.gz' },
    ],
    [
      'a file newer than the manifest',
      [object(file, { modifiedAt: AT + 2_000 }), object(MANIFEST)],
      text,
      { file: 'bill-00001.csv.gz' },
    ],
    [
      'half a manifest',
      [object(file), object(MANIFEST)],
      text.slice(0, 60),
      { file: 'Manifest.json' },
    ],
    [
      'a manifest without files',
      [object(file), object(MANIFEST)],
      '{"dataFiles":[]}',
      { file: 'Manifest.json' },
    ],
  ])('waits for the end of writing: %s', async (_, objects, content, args) => {
    const listing = await layoutOf(objects, { [MANIFEST]: content });
    expect(summary(listing)).toEqual({
      partitions: [],
      problems: [['2026-11', 'still-written', args]],
    });
  });

  it.each([
    ['a way up', `${DATA}/../../../../etc/passwd.csv`],
    ['a way up in a name', `${DATA}/a/../b.csv`],
    ['another month', 'bill/data/BILLING_PERIOD=2026-10/b.csv'],
    ['another folder', 'secrets/b.csv'],
    ['a backslash', `${DATA}/a\\..\\b.csv`],
    ['a pattern', `${DATA}/*.csv`],
    ['a control character', `${DATA}/a\n.csv`],
    ['a hidden file', `${DATA}/.b.csv`],
    ['another kind of file', `${DATA}/b.sh`],
  ])('refuses a manifest that names %s', async (_, key) => {
    const listing = await layoutOf([object(key), object(MANIFEST)], {
      [MANIFEST]: manifest(key),
    });
    expect(summary(listing).partitions).toEqual([]);
    expect(summary(listing).problems).toContainEqual([
      '2026-11',
      'unreadable',
      { file: 'Manifest.json', why: 'file-name' },
    ]);
  });

  it('finds flat files, several to a month', async () => {
    const listing = await layoutOf([
      object('2026-10.csv'),
      object('2026-11-part-1.csv.gz'),
      object('2026-11_part.2.csv.gz', { modifiedAt: AT + 60_000 }),
      object('2026-12.parquet'),
      object('2026-13.csv'),
      object('2026-10.csv.part'),
      object('notes.csv'),
      object('sub/2026-09.csv'),
      object('2026-08.csv', { size: 0 }),
    ]);
    expect(summary(listing)).toEqual({
      partitions: [
        ['2026-10', '2026-10.csv'],
        ['2026-11', '2026-11-part-1.csv.gz', '2026-11_part.2.csv.gz'],
        ['2026-12', '2026-12.parquet'],
      ],
      problems: [],
    });
    expect(listing.partitions[1].exportedAt).toBe('2026-11-20T03:01:00.000Z');
  });

  it('takes neither when a month is there twice', async () => {
    const other = MANIFEST.replaceAll('bill', 'copy');
    const copy = `${DATA.replace('bill', 'copy')}/copy-1.csv`;
    const twoExports = await layoutOf(
      [object(file), object(MANIFEST), object(copy), object(other)],
      { [MANIFEST]: text, [other]: manifest(copy) },
    );
    const flatBeside = await layoutOf(
      [object(file), object(MANIFEST), object('2026-11.csv')],
      { [MANIFEST]: text },
    );
    const twoKinds = await layoutOf([
      object('2026-11.csv'),
      object('2026-11.csv.gz'),
    ]);
    for (const listing of [twoExports, flatBeside, twoKinds]) {
      expect(summary(listing)).toEqual({
        partitions: [],
        problems: [['2026-11', 'duplicate-partition', {}]],
      });
    }
  });

  it.each<[string, Partial<SourceObject>, string]>([
    ['size', { size: 11 }, text],
    ['time', { modifiedAt: AT - 1 }, text],
    ['execution', {}, text.replace('e-1', 'e-2')],
  ])('has another revision with another %s', async (_, over, content) => {
    const revisionOf = async (
      changed: Partial<SourceObject>,
      given: string,
    ) => {
      const { partitions } = await layoutOf(
        [object(file, changed), object(MANIFEST)],
        { [MANIFEST]: given },
      );
      return partitions[0].revision;
    };
    expect(await revisionOf(over, content)).not.toBe(
      await revisionOf({}, text),
    );
    expect(await revisionOf({}, text)).toBe(await revisionOf({}, text));
  });
});
