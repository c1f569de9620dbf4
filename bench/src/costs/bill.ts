import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RawDuck } from './duck.ts';
import {
  CLUSTERS,
  daysOf,
  ENVIRONMENTS,
  MONTHS,
  NODE_GROUPS,
} from './estate.ts';

/** Columns of FOCUS 1.2, in the order in which AWS Data Exports has them: by name. */
const COLUMNS =
  `AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingAccountType BillingCurrency
  BillingPeriodEnd BillingPeriodStart CapacityReservationId CapacityReservationStatus ChargeCategory ChargeClass
  ChargeDescription ChargeFrequency ChargePeriodEnd ChargePeriodStart CommitmentDiscountCategory CommitmentDiscountId
  CommitmentDiscountName CommitmentDiscountQuantity CommitmentDiscountStatus CommitmentDiscountType
  CommitmentDiscountUnit ConsumedQuantity ConsumedUnit ContractedCost ContractedUnitPrice EffectiveCost InvoiceId
  InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingCurrency PricingCurrencyContractedUnitPrice
  PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice PricingQuantity PricingUnit ProviderName PublisherName
  RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName ServiceSubcategory SkuId
  SkuMeter SkuPriceDetails SkuPriceId SubAccountId SubAccountName SubAccountType Tags`.split(
    /\s+/,
  );

const SERVICES = [
  ['Amazon Relational Database Service', 'Databases'],
  ['Amazon ElastiCache', 'Databases'],
  ['Amazon Simple Storage Service', 'Storage'],
  ['Amazon Elastic Block Store', 'Storage'],
  ['Amazon CloudFront', 'Networking'],
  ['AWS Lambda', 'Compute'],
  ['Amazon Simple Queue Service', 'Integration'],
  ['Amazon DynamoDB', 'Databases'],
  ['AmazonCloudWatch', 'Management and Governance'],
  ['AWS Key Management Service', 'Security'],
  ['Amazon Elastic File System', 'Storage'],
  ['Elastic Load Balancing', 'Networking'],
] as const;

/** Nodes are a hundredth of all resources, and billed by the hour; all others by the day. */
const NODE_SHARE = 100;
const ROWS_PER_RESOURCE = 1 + 24 / NODE_SHARE;
const DAYS = MONTHS.flatMap(daysOf).length;

const PLANS = 3;

/** How many resources and nodes are billed in about so many rows in 13 months, and in how many exactly in some months. */
export function extentOf(rows: number, months: readonly string[] = MONTHS) {
  const resources = Math.round(rows / DAYS / ROWS_PER_RESOURCE);
  const nodes = Math.max(12, Math.round(resources / NODE_SHARE));
  const days = months.flatMap(daysOf).length;
  const exactly = days * (resources + 24 * nodes + PLANS + 1);
  return { resources, nodes, rows: exactly };
}

const choice = (values: readonly string[], index: string) =>
  `[${values.map(value => `'${value}'`).join(', ')}][1 + (${index}) % ${
    values.length
  }]`;

/** A row: what is not said is empty. */
function select(over: Record<string, string>, from: string): string {
  const values = COLUMNS.map(name => `${over[name] ?? `''`} AS "${name}"`);
  return `SELECT ${values.join(', ')} FROM ${from}`;
}

const moment = (time: string) => `strftime(${time}, '%Y-%m-%dT%H:%M:%SZ')`;

/** Costs of a quantity at a price per unit, of which all products are exact. */
function priced(price: string, quantity: string, share: string) {
  const list = `((${price}) * (${quantity})::DECIMAL(9, 0))`;
  return {
    ListUnitPrice: price,
    ContractedUnitPrice: price,
    PricingQuantity: quantity,
    ConsumedQuantity: quantity,
    ListCost: list,
    ContractedCost: list,
    EffectiveCost: `(${list} * ${share})`,
    BilledCost: `(${list} * ${share})`,
  };
}

const price = (seed: string) =>
  `((1 + hash(${seed}) % 40000)::INTEGER * 0.0000100000::DECIMAL(11, 10))`;

function common(month: string): Record<string, string> {
  const [first = ''] = daysOf(month);
  return {
    BillingAccountId: `'111111111111'`,
    BillingAccountName: `'TextLoom'`,
    BillingAccountType: `'Organization'`,
    BillingCurrency: `'USD'`,
    PricingCurrency: `'USD'`,
    BillingPeriodStart: `'${first}T00:00:00Z'`,
    BillingPeriodEnd: moment(`TIMESTAMP '${first}' + INTERVAL 1 MONTH`),
    ChargeCategory: `'Usage'`,
    ChargeFrequency: `'Usage-Based'`,
    PricingCategory: `'Standard'`,
    ProviderName: `'AWS'`,
    PublisherName: `'AWS'`,
    InvoiceIssuerName: `'Amazon Web Services, Inc.'`,
    ChargePeriodStart: moment('d'),
    ChargePeriodEnd: moment('d + INTERVAL 1 DAY'),
    PricingUnit: `'Hours'`,
    ConsumedUnit: `'Hours'`,
  };
}

function place(index: string): Record<string, string> {
  return {
    RegionId: choice(['ap-southeast-1', 'us-east-1', 'eu-central-1'], index),
    SubAccountId: `printf('2222222222%02d', (${index}) % 6)`,
    SubAccountName: `printf('account-%d', (${index}) % 6)`,
    SubAccountType: `'Account'`,
  };
}

/** Managed resources: one row a day each; one in twenty has no tags, one in fifty is covered by a commitment. */
function resourceRows(month: string, resources: number): string {
  const covered = 'i % 50 = 11';
  const names = SERVICES.map(([name]) => name);
  const categories = SERVICES.map(([, category]) => category);
  return select(
    {
      ...common(month),
      ...place('i'),
      ...priced(price('i'), '1 + (hash(i, d) % 24)::INTEGER', '0.85'),
      ServiceName: choice(names, 'i'),
      ServiceCategory: choice(categories, 'i'),
      ResourceId: `printf('arn:aws:textloom:region:222222222222:resource/%06d', i)`,
      ResourceName: `printf('resource-%06d', i)`,
      ResourceType: `'Managed resource'`,
      SkuId: `printf('SKU%04d', i % 400)`,
      SkuPriceId: `printf('SKU%04d.JRTCKXETXF', i % 400)`,
      SkuMeter: `printf('meter-%02d', i % 40)`,
      ChargeDescription: `printf('Usage of meter %02d, per hour', i % 40)`,
      PricingCategory: `CASE WHEN ${covered} THEN 'Committed' ELSE 'Standard' END`,
      CommitmentDiscountId: `CASE WHEN ${covered} THEN printf('arn:aws:savingsplans::111111111111:savingsplan/%d', i % 3) ELSE '' END`,
      CommitmentDiscountStatus: `CASE WHEN ${covered} THEN 'Used' ELSE '' END`,
      CommitmentDiscountType: `CASE WHEN ${covered} THEN 'Compute Savings Plans' ELSE '' END`,
      CommitmentDiscountCategory: `CASE WHEN ${covered} THEN 'Spend' ELSE '' END`,
      Tags: `CASE WHEN i % 20 = 7 THEN '' ELSE printf('{"textloom:component":"component-%03d","textloom:environment":"%s","Name":"resource-%06d","cost-center":"cc-%02d"}',
        i % 150, ${choice(ENVIRONMENTS, 'i // 150')}, i, i % 30) END`,
    },
    `days, range(${resources}) AS resources(i)`,
  );
}

/** Nodes of the clusters: a row per hour each. */
function nodeRows(month: string, nodes: number): string {
  return select(
    {
      ...common(month),
      ...place('0'),
      ...priced(price('i'), '1', '0.7'),
      ChargePeriodStart: moment('d + h * INTERVAL 1 HOUR'),
      ChargePeriodEnd: moment('d + (h + 1) * INTERVAL 1 HOUR'),
      ServiceName: `'Amazon Elastic Compute Cloud'`,
      ServiceCategory: `'Compute'`,
      ResourceId: `printf('i-%017d', i)`,
      ResourceType: `'Instance'`,
      SkuId: `printf('EC2%02d', i % 8)`,
      SkuMeter: `printf('BoxUsage:m7i.%dxlarge', 1 + i % 8)`,
      ChargeDescription: `'On demand instance, per hour'`,
      Tags: `printf('{"eks:cluster-name":"%s","eks:nodegroup-name":"%s"}', ${choice(
        CLUSTERS,
        'i',
      )}, ${choice(NODE_GROUPS, `i // ${CLUSTERS.length}`)})`,
    },
    `days, range(24) AS hours(h), range(${nodes}) AS nodes(i)`,
  );
}

/** What is nobody's: commitments that were not used, support and tax. */
function otherRows(month: string): string {
  const usage = { ...common(month), ...place('0') };
  return [
    select(
      {
        ...usage,
        ...priced('0.5', '24', '1.0'),
        BilledCost: '0',
        ConsumedQuantity: `''`,
        ServiceName: `'Savings Plans for AWS Compute usage'`,
        ServiceCategory: `'Compute'`,
        PricingCategory: `'Committed'`,
        CommitmentDiscountId: `printf('arn:aws:savingsplans::111111111111:savingsplan/%d', i)`,
        CommitmentDiscountStatus: `'Unused'`,
        CommitmentDiscountType: `'Compute Savings Plans'`,
        CommitmentDiscountCategory: `'Spend'`,
      },
      `days, range(${PLANS}) AS plans(i)`,
    ),
    select(
      {
        ...usage,
        ...priced('120', '1', '1.0'),
        ServiceName: `'AWS Support (Business)'`,
        ServiceCategory: `'Management and Governance'`,
      },
      'days',
    ),
  ].join(' UNION ALL ');
}

/** The bill of a month as one statement. */
function monthSql(month: string, rows: number): string {
  const [first = ''] = daysOf(month);
  const { resources, nodes } = extentOf(rows);
  return `WITH days AS (
      SELECT unnest(generate_series(TIMESTAMP '${first}',
        TIMESTAMP '${first}' + INTERVAL 1 MONTH - INTERVAL 1 DAY, INTERVAL 1 DAY)) AS d)
    ${resourceRows(month, resources)} UNION ALL ${nodeRows(
    month,
    nodes,
  )} UNION ALL ${otherRows(month)}`;
}

/** Path of the only file of a month. */
export const billFile = (bills: string, month: string) =>
  join(
    ...[bills, 'aws', 'textloom-focus', 'data', `BILLING_PERIOD=${month}`],
    'textloom-focus-00001.csv.gz',
  );

/** Writes months of a bill of about so many rows in 13 as AWS Data Exports does: per month a file and, when it is complete, the manifest. */
export async function writeBill(
  duck: RawDuck,
  bills: string,
  rows: number,
  months: readonly string[],
): Promise<void> {
  for (const month of months) {
    await mkdir(join(billFile(bills, month), '..'), { recursive: true });
  }
  await duck.replay(
    months.map(month => ({
      sql: `COPY (${monthSql(month, rows)}) TO '${billFile(
        bills,
        month,
      )}' (FORMAT csv, HEADER, COMPRESSION gzip)`,
      values: [],
    })),
  );
  for (const month of months) {
    await writeManifest(bills, month);
  }
}

async function writeManifest(bills: string, month: string): Promise<void> {
  const partition = `BILLING_PERIOD=${month}`;
  const folder = join(bills, 'aws', 'textloom-focus', 'metadata', partition);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'textloom-focus-Manifest.json'),
    JSON.stringify({
      executionId: month,
      exportArn: 'arn:aws:bcm-data-exports:us-east-1:111111111111:export/bench',
      dataFiles: [
        `s3://bench/textloom-focus/data/${partition}/textloom-focus-00001.csv.gz`,
      ],
    }),
  );
}
