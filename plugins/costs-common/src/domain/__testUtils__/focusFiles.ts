import { parseDecimal } from '@textloom/kernel';
import { BillFacts } from '../cost';
import { someFacts } from './facts';

export type FocusRecord = Record<string, string | undefined>;

/** Reads a CSV of the specification: blank lines are left out, and `null` is null. */
export function readFocusFile(text: string): FocusRecord[] {
  const [header = [], ...rows] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .map(fieldsOf);
  return rows.map(row =>
    Object.fromEntries(header.map((column, index) => [column, row[index]])),
  );
}

function fieldsOf(line: string): string[] {
  return [...`${line},`.matchAll(/(?:"([^"]*)"|([^,]*)),/g)].map(
    ([, quoted, plain]) => quoted ?? plain,
  );
}

/** What a row says. The SaaS files show money as `"$10,000.00 "` and days as `4/1/25`: here they are read as meant. */
export function factsOf(record: FocusRecord): BillFacts {
  const text = (column: string) => {
    const value = record[column] ?? '';
    return value === 'null' ? '' : value;
  };
  const amount = (column: string) =>
    parseDecimal(text(column).replace(/[$,]/g, '') || '0') ?? 0n;
  return someFacts({
    day: dayOf(text('ChargePeriodStart')),
    billingPeriod: dayOf(text('BillingPeriodStart')).slice(0, 7),
    resource: text('ResourceId'),
    service: text('ServiceName'),
    serviceCategory: text('ServiceCategory'),
    provider: text('ProviderName'),
    chargeCategory: text('ChargeCategory') as BillFacts['chargeCategory'],
    chargeFrequency: text('ChargeFrequency') as BillFacts['chargeFrequency'],
    pricingCategory: text('PricingCategory') as BillFacts['pricingCategory'],
    commitment: text('CommitmentDiscountId'),
    commitmentStatus: text(
      'CommitmentDiscountStatus',
    ) as BillFacts['commitmentStatus'],
    correction: text('ChargeClass') === 'Correction',
    unit: text('ConsumedUnit'),
    quantity: amount('ConsumedQuantity'),
    costs: {
      effective: amount('EffectiveCost'),
      billed: amount('BilledCost'),
      list: amount('ListCost'),
      contracted: amount('ContractedCost'),
    },
    rows: 1,
  });
}

function dayOf(text: string): string {
  const [, month, day, year] = /^(\d+)\/(\d+)\/(\d\d)$/.exec(text) ?? [];
  return month
    ? `20${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    : text.slice(0, 10);
}
