import {
  anExplain,
  anExplore,
  anOverview,
  anOwnOverview,
  anOwnStrip,
  SAMPLE_PREVIOUS,
  SAMPLE_SUM,
  sumOf,
} from '.';

const costs = (rows: { cost: string }[]) => sumOf(rows.map(({ cost }) => cost));

it('has samples whose parts sum to the bill', () => {
  const { allocation, layers, daily } = anOverview();
  expect(costs([...allocation, ...layers])).toBe(SAMPLE_SUM);
  expect(
    sumOf([...allocation, ...layers].map(({ previous = '0' }) => previous)),
  ).toBe(SAMPLE_PREVIOUS);
  expect(sumOf(daily.series.flatMap(({ values }) => values))).toBe(SAMPLE_SUM);
  expect(costs(anExplore().rows)).toBe(SAMPLE_SUM);
  expect(sumOf(anExplain().parts.map(({ amount }) => amount))).toBe(SAMPLE_SUM);
  expect(sumOf(anExplain().reasons.map(({ amount }) => amount))).toBe(
    SAMPLE_SUM,
  );
});

it('has an own overview that knows nothing of the bill', () => {
  const { strip, layers, sum, allocation } = anOwnOverview(anOwnStrip());
  expect(strip.check.difference).toBeUndefined();
  expect(layers).toEqual([]);
  expect(costs(allocation)).toBe(sum);
});
