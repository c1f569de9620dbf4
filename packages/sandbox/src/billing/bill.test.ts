import { Decimal, sumDecimals, decimalOf } from '@textloom/kernel';
import { billOf, usageOf } from './bill';
import { addDays, addMonths, daysOf, lengthOf, monthOf } from './calendar';
import { machinesOn, onDemandCost } from './estate/nodes';
import { AWS_COLUMNS, amountOf, awsRow, FocusRow } from './focus';
import { anomalyGb, BillingWorld } from './load';
import { times } from './money';

const WORLD: BillingWorld = { seed: 1, anchor: '2026-11-29' };
const OCTOBER = '2026-10';
const NOVEMBER = '2026-11';

/** Bills are pure: each is made once for all tests. */
const made = new Map<string, FocusRow[]>();

function rowsOf(
  month: string,
  options: Parameters<typeof billOf>[2] = {
    last: `${month}-${lengthOf(month)}`,
    usageBefore: usageOf(WORLD, addMonths(month, -1)),
  },
  world = WORLD,
): FocusRow[] {
  const key = JSON.stringify([
    month,
    world,
    `${options.usageBefore}`,
    options.last,
    options.spikeOn,
    options.correctedMonth,
  ]);
  const rows =
    made.get(key) ??
    [...billOf(world, month, options)].flat().map(charge => awsRow(charge));
  made.set(key, rows);
  return rows;
}

const sumOf = (
  rows: readonly FocusRow[],
  column: Parameters<typeof amountOf>[1],
): Decimal => sumDecimals(rows.map(row => amountOf(row, column)));

const tag = (row: FocusRow, key: string) => JSON.parse(row.Tags ?? '{}')[key];
const number = (text: string | undefined) => decimalOf(text ?? '');

it('has the columns of FOCUS 1.2 and three of AWS, each once', () => {
  const own = AWS_COLUMNS.filter(column => !column.startsWith('x_'));
  expect([own.length, AWS_COLUMNS.length]).toEqual([57, 60]);
  expect(new Set(AWS_COLUMNS).size).toBe(60);
});

describe('rules of FOCUS 1.2', () => {
  const rows = rowsOf(OCTOBER);
  const priced = rows.filter(({ ListUnitPrice }) => ListUnitPrice);

  it('has list and contracted costs that are unit price times quantity', () => {
    expect(priced.length).toBeGreaterThan(4_000);
    const wrong = priced.filter(row => {
      const amount = number(row.PricingQuantity);
      return (
        amountOf(row, 'ListCost') !==
          times(amount, number(row.ListUnitPrice)) ||
        amountOf(row, 'ContractedCost') !==
          times(amount, number(row.ContractedUnitPrice))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('has prices for usage and purchases, none for taxes, credits and corrections', () => {
    const without = rows.filter(({ ListUnitPrice }) => !ListUnitPrice);
    const kinds = without.map(({ ChargeCategory, ChargeClass }) =>
      `${ChargeCategory} ${ChargeClass ?? ''}`.trim(),
    );
    expect(new Set(kinds)).toEqual(
      new Set(['Tax', 'Credit', 'Usage Correction']),
    );
    expect(
      without.filter(row => row.PricingCategory || row.PricingQuantity),
    ).toEqual([]);
    expect(priced.filter(row => !row.PricingUnit || !row.SkuPriceId)).toEqual(
      [],
    );
  });

  it('has consumed quantities for usage alone, and not for what nobody used', () => {
    const wrong = rows.filter(row => {
      const used =
        row.ChargeCategory === 'Usage' &&
        row.ChargeClass === undefined &&
        row.CommitmentDiscountStatus !== 'Unused';
      return used !== (row.ConsumedQuantity !== undefined);
    });
    expect(wrong).toEqual([]);
  });

  it('has a status for usage of a commitment, never for its purchase, which is never committed itself', () => {
    const committed = rows.filter(
      ({ CommitmentDiscountId }) => CommitmentDiscountId,
    );
    const seen = committed.map(row =>
      [
        row.ChargeCategory,
        row.CommitmentDiscountStatus ?? '',
        row.PricingCategory,
      ].join(' '),
    );
    expect(new Set(seen)).toEqual(
      new Set([
        'Purchase  Standard',
        'Usage Used Committed',
        'Usage Unused Committed',
      ]),
    );
  });

  it('lies in its billing period, whole days or the whole month', () => {
    const wrong = rows.filter(
      row =>
        row.BillingPeriodStart !== '2026-10-01T00:00:00.000Z' ||
        row.BillingPeriodEnd !== '2026-11-01T00:00:00.000Z' ||
        `${row.ChargePeriodStart}` >= `${row.ChargePeriodEnd}` ||
        `${row.ChargePeriodEnd}` > row.BillingPeriodEnd,
    );
    expect(wrong).toEqual([]);
  });

  it('covers each commitment exactly: effective usage is the billed purchase', () => {
    const ids = new Set(rows.flatMap(row => row.CommitmentDiscountId ?? []));
    expect(ids.size).toBe(3);
    const of = (id: string, kind: string) =>
      rows.filter(
        row => row.CommitmentDiscountId === id && row.ChargeCategory === kind,
      );
    const differences = [...ids].map(
      id =>
        sumOf(of(id, 'Usage'), 'EffectiveCost') -
        sumOf(of(id, 'Purchase'), 'BilledCost'),
    );
    expect(differences).toEqual([0n, 0n, 0n]);
    const paidTwice = rows.filter(
      row =>
        row.CommitmentDiscountId !== undefined &&
        amountOf(row, 'BilledCost') !== 0n &&
        amountOf(row, 'EffectiveCost') !== 0n,
    );
    expect(paidTwice).toEqual([]);
  });

  it('is of the same sum amortised and as invoiced once the month is over', () => {
    expect(sumOf(rows, 'EffectiveCost')).toBe(sumOf(rows, 'BilledCost'));
  });

  it('has 9 % tax on what was billed', () => {
    const taxed = rows.filter(({ ChargeCategory }) => ChargeCategory !== 'Tax');
    const tax = sumOf(rows, 'BilledCost') - sumOf(taxed, 'BilledCost');
    const ratio = Number(tax) / Number(sumOf(taxed, 'BilledCost'));
    expect(ratio).toBeCloseTo(0.09, 4);
  });
});

describe('known truth', () => {
  const rows = rowsOf(OCTOBER);
  const days = daysOf(OCTOBER, '2026-10-31');
  const nodes = rows.filter(({ SkuMeter }) =>
    /^(Box|Spot)Usage:/.test(SkuMeter ?? ''),
  );

  it('lists every hour of every machine once, at the on-demand price', () => {
    const expected = sumDecimals(
      days.map(day => onDemandCost(machinesOn(WORLD, day))),
    );
    expect(sumOf(nodes, 'ListCost')).toBe(expected);
    const hours = sumDecimals(nodes.map(row => number(row.PricingQuantity)));
    const model = days
      .flatMap(day => machinesOn(WORLD, day))
      .map(({ hours: all }) => all.length);
    expect(hours).toBe(decimalOf(`${model.reduce((a, b) => a + b, 0)}`));
  });

  it.each([
    ['textloom-prod', 'high-performance', 3, 3],
    ['textloom-prod', 'worker', 8, 10],
    ['textloom-prod', 'compute', 5, 6],
    ['textloom-prod', 'management', 3, 3],
    ['textloom-nonprod', 'worker', 2, 3],
  ])('has %s/%s between %i and %i nodes', (cluster, group, least, most) => {
    const perDay = days.map(day =>
      machinesOn(WORLD, day).filter(
        ({ plan, group: { name } }) => plan.name === cluster && name === group,
      ),
    );
    const always = perDay.map(
      all => all.filter(({ hours }) => hours.length === 24).length,
    );
    const ever = perDay.map(all => all.length);
    expect([Math.min(...always), Math.max(...ever)]).toEqual([least, most]);
    const billed = new Set(
      nodes
        .filter(
          row =>
            tag(row, 'eks:cluster-name') === cluster &&
            tag(row, 'eks:nodegroup-name') === group,
        )
        .map(row => row.ResourceId),
    );
    expect(billed.size).toBe(most);
  });

  it('uses the Savings Plan to about 93 %', () => {
    const of = (status: string) =>
      Number(
        sumOf(
          rows.filter(
            row =>
              row.CommitmentDiscountType === 'Compute Savings Plan' &&
              row.CommitmentDiscountStatus === status,
          ),
          'EffectiveCost',
        ),
      );
    expect(of('Used') / (of('Used') + of('Unused'))).toBeCloseTo(0.93, 1);
  });

  it('has little that nobody tagged', () => {
    const untagged = rows.filter(
      row =>
        row.ResourceId &&
        !row.Tags &&
        row.ChargeCategory === 'Usage' &&
        row.ServiceName === 'Amazon Elastic Compute Cloud',
    );
    expect(Number(sumOf(untagged, 'EffectiveCost')) / 1e12).toBeCloseTo(
      44.7,
      0,
    );
  });

  it('is between 15 and 25 thousand dollars a month', () => {
    const months = ['2025-11', '2026-03', OCTOBER].map(
      month => Number(sumOf(rowsOf(month), 'EffectiveCost')) / 1e12,
    );
    expect(months.filter(sum => sum < 15_000 || sum > 25_000)).toEqual([]);
    expect(months).toEqual([...months].sort((a, b) => a - b));
  });
});

describe('incidents', () => {
  const last = '2026-11-28';
  const usageBefore = usageOf(WORLD, OCTOBER);
  const calm = rowsOf(NOVEMBER, { last, usageBefore });
  const crossZone = (rows: readonly FocusRow[], day: string) =>
    Number(
      sumOf(
        rows.filter(
          row =>
            row.SkuMeter === 'DataTransfer-Regional-Bytes' &&
            tag(row, 'textloom:component') === 'textloom-worker' &&
            row.ChargePeriodStart?.startsWith(day),
        ),
        'EffectiveCost',
      ),
    ) / 1e12;

  it('lets traffic of the workers grow from 16:00 nine days before the first start', () => {
    // A Friday, 8 of 24 hours; the Thursday before; the Thursday after.
    expect(anomalyGb(WORLD, '2026-11-19')).toBe(0);
    expect(anomalyGb(WORLD, '2026-11-20')).toBeCloseTo(5_000 / 3, 6);
    expect(anomalyGb(WORLD, '2026-11-26')).toBe(5_000);
    expect(
      crossZone(calm, '2026-11-26') - crossZone(calm, '2026-11-19'),
    ).toBeCloseTo(50, 0);
  });

  it('has one refund, of a closed month', () => {
    const refunds = [...calm, ...rowsOf(OCTOBER)].filter(
      ({ ChargeClass }) => ChargeClass === 'Correction',
    );
    expect(
      refunds.map(row => [row.ChargePeriodStart?.slice(0, 10), row.BilledCost]),
    ).toEqual([['2026-10-12', '-86.4']]);
  });

  it('adds a spike to one day of one component, and its tax', () => {
    const spiked = rowsOf(NOVEMBER, { last, usageBefore, spikeOn: last });
    const different = spiked.filter(
      (row, index) => row.BilledCost !== calm[index].BilledCost,
    );
    expect(
      different.map(row => [
        row.ChargePeriodStart?.slice(0, 10),
        row.SkuMeter ?? row.ServiceName,
      ]),
    ).toEqual([
      [last, 'DataProcessing-Bytes'],
      [last, 'Tax'],
    ]);
    const more =
      Number(sumOf(spiked, 'BilledCost') - sumOf(calm, 'BilledCost')) / 1e12;
    // 880 GB at $0.70, and 9 %.
    expect(more).toBeCloseTo(616 * 1.09, 1);
  });

  it('corrects CloudFront on eleven days of the month before last', () => {
    const month = '2026-09';
    const options = { last: '2026-09-30', usageBefore: 0n };
    const first = rowsOf(month, options);
    const corrected = rowsOf(month, { ...options, correctedMonth: month });
    const different = corrected.filter(
      (row, index) => row.BilledCost !== first[index].BilledCost,
    );
    expect(new Set(different.map(({ ServiceName }) => ServiceName))).toEqual(
      new Set(['Amazon CloudFront', 'Tax']),
    );
    expect(
      new Set(different.map(({ ChargePeriodStart }) => ChargePeriodStart)).size,
    ).toBe(11);
    const less =
      Number(sumOf(first, 'BilledCost') - sumOf(corrected, 'BilledCost')) /
      1e12;
    expect(less).toBeGreaterThan(100);
    expect(less).toBeLessThan(180);
  });
});

describe('determinism', () => {
  it('gives the same bill for the same world, and another for another seed', () => {
    const options = { last: '2026-03-05', usageBefore: 0n };
    const again = [...billOf(WORLD, '2026-03', options)]
      .flat()
      .map(charge => awsRow(charge));
    expect(again).toEqual(rowsOf('2026-03', options));
    expect(rowsOf('2026-03', options, { ...WORLD, seed: 2 })).not.toEqual(
      again,
    );
  });

  it('adds days without changing those before', () => {
    const usageBefore = 0n;
    const short = rowsOf('2026-03', { last: '2026-03-05', usageBefore });
    const long = rowsOf('2026-03', { last: '2026-03-06', usageBefore });
    expect(long.slice(0, short.length)).toEqual(short);
    expect(
      new Set(long.slice(short.length).map(row => row.ChargePeriodStart)),
    ).toEqual(new Set(['2026-03-06T00:00:00.000Z']));
  });

  it('has nothing before the first of a month, and everything of short and long ones', () => {
    expect(rowsOf('2026-02', { last: '2026-01-31', usageBefore: 0n })).toEqual(
      [],
    );
    const days = (month: string) =>
      [
        ...billOf(WORLD, month, {
          last: addDays(`${month}-28`, 40),
          usageBefore: 0n,
        }),
      ].map(([charge]) => charge.day);
    expect(days('2028-02')).toHaveLength(29);
    expect(days('2026-12').map(monthOf)).toEqual(Array(31).fill('2026-12'));
  });
});
