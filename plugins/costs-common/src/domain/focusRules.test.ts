import fc from 'fast-check';
import { parseDecimal } from '@textloom/kernel';
import { MAX_AMOUNT } from './focusRow';
import { checkRow, FOCUS_RULES } from './focusRules';

/** An hour of an instance, as AWS writes it. */
const GOOD: Record<string, string> = {
  BilledCost: '0.68',
  EffectiveCost: '0.68',
  ListCost: '0.68',
  ContractedCost: '0.68',
  ListUnitPrice: '0.68',
  ContractedUnitPrice: '0.68',
  PricingQuantity: '1',
  PricingUnit: 'Hours',
  PricingCategory: 'Standard',
  ConsumedQuantity: '1',
  ConsumedUnit: 'Hours',
  BillingPeriodStart: '2026-11-01T00:00:00Z',
  BillingPeriodEnd: '2026-12-01T00:00:00Z',
  ChargePeriodStart: '2026-11-03T07:00:00Z',
  ChargePeriodEnd: '2026-11-03T08:00:00Z',
  BillingCurrency: 'USD',
  BillingAccountId: '1234',
  ChargeCategory: 'Usage',
  ChargeFrequency: 'Usage-Based',
  ProviderName: 'AWS',
  ServiceCategory: 'Compute',
  ServiceName: 'Amazon Elastic Compute Cloud',
  Tags: '{"textloom:component":"textloom-worker"}',
};
const COMMITTED = {
  ...GOOD,
  BilledCost: '0',
  CommitmentDiscountId: 'sp-1',
  CommitmentDiscountStatus: 'Used',
  PricingCategory: 'Committed',
};
const UNUSED = {
  ...COMMITTED,
  CommitmentDiscountStatus: 'Unused',
  ConsumedQuantity: '',
};
const PURCHASE = {
  ...GOOD,
  ChargeCategory: 'Purchase',
  ChargeFrequency: 'Recurring',
  EffectiveCost: '0',
  CommitmentDiscountId: 'sp-1',
};
const TAX = {
  ...GOOD,
  ChargeCategory: 'Tax',
  PricingCategory: '',
  PricingQuantity: '',
  ListUnitPrice: '',
  ContractedUnitPrice: '',
};
const CORRECTION = {
  ...GOOD,
  ChargeClass: 'Correction',
  BilledCost: '-5',
  EffectiveCost: '-5',
  ListCost: '-5',
  ContractedCost: '-5',
  ChargePeriodStart: '2026-10-03T07:00:00Z',
  ChargePeriodEnd: '2026-10-03T08:00:00Z',
};

const COSTS = ['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost'];
const TIMES = [
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargePeriodStart',
  'ChargePeriodEnd',
];

type Row = Record<string, string | undefined>;
type Case = [rule: string, column: string, row: Row];

const CASES: Case[] = [
  ...COSTS.flatMap((column): Case[] => [
    ['cost-missing', column, { ...GOOD, [column]: undefined }],
    ['cost-not-number', column, { ...GOOD, [column]: '$10,000.00 ' }],
    ['cost-too-large', column, { ...GOOD, [column]: '100000000000.01' }],
  ]),
  ...[
    'ConsumedQuantity',
    'PricingQuantity',
    'ListUnitPrice',
    'ContractedUnitPrice',
  ].map(
    (column): Case => [
      'quantity-not-number',
      column,
      { ...GOOD, [column]: 'n/a' },
    ],
  ),
  ...['BilledCost', 'EffectiveCost'].map(
    (column): Case => [
      'usage-negative',
      column,
      { ...GOOD, [column]: '-0.01' },
    ],
  ),
  ['list-cost-product', 'ListCost', { ...GOOD, ListCost: '0.69' }],
  [
    'contracted-cost-product',
    'ContractedCost',
    { ...GOOD, ContractedCost: '0.67' },
  ],
  [
    'purchase-effective-cost',
    'EffectiveCost',
    { ...PURCHASE, EffectiveCost: '1' },
  ],
  ...TIMES.flatMap((column): Case[] => [
    ['time-missing', column, { ...GOOD, [column]: '' }],
    ['time-invalid', column, { ...GOOD, [column]: '4/1/25' }],
  ]),
  [
    'period-reversed',
    'BillingPeriodEnd',
    { ...GOOD, BillingPeriodEnd: '2026-10-31T00:00:00Z' },
  ],
  [
    'period-reversed',
    'ChargePeriodEnd',
    { ...GOOD, ChargePeriodEnd: '2026-11-03T06:59:59Z' },
  ],
  [
    'charge-outside-period',
    'ChargePeriodStart',
    { ...GOOD, ChargePeriodStart: '2026-10-31T23:00:00Z' },
  ],
  [
    'charge-outside-period',
    'ChargePeriodStart',
    {
      ...GOOD,
      ChargePeriodStart: '2026-12-01T00:00:00Z',
      ChargePeriodEnd: '2026-12-01T01:00:00Z',
    },
  ],
  [
    'currency-missing',
    'BillingCurrency',
    { ...GOOD, BillingCurrency: undefined },
  ],
  ['currency-unknown', 'BillingCurrency', { ...GOOD, BillingCurrency: 'usd' }],
  [
    'charge-category-missing',
    'ChargeCategory',
    { ...GOOD, ChargeCategory: '' },
  ],
  [
    'charge-category-unknown',
    'ChargeCategory',
    { ...GOOD, ChargeCategory: 'Refund' },
  ],
  ['charge-class-unknown', 'ChargeClass', { ...GOOD, ChargeClass: 'Regular' }],
  [
    'charge-frequency-unknown',
    'ChargeFrequency',
    { ...GOOD, ChargeFrequency: 'Monthly' },
  ],
  [
    'pricing-category-unknown',
    'PricingCategory',
    { ...GOOD, PricingCategory: 'Spot' },
  ],
  ...['BillingAccountId', 'ProviderName', 'ServiceCategory', 'ServiceName'].map(
    (column): Case => ['value-missing', column, { ...GOOD, [column]: '' }],
  ),
  ['tags-invalid', 'Tags', { ...GOOD, Tags: '{"a":' }],
  [
    'commitment-status-missing',
    'CommitmentDiscountStatus',
    { ...COMMITTED, CommitmentDiscountStatus: '' },
  ],
  [
    'commitment-status-unknown',
    'CommitmentDiscountStatus',
    { ...COMMITTED, CommitmentDiscountStatus: 'Covered' },
  ],
  [
    'commitment-status-without-id',
    'CommitmentDiscountStatus',
    { ...COMMITTED, CommitmentDiscountId: '' },
  ],
  [
    'unused-consumed-quantity',
    'ConsumedQuantity',
    { ...UNUSED, ConsumedQuantity: '0' },
  ],
  ['tax-pricing', 'PricingCategory', { ...TAX, PricingCategory: 'Standard' }],
  ['tax-pricing', 'PricingQuantity', { ...TAX, PricingQuantity: '1' }],
  [
    'purchase-committed',
    'PricingCategory',
    { ...PURCHASE, PricingCategory: 'Committed' },
  ],
];

const found = (row: Row) =>
  checkRow(row).map(({ rule, column }) => `${rule} ${column}`);
const ALL_RULES = FOCUS_RULES.map(({ id, column }) => `${id} ${column}`);

describe('checkRow', () => {
  it.each([
    ['usage', GOOD],
    ['usage under a commitment', COMMITTED],
    ['an unused commitment', UNUSED],
    ['its purchase', PURCHASE],
    ['a tax', TAX],
    ['a correction of another month', CORRECTION],
    [
      'a credit',
      {
        ...TAX,
        ChargeCategory: 'Credit',
        BilledCost: '-3',
        EffectiveCost: '-3',
      },
    ],
    [
      'what AWS leaves empty',
      {
        ...GOOD,
        ListUnitPrice: '',
        ContractedUnitPrice: '',
        PricingUnit: '',
        Tags: '',
      },
    ],
    [
      'times as databases write them',
      {
        ...GOOD,
        ChargePeriodStart: '2026-11-03 07:00:00',
        ChargePeriodEnd: '2026-11-03 08:00:00.000+00',
      },
    ],
    ['the largest amount', { ...GOOD, BilledCost: '1e11' }],
    [
      'doubles',
      { ...GOOD, EffectiveCost: '6.8E-1', ListCost: '0.6800000000000001' },
    ],
    [
      'a price rounded to cents',
      {
        ...GOOD,
        ListCost: '681.5',
        ListUnitPrice: '0.68154',
        ContractedUnitPrice: '',
        PricingQuantity: '1000',
      },
    ],
  ])('has nothing against %s', (_, row) => {
    expect(checkRow(row)).toEqual([]);
  });

  it.each(CASES)('finds %s in %s', (rule, column, row) => {
    expect(found(row)).toContain(`${rule} ${column}`);
  });

  it('has a case for each rule, and each rule once', () => {
    const covered = CASES.map(([rule, column]) => `${rule} ${column}`);
    expect(new Set(ALL_RULES).size).toBe(ALL_RULES.length);
    expect([...new Set(covered)].sort()).toEqual(
      ALL_RULES.filter(each => each !== 'null-literal *').sort(),
    );
  });

  it('names only what is broken', () => {
    expect(checkRow({ ...GOOD, BillingCurrency: '' })).toEqual([
      {
        rule: 'currency-missing',
        column: 'BillingCurrency',
        severity: 'reject',
        value: '',
      },
    ]);
  });

  it('reads the literal NULL as null, and says so for each column', () => {
    expect(checkRow({ ...GOOD, SkuId: 'NULL', BilledCost: 'null' })).toEqual([
      {
        rule: 'null-literal',
        column: 'BilledCost',
        severity: 'warn',
        value: 'null',
      },
      {
        rule: 'null-literal',
        column: 'SkuId',
        severity: 'warn',
        value: 'NULL',
      },
      {
        rule: 'cost-missing',
        column: 'BilledCost',
        severity: 'reject',
        value: 'null',
      },
    ]);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-03T24:00:00Z',
    '2023-02-01T30:00:00Z',
    '2026-11-03T07:00:00+08:00',
    '2026-11-03',
    '1926-11-03T07:00:00Z',
    'yesterday',
  ])('takes %s for no time', text => {
    expect(found({ ...GOOD, BillingPeriodStart: text })).toContain(
      'time-invalid BillingPeriodStart',
    );
  });

  it.each(['[]', '"a"', '1', 'true', 'nul', "{'a':1}", '{"a":1}}'])(
    'takes %s for no tags',
    text => {
      expect(found({ ...GOOD, Tags: text })).toEqual(['tags-invalid Tags']);
    },
  );

  it.each(['Infinity', 'NaN', '1,5', '1 000', '0x10', '1e', '--1', '.', '１'])(
    'takes %s for no cost',
    text => {
      expect(found({ ...GOOD, EffectiveCost: text })).toEqual([
        'cost-not-number EffectiveCost',
      ]);
    },
  );

  it.each(['-100000000000.000000000001', '1e12', '1e999', '9'.repeat(30)])(
    'does not believe %s',
    text => {
      expect(found({ ...GOOD, ListUnitPrice: '', ListCost: text })).toEqual([
        'cost-too-large ListCost',
      ]);
    },
  );

  it('rejects each row of which a cost cannot be counted, and no other cost', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ noNaN: true }).map(String),
          fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).map(String),
          fc.string(),
        ),
        text => {
          const amount = /^\s|\s$/.test(text) ? undefined : parseDecimal(text);
          const counts =
            amount !== undefined &&
            amount <= MAX_AMOUNT &&
            amount >= -MAX_AMOUNT;
          const rejected = checkRow({ ...GOOD, EffectiveCost: text }).some(
            ({ severity }) => severity === 'reject',
          );
          expect(rejected).toBe(!counts);
        },
      ),
    );
  });

  it('answers for any text in any column', () => {
    const columns = Object.keys({ ...GOOD, ...COMMITTED, ChargeClass: '' });
    const value = fc.option(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.constant('__proto__'),
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...columns, 'x_Own', '__proto__'), value),
        row => {
          const findings = checkRow({ ...GOOD, ...row });
          const listed = findings.map(({ rule, column }) =>
            rule === 'null-literal' ? `${rule} *` : `${rule} ${column}`,
          );
          expect(listed.filter(each => !ALL_RULES.includes(each))).toEqual([]);
        },
      ),
    );
  });
});
