import {
  currentValue,
  instants,
  nearest,
  samples,
  timeAt,
  valueExtent,
} from './chartData';

const at = (minute: number) => new Date(minute * 60_000).toISOString();

it('sorts points and turns what is no number into a gap', () => {
  expect(
    samples([
      { at: at(2), value: NaN },
      { at: at(1), value: 4 },
      { at: 'never', value: 1 },
      { at: at(3), value: Infinity },
    ]),
  ).toEqual([
    { at: 60_000, value: 4 },
    { at: 120_000, value: undefined },
    { at: 180_000, value: undefined },
  ]);
});

it('has no current value when the line ends in a gap', () => {
  expect(currentValue(samples([{ at: at(1), value: 4 }]))).toBe(4);
  expect(currentValue(samples([{ at: at(1), value: 4 }, { at: at(2) }]))).toBe(
    undefined,
  );
  expect(currentValue([])).toBe(undefined);
});

it.each([
  [[2, 8], undefined, [0, 8]],
  [[90, 99], undefined, [90, 99]],
  [[90, 99], 80, [80, 99]],
  [[0.2, 0.4], 0.8, [0, 0.8]],
  [[-3, 3], undefined, [-3, 3]],
  [[7, 7], undefined, [0, 7]],
  [[0, 0], undefined, [0, 1]],
  [[], undefined, [0, 1]],
  [[], NaN, [0, 1]],
  [[5], 1e300, [0, 1e300]],
])('%j with limit %s spans %j', (values, limit, extent) => {
  const line = values.map((value, index) => ({ at: index, value }));
  expect(valueExtent([line], limit)).toEqual(extent);
});

it('finds the nearest time, the earlier of two', () => {
  const times = instants([
    [{ at: 10 }, { at: 30 }],
    [{ at: 20 }, { at: 30 }],
  ]);
  expect(times).toEqual([10, 20, 30]);
  expect([0, 14, 15, 16, 99].map(x => times[nearest(times, x)])).toEqual([
    10, 10, 10, 20, 30,
  ]);
  expect(nearest([], 5)).toBe(-1);
});

it('reads the time under a position, within the range', () => {
  expect(timeAt(56, 640, 0, 570)).toBe(0);
  expect(timeAt(341, 640, 0, 570)).toBe(285);
  expect(timeAt(9_999, 640, 0, 570)).toBe(570);
  expect(timeAt(-5, 640, 0, 570)).toBe(0);
});
