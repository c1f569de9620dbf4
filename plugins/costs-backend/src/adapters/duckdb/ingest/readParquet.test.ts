import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { billCsv, billRow, scratchFolder } from '../../../__testUtils__/bills';
import { decimalCell, literal, openDuck } from '../openDuck';
import { readBill, withWorkshop } from './buildPartition';
import { takeFiles } from './takeFiles';

const folder = scratchFolder();

/** A bill as AWS writes it in Parquet: costs as doubles, moments as timestamps, tags as a map. */
async function parquetBill(root: string): Promise<string> {
  const csv = join(root, 'bill.csv');
  const path = join(root, 'bill.snappy.parquet');
  await writeFile(
    csv,
    billCsv([
      billRow('2026-11-03', { EffectiveCost: '0.1234567891', ResourceId: 'a' }),
      billRow('2026-11-04', { EffectiveCost: '1e-7', ResourceId: '' }),
    ]),
  );
  const duck = await openDuck({
    directories: [root],
    spill: join(root, 'spill'),
    memoryLimitMb: 128,
    threads: 1,
  });
  const session = await duck.connect();
  const doubles = ['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost'];
  const times = ['Billing', 'Charge'].flatMap(name => [
    `${name}PeriodStart`,
    `${name}PeriodEnd`,
  ]);
  await session.run(`COPY (SELECT * REPLACE (
      ${doubles.map(name => `"${name}"::DOUBLE AS "${name}"`).join(', ')},
      ${times.map(name => `"${name}"::TIMESTAMP AS "${name}"`).join(', ')},
      MAP {'textloom:component': 'textloom-api', 'a "b"': '1'} AS "Tags")
    FROM read_csv(${literal(csv)}, all_varchar = true, header = true))
    TO ${literal(path)} (FORMAT parquet)`);
  session.close();
  duck.close();
  return path;
}

it('reads Parquet as it reads CSV', async () => {
  const work = await folder();
  const path = await parquetBill(await folder());
  const files = await takeFiles([path], join(work, 'source'), 1_000_000);
  const options = {
    source: 'aws',
    period: '2026-11',
    work,
    memoryLimitMb: 256,
    threads: 2,
    maxRows: 100,
  };
  await withWorkshop(options, [], async ({ reader }) => {
    const bill = await readBill(reader, files, options, []);
    expect(bill).toMatchObject({ focusVersion: '1.2', rejectedRows: 0 });
    expect(bill.findings).toEqual([]);
    const rows = await reader.all(
      `SELECT "_file", "_row"::INTEGER, "_day", "ResourceId", "ChargePeriodEnd", "Tags", "_effective"
       FROM read_parquet(${literal(join(work, 'out', 'rows.parquet'))})`,
    );
    const tags = '{"textloom:component":"textloom-api","a \\"b\\"":"1"}';
    expect(rows.map(row => [...row.slice(0, -1), decimalCell(row[6])])).toEqual(
      [
        [
          'bill.snappy.parquet',
          1,
          '2026-11-03',
          'a',
          '2026-11-04T00:00:00Z',
          tags,
          123_456_789_100n,
        ],
        [
          'bill.snappy.parquet',
          2,
          '2026-11-04',
          null,
          '2026-11-05T00:00:00Z',
          tags,
          100_000n,
        ],
      ],
    );
  });
});
