import { join } from 'node:path';
import { DIMENSIONS, Dimension, UsageDay } from '@textloom/plugin-costs-common';
import fc from 'fast-check';
import { EntryQuery, Scope } from '../service/ports';
import { FolderSource } from '../adapters/folder/FolderSource';
import { BillRecord, billRow, putExport } from './bills';
import { costsWorld, givenUsage } from './costsWorld';

/** Owners that components have. */
export const OWNERS = ['group:default/platform', 'group:default/video'];
const AMOUNTS = ['0', '1', '-0.25', '3.333333333333', '0.000000000001', '71.5'];
/** Days of two months that bills are of. */
export const DAYS = [
  '2026-10-01',
  '2026-10-15',
  '2026-10-31',
  '2026-11-01',
  '2026-11-02',
];
/** Tags by which a component is known, is not, or shares in a node group. */
export const TAGS = [
  '',
  '{"textloom:component":"textloom-api","textloom:environment":"prod"}',
  '{"textloom:component":"textloom-worker"}',
  '{"textloom:component":"unknown","x":true}',
  '{"eks:cluster-name":"prod","eks:nodegroup-name":"workers"}',
];

/** A row with all that makes a sum go wrong. */
export const ROW: fc.Arbitrary<BillRecord> = fc
  .tuple(
    fc.constantFrom(...DAYS),
    fc.record({
      EffectiveCost: fc.constantFrom(...AMOUNTS),
      BilledCost: fc.constantFrom(...AMOUNTS),
      ListCost: fc.constantFrom(...AMOUNTS),
      ContractedCost: fc.constantFrom(...AMOUNTS),
      ConsumedQuantity: fc.constantFrom('', '1', '2.5'),
      ResourceId: fc.constantFrom(
        '',
        'i-1',
        "it's; DROP TABLE entries",
        '资源',
      ),
      ServiceName: fc.constantFrom('Amazon S3', 'AWS Support (Business)'),
      ChargeCategory: fc.constantFrom('Usage', 'Tax', 'Credit', 'Purchase'),
      ChargeClass: fc.constantFrom('', 'Correction'),
      CommitmentDiscountId: fc.constantFrom('', 'sp-1'),
      CommitmentDiscountStatus: fc.constantFrom('', 'Used', 'Unused'),
      SkuMeter: fc.constantFrom('', 'BoxUsage', 'DataTransfer'),
      BillingCurrency: fc.constantFrom('USD', 'USD', 'EUR'),
      Tags: fc.constantFrom(...TAGS),
    }),
  )
  .map(([day, over]) => billRow(day, over));

const SCOPE: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({ kind: 'all' } as const),
  fc
    .subarray([...OWNERS, ''])
    .map(owners => ({ kind: 'own' as const, owners })),
);
const VALUES: Partial<Record<Dimension, string[]>> = {
  layer: ['attributed', 'untagged', 'shared', 'idle'],
  component: ['component:default/textloom-api', ''],
  owner: OWNERS,
  environment: ['prod', ''],
  resource: ['', "it's; DROP TABLE entries", "' OR true --"],
  skuMeter: ['BoxUsage'],
  correction: ['yes', ''],
};
/** A question of any kind, also of days and values that there are none of. */
export const QUERY: fc.Arbitrary<EntryQuery> = fc.record({
  currency: fc.constantFrom('USD', 'USD', 'EUR', 'GBP'),
  from: fc.constantFrom('2026-10-01', '2026-10-15', '2026-09-10', '2026-11-01'),
  to: fc.constantFrom('2026-10-31', '2026-11-01', '2026-11-30', '2026-12-24'),
  grain: fc.constantFrom('day', 'month', 'total'),
  groupBy: fc.subarray([...DIMENSIONS], { maxLength: 3 }),
  filters: fc
    .subarray(Object.keys(VALUES) as Dimension[], { maxLength: 2 })
    .chain(names =>
      fc.record(
        Object.fromEntries(
          names.map(name => [name, fc.subarray(VALUES[name] ?? [])]),
        ),
      ),
    ),
  scope: SCOPE,
});

const hours = { cluster: 'prod', nodeGroup: 'workers', memoryGibHours: 64 };
/** What pods used on some of the days. */
export const USAGE = new Map<string, UsageDay>(
  ['2026-10-15', '2026-11-01'].map(day => [
    day,
    {
      usage: (['textloom-api', 'textloom-worker', 'unknown'] as const).map(
        (name, index) => ({
          day,
          ...hours,
          namespace: 'n',
          component: `component:default/${name}`,
          environment: 'prod',
          role: 'workload' as const,
          cpuCoreHours: 3.7 * index,
        }),
      ),
      capacity: [{ day, ...hours, cpuCoreHours: 16, memoryGibHours: 256 }],
    },
  ]),
);

/** An engine in a folder over rows, which are cut into months of two sources. */
export async function engineOver(
  root: string,
  bills: Record<string, readonly BillRecord[]>,
  options = {},
) {
  const sources = Object.keys(bills).map(
    id => new FolderSource({ id, title: id, path: join(root, id) }),
  );
  const parts: (readonly BillRecord[])[] = [];
  for (const [id, rows] of Object.entries(bills)) {
    for (const period of ['2026-10', '2026-11']) {
      const part = rows.filter(row =>
        row.ChargePeriodStart?.startsWith(period),
      );
      await putExport(join(root, id), period, part);
      parts.push(part);
    }
  }
  const world = costsWorld(root, {
    sources,
    usage: givenUsage(USAGE),
    ...options,
  });
  await world.ingest.run();
  return { ...world, parts };
}

/** Rows of a bill. */
export const ROWS = fc.array(ROW, { minLength: 1, maxLength: 40 });
