import { parseCpuMillis, parseMemoryBytes, parseQuantity } from './quantity';

describe('parseQuantity', () => {
  it.each([
    ['0', 0],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['2.', 2],
    ['+3', 3],
    ['250m', 0.25],
    ['100u', 1e-4],
    ['5n', 5e-9],
    ['100k', 100_000],
    ['2M', 2e6],
    ['1G', 1e9],
    ['1T', 1e12],
    ['1P', 1e15],
    ['1E', 1e18],
    ['4Ki', 4096],
    ['128Mi', 134_217_728],
    ['16Gi', 17_179_869_184],
    ['1Ti', 2 ** 40],
    ['1Pi', 2 ** 50],
    ['1Ei', 2 ** 60],
    ['1e3', 1000],
    ['1E3', 1000],
    ['12e-1', 1.2],
    [110, 110],
  ])('reads %s as %d', (text, expected) => {
    expect(parseQuantity(text)).toBeCloseTo(expected, 12);
  });

  it.each([
    '',
    ' ',
    'm',
    '1 Gi',
    '1gi',
    '1KI',
    '1K',
    '1mi',
    '1e',
    '1e3Mi',
    '1.2.3',
    '--1',
    '-1',
    '-250m',
    '1e999',
    '0x10',
    'Infinity',
    'NaN',
    NaN,
    -1,
    undefined,
    null,
    true,
    {},
    ['1'],
    '9'.repeat(65),
  ])('does not understand %p', text => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});

describe('parseCpuMillis', () => {
  it.each([
    ['250m', 250],
    ['1', 1000],
    ['1.001', 1001],
    ['0.1', 100],
    ['1930m', 1930],
    ['1n', 1],
    ['150391628n', 151],
    ['0', 0],
  ])('%s is %d millicores', (text, expected) => {
    expect(parseCpuMillis(text)).toBe(expected);
  });
});

describe('parseMemoryBytes', () => {
  it.each([
    ['16Gi', 17_179_869_184],
    ['128974848', 128_974_848],
    ['129e6', 129_000_000],
    ['128974848000m', 128_974_848],
    ['1500m', 2],
  ])('%s is %d bytes', (text, expected) => {
    expect(parseMemoryBytes(text)).toBe(expected);
  });
});
