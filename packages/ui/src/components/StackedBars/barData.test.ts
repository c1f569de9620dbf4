import {
  barExtent,
  BarSeries,
  labelRoom,
  labelStep,
  piecesOf,
  totalOf,
} from './barData';
import { barAt } from './barLayout';

const series = (...values: (string | undefined)[]): BarSeries[] =>
  values.map((value, index) => ({
    id: String(index),
    label: String(index),
    colour: index + 1,
    values: [value],
  }));

it.each([
  [['0.1', '0.2'], '0.3'],
  [
    ['12345678901234567890.000000000001', '-0.000000000001'],
    '12345678901234567890',
  ],
  [[undefined, '2'], '2'],
  [[undefined], undefined],
  [['no number'], undefined],
])('sums %j exactly to %s', (values, sum) => {
  expect(totalOf(values)).toBe(sum);
});

it('stacks what is above zero upwards and what is below downwards', () => {
  expect(
    piecesOf(series('10', '-3', '5', '-1', '0', undefined), 0).map(
      ({ series: id, from, to }) => [id, from, to],
    ),
  ).toEqual([
    ['0', 0, 10],
    ['1', 0, -3],
    ['2', 10, 15],
    ['3', -3, -4],
  ]);
});

it.each([
  [[], [], undefined, [0, 1]],
  [[series('10', '-4')], [], undefined, [-4, 10]],
  [[series('10')], [], '25', [0, 25]],
  [[series('10')], [{ amount: '8', low: '6', high: '14' }], '12', [0, 14]],
])('holds all of %j', (bars, forecast, limit, extent) => {
  expect(
    barExtent(
      bars.map(each => piecesOf(each, 0)),
      forecast,
      limit,
    ),
  ).toEqual(extent);
});

it.each([
  [30, 720, 3],
  [12, 2000, 1],
  [365, 300, 88],
  [0, 0, 1],
])('of %i labels in %i pixels every %ith is written', (count, width, step) => {
  expect(labelStep(count, width, labelRoom(['2 Nov']))).toBe(step);
});

it.each([
  [-5, 0],
  [60, 0],
  [660, 29],
  [9000, 29],
])('finds the bar under %i', (offset, index) => {
  expect(barAt(offset, 666, 30)).toBe(index);
});

it('leaves room for the longest label', () => {
  expect(labelRoom([])).toBe(72);
  expect(labelRoom(['2 Nov', 'November 2026'])).toBe(107);
  expect(labelRoom(['2026年11月'])).toBe(82);
});
