import { readdir, readFile } from 'node:fs/promises';
import { scratchFolder } from '../../__testUtils__/bills';
import { S3Source, S3SourceOptions } from './S3Source';
import { FakeAnswer, FakeObject, startFakeS3 } from './testUtils/fakeS3';

const folder = scratchFolder();
const AT = '2026-11-20T03:00:00.000Z';
const DATA = 'exports/bill/data/BILLING_PERIOD=2026-11';
const MANIFEST =
  'exports/bill/metadata/BILLING_PERIOD=2026-11/bill-Manifest.json';
const KEYS = [1, 2, 3].map(part => `${DATA}/bill-0000${part}.csv.gz`);

describe('S3Source before a server that knows S3 by the model of the SDK', () => {
  let objects: Map<string, FakeObject>;
  let s3: Awaited<ReturnType<typeof startFakeS3>>;
  let directory: string;
  let open: S3Source[];

  const make = (over: Partial<S3SourceOptions> = {}) => {
    const source = new S3Source({
      id: 'aws',
      title: 'AWS',
      bucket: 'bills',
      prefix: 'exports',
      region: 'ap-southeast-1',
      endpoint: s3.url,
      keys: { accessKeyId: 'ID', secretAccessKey: 'key' },
      directory,
      ...over,
    });
    open.push(source);
    return source;
  };
  const put = (key: string, content: string) =>
    objects.set(key, { content, modifiedAt: AT });

  beforeEach(async () => {
    open = [];
    objects = new Map();
    directory = await folder();
    s3 = await startFakeS3('bills', objects, 2);
    KEYS.forEach((key, part) => put(key, `part ${part}`));
    put(
      MANIFEST,
      JSON.stringify({
        executionId: 'e',
        dataFiles: KEYS.map(key => `s3://bills/${key}`),
      }),
    );
    put('other/bill/data/BILLING_PERIOD=2026-12/x.csv', 'not ours');
  });

  afterEach(async () => {
    open.forEach(source => source.close());
    await s3.close();
  });

  it('lists all pages below its folder, signed for its region', async () => {
    const { partitions, problems } = await make().list();
    expect(problems).toEqual([]);
    expect(partitions).toMatchObject([
      {
        period: '2026-11',
        exportedAt: AT,
        files: KEYS.map(key => key.slice('exports/'.length)),
      },
    ]);
    const lists = s3.seen.filter(({ query }) => query['list-type'] === '2');
    expect(lists.map(({ query }) => query)).toEqual([
      { 'list-type': '2', prefix: 'exports/' },
      { 'list-type': '2', prefix: 'exports/', 'continuation-token': '2' },
    ]);
    for (const { authorization } of s3.seen) {
      expect(authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=ID\/\d{8}\/ap-southeast-1\/s3\/aws4_request/,
      );
    }
  });

  it('takes the whole bucket without a folder', async () => {
    objects.clear();
    put('2026-10.csv', 'flat');
    const { partitions } = await make({ prefix: '' }).list();
    expect(partitions).toMatchObject([{ period: '2026-10' }]);
  });

  it('downloads files under their names, and removes them', async () => {
    const source = make();
    const [partition] = (await source.list()).partitions;
    const { paths, release } = await source.fetch(partition);
    expect(
      await Promise.all(paths.map(path => readFile(path, 'utf8'))),
    ).toEqual(['part 0', 'part 1', 'part 2']);
    expect(paths[0]).toMatch(/bill-00001\.csv\.gz$/);
    await release();
    expect(await readdir(directory)).toEqual([]);
  });

  it.each<[string, FakeAnswer]>([
    ['a connection that breaks', { status: 200, text: 'half', cut: true }],
    ['an object that is gone', { status: 404, error: 'NoSuchKey' }],
  ])('leaves nothing behind after %s', async (_, given) => {
    const source = make();
    const [partition] = (await source.list()).partitions;
    s3.answerWith(path => (path.includes('00002') ? given : undefined));
    await expect(source.fetch(partition)).rejects.toMatchObject({
      problem: { code: 'unreachable' },
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it('downloads no more than it may', async () => {
    const source = make({ maxBytes: 3 });
    const [partition] = (await source.list()).partitions;
    await expect(source.fetch(partition)).rejects.toMatchObject({
      problem: { code: 'too-large', args: { max: '3' } },
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it.each<[number, string, string]>([
    [403, 'AccessDenied', 'denied'],
    [403, 'InvalidAccessKeyId', 'denied'],
    [400, 'ExpiredToken', 'denied'],
    [403, 'SomethingNew', 'denied'],
    [404, 'NoSuchBucket', 'unreachable'],
    [500, 'InternalError', 'unreachable'],
  ])('%d %s is %s', async (status, error, code) => {
    s3.answerWith(() => ({ status, error }));
    await expect(make().list()).rejects.toMatchObject({
      problem: { code, args: { error, status: String(status) } },
    });
  });

  it('asks again what was throttled', async () => {
    let refusals = 1;
    s3.answerWith(() =>
      refusals-- > 0 ? { status: 503, error: 'SlowDown' } : undefined,
    );
    expect((await make().list()).partitions).toHaveLength(1);
  });

  it('says that nobody is there, and no address', async () => {
    const source = make();
    await s3.close();
    await expect(source.list()).rejects.toMatchObject({
      problem: { code: 'unreachable', args: {} },
    });
  });
});
