import { groupBy, parseDecimal } from '@textloom/kernel';
import {
  addCosts,
  AllocatedEntry,
  allocateDay,
  BillFacts,
  Costs,
  createAttributor,
  Dimension,
  NO_COSTS,
  UsageDay,
} from '@textloom/plugin-costs-common';
import { EntryGroup, EntryQuery } from '../service/ports';
import { BillRecord } from './bills';
import { TEST_OWNERS, TEST_RULES } from './costsWorld';

const amount = (text = '0') => parseDecimal(text) ?? 0n;

/** A row of a bill as facts of its own. */
function factsOf(row: BillRecord): BillFacts {
  const text = (column: string) => row[column] ?? '';
  return {
    day: text('ChargePeriodStart').slice(0, 10),
    billingPeriod: text('BillingPeriodStart').slice(0, 7),
    currency: text('BillingCurrency'),
    resource: text('ResourceId'),
    resourceName: text('ResourceName'),
    resourceType: text('ResourceType'),
    service: text('ServiceName'),
    serviceCategory: text('ServiceCategory'),
    chargeCategory: text('ChargeCategory') as BillFacts['chargeCategory'],
    chargeFrequency: text('ChargeFrequency') as BillFacts['chargeFrequency'],
    pricingCategory: text('PricingCategory') as BillFacts['pricingCategory'],
    region: text('RegionId'),
    account: text('SubAccountId') || text('BillingAccountId'),
    provider: text('ProviderName'),
    skuMeter: text('SkuMeter'),
    unit: text('ConsumedUnit'),
    commitment: text('CommitmentDiscountId'),
    commitmentStatus: text(
      'CommitmentDiscountStatus',
    ) as BillFacts['commitmentStatus'],
    correction: row.ChargeClass === 'Correction',
    tags: JSON.parse(row.Tags || '{}'),
    costs: {
      effective: amount(row.EffectiveCost),
      billed: amount(row.BilledCost),
      list: amount(row.ListCost),
      contracted: amount(row.ContractedCost),
    },
    quantity: amount(row.ConsumedQuantity),
    rows: 1,
  };
}

/** Entries of bills, each of one partition, without any database. */
export function referenceEntries(
  bills: readonly (readonly BillRecord[])[],
  usage: ReadonlyMap<string, UsageDay>,
): AllocatedEntry[] {
  const attribute = createAttributor(TEST_RULES, TEST_OWNERS);
  return bills.flatMap(rows =>
    [...groupBy(rows.map(factsOf), ({ day }) => day)].flatMap(([day, facts]) =>
      allocateDay(facts, usage.get(day), {
        attribute,
        method: TEST_RULES.method,
      }),
    ),
  );
}

function valueOf(entry: AllocatedEntry, dimension: Dimension): string {
  if (dimension === 'correction') {
    return entry.correction ? 'yes' : '';
  }
  return entry[dimension];
}

/** Whether a question is about an entry. */
export function isAsked(
  entry: AllocatedEntry,
  { currency, from, to, filters, scope }: Omit<EntryQuery, 'grain' | 'groupBy'>,
): boolean {
  return (
    entry.currency === currency &&
    entry.day >= from &&
    entry.day <= to &&
    (scope.kind === 'all' ||
      (entry.layer === 'attributed' && scope.owners.includes(entry.owner))) &&
    (Object.entries(filters) as [Dimension, string[]][]).every(
      ([dimension, values]) => values.includes(valueOf(entry, dimension)),
    )
  );
}

const BUCKET = { day: 10, month: 7, total: 0 };

/** The answer to a question, by the entries one by one. */
export function referenceQuery(
  entries: readonly AllocatedEntry[],
  query: EntryQuery,
): EntryGroup[] {
  const groups = new Map<string, EntryGroup>();
  for (const entry of entries.filter(each => isAsked(each, query))) {
    const bucket = entry.day.slice(0, BUCKET[query.grain]);
    const keys = query.groupBy.map(dimension => valueOf(entry, dimension));
    const key = JSON.stringify([bucket, ...keys]);
    const known = groups.get(key) ?? {
      bucket,
      keys,
      costs: NO_COSTS as Costs,
      quantity: 0n,
      rows: 0,
    };
    groups.set(key, {
      ...known,
      costs: addCosts(known.costs, entry.costs),
      quantity: known.quantity + entry.quantity,
      rows: known.rows + entry.rows,
    });
  }
  return [...groups.values()];
}

/** What identifies a row of such bills, with its cost, or without when others share in it. */
export function rowKey(columns: Record<string, string | undefined>): string {
  return [
    columns.ChargePeriodStart,
    columns.ResourceId ?? '',
    columns.ServiceName,
    columns.ChargeCategory,
    columns.Tags ?? '',
    'EffectiveCost' in columns
      ? String(parseDecimal(columns.EffectiveCost ?? ''))
      : 'hidden',
  ].join('|');
}

/** Rows that have an entry that is asked for; each row is allocated by itself. */
export function referenceRows(
  parts: readonly (readonly BillRecord[])[],
  usage: ReadonlyMap<string, UsageDay>,
  query: Omit<EntryQuery, 'grain' | 'groupBy'>,
): BillRecord[] {
  return parts.flat().flatMap(row => {
    const entries = referenceEntries([[row]], usage);
    if (!entries.some(entry => isAsked(entry, query))) {
      return [];
    }
    const isShared = entries.some(
      entry => !isAsked(entry, { ...query, filters: {} }),
    );
    if (!isShared) {
      return [row];
    }
    const { EffectiveCost, ...rest } = row;
    return [rest];
  });
}
