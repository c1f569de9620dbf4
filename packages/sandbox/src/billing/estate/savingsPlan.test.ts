import { sumDecimals, decimalOf } from '@textloom/kernel';
import { times } from '../money';
import { coverDay, planOn } from './savingsPlan';

const PLAN = {
  ...planOn({ seed: 1, anchor: '2026-11-29' }, '2026-11-29'),
  hourly: '1',
};
const ALL_DAY = Array.from({ length: 24 }, (_, hour) => hour);

it('pays machines in their order, hour by hour, and loses what is left', () => {
  // At 72 % of $1 an hour the first takes 0.72; the second gets 0.28 of its 0.72, that is 0.388888 of an hour.
  const { machines, unused } = coverDay(PLAN, [
    { price: '1', hours: [0, 1] },
    { price: '1', hours: [1] },
  ]);
  expect(machines).toEqual([
    { hours: decimalOf('2'), cost: decimalOf('1.44') },
    { hours: decimalOf('0.388888'), cost: decimalOf('0.27999936') },
  ]);
  expect(unused).toBe(
    decimalOf('24') - decimalOf('1.44') - decimalOf('0.27999936'),
  );
});

it.each([
  [[]],
  [['0.0528']],
  [['0.784', '0.784', '1.764']],
  [['0.392', '0.784', '1.764', '0.0528', '0.784']],
])('gives away exactly what was promised to %j', prices => {
  const { machines, unused } = coverDay(
    PLAN,
    prices.map(price => ({ price, hours: ALL_DAY })),
  );
  const used = sumDecimals(machines.map(({ cost }) => cost));
  expect(used + unused).toBe(decimalOf('24'));
  const rates = prices.map(price => times(decimalOf(price), decimalOf('0.72')));
  expect(machines.map(({ cost }) => cost)).toEqual(
    machines.map(({ hours }, index) => times(hours, rates[index])),
  );
});
