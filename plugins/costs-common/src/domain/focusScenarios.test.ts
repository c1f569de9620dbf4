import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatDecimal, groupBy, sumDecimals } from '@textloom/kernel';
import { allocateDay } from './allocate';
import { createAttributor } from './attributionDecide';
import { AllocatedEntry, BillFacts, CostMetric } from './cost';
import { checkRow } from './focusRules';
import { someFacts, someRules } from './__testUtils__/facts';
import { factsOf, readFocusFile } from './__testUtils__/focusFiles';

/** FOCUS_Spec, `specification/data` of tag v1.2; the sums are those of the text in `specification/appendix`. */
const FILES = resolve(__dirname, '../../../../../shared/data/focus');
// Not on a user's machine, where the files are not; in CI they must be there.
const withFiles =
  existsSync(FILES) || process.env.CI ? describe : describe.skip;

const UPFRONT = 'commitment_discount_purchase_scenario_1';
const HYBRID = 'commitment_discount_purchase_scenario_3';
const USED = 'commitment_discount_usage_scenario_1';
const UNUSED = 'commitment_discount_usage_scenario_2';
const OVERAGE = 'commitment_discount_usage_scenario_4';
const FLEXIBLE =
  'one_hundred_percent_utilization_with_commitment_discount_flexibility_with_1_resource';
const ZERO = 'zero_percent_utilization_without_commitment_discount_flexibility';
const ARREARS = 'saas_spend_agreements_a1';
const PREPAID = 'saas_spend_agreements_b2';
const INVOICE_FIRST = 'simple_saas_agreements_a1';
const INVOICE_LAST = 'simple_saas_agreements_b';
const TOKENS = 'virtual_currency_pricing_model_a1';
const TOKENS_USED = 'virtual_currency_pricing_model_b2';

const read = (name: string) =>
  readFocusFile(readFileSync(join(FILES, `${name}.csv`), 'utf8'));
const attribute = createAttributor(
  someRules({
    rules: [
      { id: 'large', match: { resource: '<my-*-id>' }, component: 'vm' },
      { id: 'r111', match: { resource: 'R-111' }, component: 'first' },
      { id: 'r222', match: { resource: 'R-222' }, component: 'second' },
    ],
    thirdPartyProviders: ['Acme Co', 'ACMECORP'],
  }),
  new Map(),
);
const allocate = (facts: readonly BillFacts[]) =>
  [...groupBy(facts, ({ day }) => day).values()].flatMap(day =>
    allocateDay(day, undefined, { attribute, method: 'opencost-1' }),
  );
const entriesOf = (name: string) => allocate(read(name).map(factsOf));

/** Answers `metric field=value …`: the sum of a cost over the entries that have all these values. */
function sum(entries: readonly AllocatedEntry[], question: string): string {
  const [metric, ...filters] = question.split(' ');
  const wanted = filters.map(filter => filter.split('='));
  const costs = entries
    .filter(entry =>
      wanted.every(
        ([field, value]) =>
          String(entry[field as keyof AllocatedEntry]) === value,
      ),
    )
    .map(entry => entry.costs[metric as CostMetric]);
  return formatDecimal(sumDecimals(costs));
}

withFiles('worked scenarios of FOCUS 1.2 (../shared/data/focus)', () => {
  it.each<[string, string, string]>([
    // A commitment of $1.00 an hour for a year: 24 × 365 × $1.00, or half of it at once and $0.50 each hour.
    [UPFRONT, 'billed', '8760'],
    [UPFRONT, 'effective', '0'],
    [HYBRID, 'billed chargeFrequency=One-Time', '4380'],
    [HYBRID, 'billed chargeFrequency=Recurring', '1.5'],
    [HYBRID, 'effective', '0'],
    [USED, 'effective commitmentStatus=Used layer=attributed', '1'],
    [USED, 'billed', '0'],
    [UNUSED, 'effective layer=unused-commitment', '1'],
    [OVERAGE, 'effective', '1.5'],
    [OVERAGE, 'effective pricingCategory=Committed', '1'],
    [OVERAGE, 'billed pricingCategory=Standard', '0.5'],
    // A small commitment that covers a part of a large machine.
    [FLEXIBLE, 'billed chargeCategory=Purchase', '0.5'],
    [FLEXIBLE, 'effective commitmentStatus=Used', '0.5'],
    [FLEXIBLE, 'billed pricingCategory=Standard chargeCategory=Usage', '2.25'],
    [FLEXIBLE, 'effective pricingCategory=Standard', '2.25'],
    // A large commitment that a medium machine cannot use.
    [ZERO, 'billed chargeCategory=Purchase', '1.5'],
    [ZERO, 'effective layer=unused-commitment', '1.5'],
    [ZERO, 'billed chargeCategory=Usage', '2'],
    [ZERO, 'effective pricingCategory=Standard', '2'],
    // $1,200 agreed for a year, billed in arrears, or prepaid with $60 to be spent each month.
    [ARREARS, 'effective day=2025-04-01 chargeFrequency=Usage-Based', '48'],
    [ARREARS, 'list day=2025-04-01 chargeFrequency=Usage-Based', '60'],
    [ARREARS, 'billed', '1200'],
    [ARREARS, 'effective', '1200'],
    [PREPAID, 'billed chargeCategory=Purchase', '1200'],
    [PREPAID, 'billed chargeCategory=Usage', '0'],
    [PREPAID, 'effective', '1200'],
    [
      PREPAID,
      'effective billingPeriod=2025-04 chargeCategory=Usage chargeFrequency=One-Time',
      '12',
    ],
    // An invoice without usage records is effective where it is billed.
    [INVOICE_FIRST, 'billed layer=third-party', '10000'],
    [INVOICE_FIRST, 'effective billingPeriod=2025-04', '10000'],
    [INVOICE_LAST, 'billed billingPeriod=2026-03', '50000'],
    [INVOICE_LAST, 'list', '50000'],
    // 100,000 tokens of $2; then 245 + 2 × 5 + 3 × 120 used of those that had cost $1.
    [TOKENS, 'billed', '200000'],
    [TOKENS, 'list', '200000'],
    [TOKENS, 'contracted', '200000'],
    [TOKENS, 'effective', '0'],
    [TOKENS_USED, 'effective', '615'],
    [TOKENS_USED, 'list', '1230'],
    [TOKENS_USED, 'billed', '0'],
  ])('%s: %s is %s', (name, question, expected) => {
    expect(sum(entriesOf(name), question)).toBe(expected);
  });

  it.each([
    [FLEXIBLE, '<my-commitment-discount-id>'],
    [ZERO, '<my-commitment-discount-id>'],
  ])('%s: bills for the commitment what its usage costs', (name, id) => {
    const entries = entriesOf(name);
    const used = sum(
      entries,
      `effective commitment=${id} chargeCategory=Usage`,
    );
    expect(used).not.toBe('0');
    expect(
      sum(entries, `billed commitment=${id} chargeCategory=Purchase`),
    ).toBe(used);
  });

  it('amortises a year of hours to what they were bought for', () => {
    const hour = entriesOf(USED);
    const whole = entriesOf(UPFRONT);
    expect(hour[0].costs.effective * 8760n).toBe(whole[0].costs.billed);
  });

  it.each([
    [INVOICE_FIRST, 'cost-not-number'],
    [ARREARS, 'time-invalid'],
    // Hour 30 of 1 February.
    [HYBRID, 'time-invalid'],
    [UNUSED, 'null-literal'],
    // 0.333 × $3.00 is not $3.00.
    [FLEXIBLE, 'list-cost-product'],
  ])('is not taken as it stands: %s breaks %s', (name, rule) => {
    const found = read(name).flatMap(row => checkRow(row));
    expect(found.map(each => each.rule)).toContain(rule);
  });
});

/** `specification/appendix/correction_handling_examples/closed_billing_period.md`, scenario 1. */
describe('corrections of a closed month', () => {
  const charge = (resource: string, amount: bigint, correction = true) => {
    const costs = amount * 10n ** 12n;
    return someFacts({
      day: '2025-05-01',
      billingPeriod: correction ? '2025-06' : '2025-05',
      resource,
      correction,
      costs: {
        effective: costs,
        billed: costs,
        contracted: costs,
        list: (costs * 4n) / 3n,
      },
      rows: 1,
    });
  };
  const original = charge('R-111', 1500n, false);

  it.each([
    ['delta', [charge('R-111', -300n), charge('R-222', 300n)]],
    [
      'ledger',
      [charge('R-111', -1500n), charge('R-111', 1200n), charge('R-222', 300n)],
    ],
  ])('moves cost to the right resource by %s', (_, corrections) => {
    const entries = allocate([original, ...corrections]);
    const of = (filter: string) =>
      ['effective', 'list'].map(metric => sum(entries, `${metric} ${filter}`));
    expect(of('component=component:default/first')).toEqual(['1200', '1600']);
    expect(of('component=component:default/second')).toEqual(['300', '400']);
    expect(of('correction=true')).toEqual(['0', '0']);
    expect(of('billingPeriod=2025-05')).toEqual(['1500', '2000']);
  });
});
