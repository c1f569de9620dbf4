import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BillFinding,
  checkRow,
  FOCUS_COLUMNS,
  FOCUS_RULES,
} from '@textloom/plugin-costs-common';
import fc from 'fast-check';
import {
  billCsv,
  BillRecord,
  billRow,
  COLUMNS_1_2,
  scratchFolder,
} from '../../../__testUtils__/bills';
import { CHECKS } from './checkSql';
import { readBill, withWorkshop } from './buildPartition';

const folder = scratchFolder();
const of = { source: 'aws', period: '2026-11' };

/** What SQL finds in rows. */
async function findingsOf(rows: readonly BillRecord[], columns = COLUMNS_1_2) {
  const work = await folder();
  const path = join(work, 'bill.csv');
  await mkdir(work, { recursive: true });
  await writeFile(path, billCsv(rows, columns));
  const options = {
    ...of,
    work,
    memoryLimitMb: 256,
    threads: 2,
    maxRows: 1_000_000,
  };
  return withWorkshop(options, [], ({ reader }) =>
    readBill(reader, [{ path, name: 'bill.csv', kind: 'csv' }], options, []),
  );
}

/** What the catalogue's own predicates find in the same rows. */
function expectedOf(rows: readonly BillRecord[]) {
  const findings = new Map<string, { count: number; row: number }>();
  let rejected = 0;
  rows.forEach((row, index) => {
    const broken = checkRow(row);
    rejected += broken.some(({ severity }) => severity === 'reject') ? 1 : 0;
    for (const { rule, column } of broken) {
      const key = `${rule} ${column}`;
      const known = findings.get(key) ?? { count: 0, row: index + 1 };
      findings.set(key, { ...known, count: known.count + 1 });
    }
  });
  return { findings: Object.fromEntries(findings), rejected };
}

const summary = (findings: readonly BillFinding[]) =>
  Object.fromEntries(
    findings.map(({ rule, column, count, row }) => [
      `${rule} ${column}`,
      { count, row },
    ]),
  );

/** Values that rules are about, good and bad, for columns of each type. */
const AMOUNTS = [
  '0',
  '1',
  '-1',
  '0.000000000001',
  '1e-7',
  '1E+3',
  '1e12',
  '100000000000',
  '100000000000.1',
  '-100000000001',
  '1e400',
  '1e-400',
  '99999999999999999999999999',
  '123456789012345678901234567890',
  '5.',
  '.5',
  '-.5',
  '.',
  '-',
  '--5',
  '5-3',
  '1.2.3',
  ' 5',
  '5 ',
  '$5',
  '1,000',
  '1_000',
  'NaN',
  'inf',
  '0x10',
  '٣',
  'NULL',
  'null',
  '',
];
const TIMES = [
  '2026-11-01T00:00:00Z',
  '2026-11-15T12:30:00Z',
  '2026-12-01T00:00:00Z',
  '2026-11-01 00:00:00',
  '2026-11-01T00:00Z',
  '2026-11-30T23:59:59.999Z',
  '2026-11-01T00:00:00+00:00',
  '2026-11-01T00:00:00+02:00',
  '2026-02-30T00:00:00Z',
  '2026-11-01T24:00:00Z',
  '2026-11-01',
  '11/1/26',
  '1999-01-01T00:00:00Z',
  'NULL',
  '',
];
const TEXTS: Record<string, string[]> = {
  ChargeCategory: ['Usage', 'Purchase', 'Tax', 'Credit', 'usage', 'NULL', ''],
  ChargeClass: ['', 'Correction', 'correction', 'NULL'],
  ChargeFrequency: ['Recurring', 'Sometimes', ''],
  PricingCategory: ['Standard', 'Committed', 'Spot', ''],
  BillingCurrency: ['USD', 'EUR', 'usd', 'XXX', 'BTC', 'NULL', ''],
  CommitmentDiscountId: ['sp-1', ''],
  CommitmentDiscountStatus: ['Used', 'Unused', 'Maybe', ''],
  Tags: ['{}', '{"a":"b"}', '{"a":true}', '[]', '"x"', '{a', 'null', ''],
  ServiceName: ['Amazon S3', 'NULL', ''],
};
const TYPED: Record<string, string[] | undefined> = {
  decimal: AMOUNTS,
  datetime: TIMES,
};
const ROW = fc.record(
  Object.fromEntries(
    FOCUS_COLUMNS.flatMap(({ name, type }) => {
      const values = TEXTS[name] ?? TYPED[type];
      return values ? [[name, fc.constantFrom(...values)]] : [];
    }),
  ),
  { requiredKeys: [] },
);

describe('the checks of a bill in SQL', () => {
  it('has a condition for each rule of the catalogue, and no other', () => {
    const ids = FOCUS_RULES.filter(({ column }) => column !== '*');
    expect(Object.keys(CHECKS).sort()).toEqual(
      [...new Set(ids.map(({ id }) => id))].sort(),
    );
  });

  it('finds in each row what the catalogue finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(ROW, { minLength: 1, maxLength: 60 }),
        async changes => {
          const rows = changes.map(change => billRow('2026-11-03', change));
          const bill = await findingsOf(rows);
          const { findings, rejected } = expectedOf(rows);
          expect(summary(bill.findings)).toEqual(findings);
          expect(bill.rejectedRows).toBe(rejected);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it.each([
    ['amounts', 'EffectiveCost', AMOUNTS],
    ['quantities', 'ConsumedQuantity', AMOUNTS],
    ['times', 'ChargePeriodStart', TIMES],
    ['ends', 'BillingPeriodEnd', TIMES],
  ])(
    'reads every form of %s as the catalogue does',
    async (_, column, values) => {
      const rows = values.map(value =>
        billRow('2026-11-03', { [column]: value }),
      );
      const bill = await findingsOf(rows);
      const { findings, rejected } = expectedOf(rows);
      expect(summary(bill.findings)).toEqual(findings);
      expect(bill.rejectedRows).toBe(rejected);
    },
  );

  it('shows the first value that is wrong, short and without control characters', async () => {
    const { findings } = await findingsOf([
      billRow('2026-11-03'),
      billRow('2026-11-03', {
        EffectiveCost: `\u202e\u0007${'9x'.repeat(100)}`,
      }),
    ]);
    expect(findings.find(({ column }) => column === 'EffectiveCost')).toEqual({
      ...of,
      rule: 'cost-not-number',
      severity: 'reject',
      column: 'EffectiveCost',
      file: 'bill.csv',
      row: 2,
      count: 1,
      value: `\uFFFD\uFFFD${'9x'.repeat(38)}9…`,
    });
  });

  it('finds NULL in letters in columns of the provider too', async () => {
    const { findings } = await findingsOf(
      [billRow('2026-11-03', { x_Operation: 'Null' })],
      [...COLUMNS_1_2, 'x_Operation'],
    );
    expect(summary(findings)).toMatchObject({
      'null-literal x_Operation': { count: 1, row: 1 },
    });
  });
});
