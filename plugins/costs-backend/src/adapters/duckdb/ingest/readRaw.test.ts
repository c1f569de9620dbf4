import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  billCsv,
  billRow,
  COLUMNS_1_2,
  scratchFolder,
} from '../../../__testUtils__/bills';
import { literal } from '../openDuck';
import { readBill, withWorkshop } from './buildPartition';
import { takeFiles } from './takeFiles';

const folder = scratchFolder();
const LINES = billCsv([
  billRow('2026-11-01', { ResourceId: 'a' }),
  billRow('2026-11-02', { ResourceId: 'b' }),
  billRow('2026-11-03', { ResourceId: 'c' }),
]).split('\n');

/** Reads files as a bill; what is kept of it, and what was found. */
async function read(
  contents: Record<string, string | Buffer>,
  over: { maxRows?: number; maxBytes?: number } = {},
) {
  const work = await folder();
  const paths: string[] = [];
  for (const [name, content] of Object.entries(contents)) {
    const path = join(work, name);
    await writeFile(path, content);
    paths.push(path);
  }
  const files = await takeFiles(
    paths,
    join(work, 'source'),
    over.maxBytes ?? 10_000_000,
  );
  const options = {
    source: 'aws',
    period: '2026-11',
    work,
    memoryLimitMb: 256,
    threads: 2,
    maxRows: over.maxRows ?? 1_000,
  };
  return withWorkshop(options, [], async ({ reader }) => {
    const bill = await readBill(reader, files, options, []);
    const rows = await reader.all(
      `SELECT "_file", "_row", "ResourceId", "_day"
       FROM read_parquet(${literal(join(work, 'out', 'rows.parquet'))})`,
    );
    return {
      ...bill,
      rows: rows.map(([file, row, resource]) =>
        [file, Number(row), resource].join(' '),
      ),
    };
  });
}

const problem = (code: string, args: object = {}) => ({
  problem: { code, args: expect.objectContaining(args) },
});

describe('reading files of a bill', () => {
  it.each<[string, Record<string, string | Buffer>]>([
    ['CSV', { 'bill.csv': LINES.join('\n') }],
    ['CSV with other line ends', { 'bill.csv': LINES.join('\r\n') }],
    ['CSV with a byte order mark', { 'bill.csv': `\uFEFF${LINES.join('\n')}` }],
    ['CSV without a last line end', { 'bill.csv': LINES.join('\n').trim() }],
    ['gzip', { 'bill.csv.gz': gzipSync(LINES.join('\n')) }],
  ])('reads %s', async (_, contents) => {
    const [name] = Object.keys(contents);
    const { rows, focusVersion, rejectedRows } = await read(contents);
    expect({ rows, focusVersion, rejectedRows }).toEqual({
      rows: [`${name} 1 a`, `${name} 2 b`, `${name} 3 c`],
      focusVersion: '1.2',
      rejectedRows: 0,
    });
  });

  it('reads fields with separators, quotes and line ends', async () => {
    const resource = 'a "quoted", and\nbroken 资源';
    const { rows } = await read({
      'bill.csv': billCsv([
        billRow('2026-11-01', { ResourceId: resource }),
        billRow('2026-11-01', { ResourceId: 'next' }),
      ]),
    });
    expect(rows).toEqual([`bill.csv 1 ${resource}`, 'bill.csv 2 next']);
  });

  it('lists rows that are damaged and numbers the others as they stand', async () => {
    const [header, first, second, third] = LINES;
    const { rows, findings, rejectedRows } = await read({
      'bill.csv': [
        header,
        'too,few',
        first,
        `${second},too,many`,
        second,
        'again,too,few',
        third,
        '',
      ].join('\n'),
    });
    expect(rows).toEqual(['bill.csv 2 a', 'bill.csv 4 b', 'bill.csv 6 c']);
    expect(rejectedRows).toBe(3);
    expect(
      findings.map(({ rule, severity, row, count }) => [
        rule,
        severity,
        row,
        count,
      ]),
    ).toEqual([
      ['csv-too-few-columns', 'reject', 1, 2],
      ['csv-too-many-columns', 'reject', 3, 1],
    ]);
  });

  it('lists a row whose bytes are no UTF-8', async () => {
    const [header, first, second] = LINES;
    const { rows, findings } = await read({
      'bill.csv': Buffer.concat([
        Buffer.from(`${header}\n`),
        Buffer.from(first.replace('TextLoom', 'Text#oom')).map(byte =>
          byte === 0x23 ? 0xff : byte,
        ),
        Buffer.from(`\n${second}\n`),
      ]),
    });
    expect(rows).toEqual(['bill.csv 2 b']);
    expect(findings).toMatchObject([
      { rule: 'csv-encoding', row: 1, count: 1 },
    ]);
  });

  it('reads several files as one bill', async () => {
    const { rows } = await read({
      'one.csv': billCsv([billRow('2026-11-01', { ResourceId: 'a' })]),
      'two.csv': billCsv(
        [billRow('2026-11-01', { ResourceId: 'b' })],
        [...COLUMNS_1_2].reverse(),
      ),
    });
    expect(rows).toEqual(['one.csv 1 a', 'two.csv 1 b']);
  });

  it('keeps a bill without rows', async () => {
    const { rows } = await read({ 'bill.csv': billCsv([]) });
    expect(rows).toEqual([]);
  });

  const without = (name: string) =>
    billCsv(
      [],
      COLUMNS_1_2.filter(column => column !== name),
    );
  it.each<[string, Record<string, string | Buffer>, object]>([
    [
      'a missing column',
      { 'a.csv': without('BilledCost') },
      problem('wrong-header', {
        column: 'BilledCost',
        fault: 'missing',
        file: 'a.csv',
      }),
    ],
    [
      'a column twice',
      { 'a.csv': billCsv([], [...COLUMNS_1_2, 'billedcost']) },
      problem('wrong-header', { fault: 'duplicate' }),
    ],
    [
      'another table',
      { 'a.csv': 'a,b\n1,2\n' },
      problem('wrong-header', { fault: 'unknown' }),
    ],
    [
      'files of two versions',
      { 'a.csv': billCsv([]), 'b.csv': without('SkuMeter') },
      problem('mixed-versions'),
    ],
    ['nothing', { 'a.csv': '' }, problem('wrong-header')],
    [
      'quotes without end',
      { 'a.csv': `"${'x'.repeat(100_000)}` },
      problem('unreadable', { why: 'header' }),
    ],
    [
      'bytes',
      { 'a.csv': Buffer.from([0xff, 0xfe, 0x0a]) },
      problem('unreadable', { why: 'encoding' }),
    ],
    [
      'no gzip',
      { 'a.csv.gz': LINES.join('\n') },
      problem('unreadable', { why: 'damaged' }),
    ],
    [
      'half a gzip',
      { 'a.csv.gz': gzipSync(LINES.join('\n').repeat(50)).subarray(0, -20) },
      problem('unreadable', { why: 'damaged' }),
    ],
    [
      'another kind of file',
      { 'a.json': '{}' },
      problem('unreadable', { why: 'kind' }),
    ],
    [
      'no Parquet',
      { 'a.parquet': LINES.join('\n') },
      problem('unreadable', { why: 'damaged' }),
    ],
    [
      'too many columns',
      { 'a.csv': `${Array.from({ length: 501 }, (_, n) => `x_${n}`)}\n` },
      problem('too-large', { columns: '501' }),
    ],
  ])('refuses %s', async (_, contents, expected) => {
    await expect(read(contents)).rejects.toMatchObject(expected);
  });

  it('refuses more rows than are allowed', async () => {
    await expect(
      read({ 'bill.csv': LINES.join('\n') }, { maxRows: 2 }),
    ).rejects.toMatchObject(problem('too-large', { rows: '3', max: '2' }));
  });

  it.each<[string, Record<string, string | Buffer>]>([
    ['files', { 'a.csv': LINES.join('\n'), 'b.csv': LINES.join('\n') }],
    ['files that unpack to more', { 'a.csv.gz': gzipSync('x'.repeat(20_000)) }],
  ])('refuses larger %s than are allowed', async (_, contents) => {
    await expect(read(contents, { maxBytes: 3_000 })).rejects.toMatchObject(
      problem('too-large', { max: '3000' }),
    );
  });

  it('can reach no file but those of the bill', async () => {
    const work = await folder();
    const options = {
      source: 'aws',
      period: '2026-11',
      work,
      memoryLimitMb: 128,
      threads: 1,
      maxRows: 10,
    };
    await withWorkshop(options, [], async ({ reader }) => {
      for (const statement of [
        `SELECT * FROM read_text('/etc/hostname')`,
        `SELECT * FROM read_text('${work}/../x')`,
        `COPY (SELECT 1) TO '/tmp/elsewhere.csv'`,
        `ATTACH '/tmp/elsewhere.db'`,
        'INSTALL httpfs',
        'SET enable_external_access = true',
        `SET memory_limit = '8GB'`,
      ]) {
        await expect(reader.run(statement)).rejects.toThrow(
          /disabled by configuration|locked/,
        );
      }
    });
  });
});
