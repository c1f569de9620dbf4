import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FOCUS_COLUMNS } from '@textloom/plugin-costs-common';

/** A row of a bill by FOCUS columns. */
export type BillRecord = Record<string, string | undefined>;

/** Columns of FOCUS 1.2. */
export const COLUMNS_1_2 = FOCUS_COLUMNS.filter(
  ({ since }) => since !== '1.3',
).map(({ name }) => name);

const endOf = (day: string, days = 1) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000)
    .toISOString()
    .replace('.000Z', 'Z');

/** A row of an EC2 instance on a day, unless `over` says otherwise. */
export function billRow(day: string, over: BillRecord = {}): BillRecord {
  const [year, month] = day.split('-').map(Number);
  const cost = over.EffectiveCost ?? '1.5';
  return {
    BilledCost: cost,
    ListCost: cost,
    ContractedCost: cost,
    EffectiveCost: cost,
    BillingAccountId: '111111111111',
    BillingAccountName: 'TextLoom',
    BillingCurrency: 'USD',
    BillingPeriodStart: `${day.slice(0, 7)}-01T00:00:00Z`,
    BillingPeriodEnd: new Date(Date.UTC(year, month, 1))
      .toISOString()
      .replace('.000Z', 'Z'),
    ChargePeriodStart: `${day}T00:00:00Z`,
    ChargePeriodEnd: endOf(day),
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    ChargeDescription: 'Hours of an instance',
    PricingCategory: 'Standard',
    ServiceCategory: 'Compute',
    ServiceName: 'Amazon Elastic Compute Cloud',
    ProviderName: 'AWS',
    PublisherName: 'AWS',
    InvoiceIssuerName: 'AWS',
    RegionId: 'ap-southeast-1',
    ResourceId: 'i-1',
    SubAccountId: '222222222222',
    ConsumedQuantity: '24',
    ConsumedUnit: 'Hours',
    ...over,
  };
}

/** A field as RFC 4180 wants it. */
function field(value: string | undefined): string {
  const text = value ?? '';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A bill as CSV. */
export function billCsv(
  rows: readonly BillRecord[],
  columns: readonly string[] = COLUMNS_1_2,
): string {
  return [
    columns.join(','),
    ...rows.map(row => columns.map(name => field(row[name])).join(',')),
    '',
  ].join('\n');
}

/** A folder that is removed after the test file. */
export function scratchFolder(): () => Promise<string> {
  const made: string[] = [];
  afterAll(() =>
    Promise.all(
      made.map(path => rm(path, { recursive: true, force: true })),
    ).then(() => {}),
  );
  return async () => {
    const path = await mkdtemp(join(tmpdir(), 'costs-'));
    made.push(path);
    return path;
  };
}

/** Writes a file as a whole, so that nobody sees half of it. */
export async function putFile(
  path: string,
  content: string | Buffer,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}

/** Writes a month as AWS Data Exports does: data, then the manifest. */
export async function putExport(
  root: string,
  period: string,
  rows: readonly BillRecord[],
  options: { executionId?: string; files?: number; columns?: string[] } = {},
): Promise<void> {
  const { executionId = 'first', files = 1, columns } = options;
  const folder = `bill/data/BILLING_PERIOD=${period}`;
  const names = Array.from(
    { length: files },
    (_, index) => `bill-${String(index + 1).padStart(5, '0')}.csv.gz`,
  );
  for (const [index, name] of names.entries()) {
    const part = rows.filter((_, row) => row % files === index);
    await putFile(join(root, folder, name), gzipSync(billCsv(part, columns)));
  }
  await putFile(
    join(root, `bill/metadata/BILLING_PERIOD=${period}/bill-Manifest.json`),
    JSON.stringify({
      executionId,
      exportArn: 'arn:aws:bcm-data-exports:us-east-1:111111111111:export/bill',
      columns: [],
      dataFiles: names.map(name => `s3://bucket/exports/${folder}/${name}`),
      additionalOutputFiles: [],
    }),
  );
}
