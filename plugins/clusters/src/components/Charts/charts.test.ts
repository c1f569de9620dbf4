import { ChartView } from '@textloom/plugin-clusters-common';
import { chartFacts, chartLines, lineName } from './chartLines';
import { chosenRange, rangeQuery } from './ranges';

const NOW = Date.parse('2026-11-25T08:30:00.000Z');
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(NOW - hours * HOUR).toISOString();

it.each([
  ['', '', '24h'],
  ['7d', '', '7d'],
  ['nonsense', '', '24h'],
  ['3h', ago(2), '3h'],
  ['3h', ago(4), '24h'],
  ['', ago(100), '7d'],
  ['3h', ago(24 * 20), '30d'],
  ['3h', ago(24 * 400), '30d'],
  ['3h', ago(-5), '3h'],
  ['3h', 'yesterday', '3h'],
])('range %j with moment %j is %s', (name, at, expected) => {
  expect(chosenRange(name, at, NOW)).toBe(expected);
});

it('ends now', () => {
  expect(rangeQuery('3h', NOW)).toEqual({
    from: '2026-11-25T05:30:00.000Z',
    to: '2026-11-25T08:30:00.000Z',
  });
});

const series = (id: string, ...values: (number | undefined)[]) => ({
  id,
  points: values.map((value, index) => ({ at: ago(9 - index), value })),
});

it('draws 8 lines, each with a colour of its own, whatever their order', () => {
  const names = Array.from({ length: 11 }, (_, index) => `queue-${index}`);
  const all = names.map(name => series(name, 1));
  const { lines, left } = chartLines(all, id => id);
  expect(left).toBe(3);
  expect(lines.map(({ id }) => id)).toEqual(names.slice(0, 8));
  expect(new Set(lines.slice(0, 7).map(({ colour }) => colour)).size).toBe(7);
  const again = chartLines(all.slice(0, 8).reverse(), id => id).lines;
  expect(new Map(again.map(line => [line.id, line.colour]))).toEqual(
    new Map(lines.map(line => [line.id, line.colour])),
  );
  expect(chartLines([series('x', 1)], id => id).lines[0].colour).toBe(1);
});

it('knows the newest and the highest value, without what is no number', () => {
  const view = (list: ChartView['series']) =>
    ({ series: list } as unknown as ChartView);
  expect(
    chartFacts(view([series('a', 1, NaN, 5, 3), series('b', 9, Infinity)])),
  ).toEqual({ current: 3, highest: 9 });
  expect(chartFacts(view([series('a', 1, undefined)]))).toEqual({
    current: undefined,
    highest: 1,
  });
  expect(chartFacts(view([]))).toEqual({});
});

it('names a lone curve after its chart', () => {
  expect(lineName('cpu', 'cpu', 'CPU used')).toBe('CPU used');
  expect(lineName('cpu', '', 'CPU used')).toBe('CPU used');
  expect(lineName('queue', 'render', 'Tasks')).toBe('render');
});
