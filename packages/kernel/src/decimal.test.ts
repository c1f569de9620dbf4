import fc from 'fast-check';
import {
  decimalOf,
  decimalToNumber,
  formatDecimal,
  parseDecimal,
  splitDecimal,
  sumDecimals,
} from './decimal';

const ONE = 10n ** 12n;

describe('parseDecimal', () => {
  it.each([
    ['0', 0n],
    ['1', ONE],
    ['-1.5', -15n * 10n ** 11n],
    ['+.25', 25n * 10n ** 10n],
    ['12.', 12n * ONE],
    ['1.2E-5', 12n * 10n ** 6n],
    ['1e3', 1000n * ONE],
    ['0e999', 0n],
    ['0.0000000000005', 0n],
    ['0.0000000000015', 2n],
    ['0.0000000000025', 2n],
    ['0.00000000000250001', 3n],
    ['-0.0000000000015', -2n],
    ['99999999999999999999999999', (10n ** 26n - 1n) * ONE],
  ])('reads %s', (text, expected) => {
    expect(parseDecimal(text)).toBe(expected);
  });

  it.each([
    '',
    '.',
    '-',
    'e5',
    'NULL',
    'NaN',
    'Infinity',
    '1,000',
    '0x10',
    '1 2',
    '１',
    '$1',
    '1e1000',
    '100000000000000000000000000',
    '1e27',
    '9'.repeat(31),
  ])('refuses %j', text => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it('reads what was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }), value => {
        expect(parseDecimal(formatDecimal(value))).toBe(value);
      }),
    );
  });
});

it('writes without needless zeros', () => {
  expect(formatDecimal(-1500n * 10n ** 9n)).toBe('-1.5');
  expect(formatDecimal(1n)).toBe('0.000000000001');
  expect(decimalToNumber(25n * 10n ** 10n)).toBe(0.25);
});

it('takes numbers of the language or written down, and refuses those that are none', () => {
  expect(decimalOf(0.1)).toBe(10n ** 11n);
  expect(decimalOf(1e-7)).toBe(100_000n);
  expect(() => decimalOf(NaN)).toThrow(RangeError);
  expect(() => decimalOf(1e30)).toThrow(RangeError);
  expect(decimalOf('-0.5')).toBe(-5n * 10n ** 11n);
  expect(() => decimalOf('')).toThrow(RangeError);
});

describe('splitDecimal', () => {
  it('gives what is left to the largest remainders', () => {
    expect(splitDecimal(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
    expect(splitDecimal(-10n, [1n, 2n])).toEqual([-3n, -7n]);
    expect(splitDecimal(5n, [0n, 3n])).toEqual([0n, 5n]);
  });

  it('refuses weights that allow no split', () => {
    expect(() => splitDecimal(1n, [])).toThrow(RangeError);
    expect(() => splitDecimal(1n, [0n, 0n])).toThrow(RangeError);
    expect(() => splitDecimal(1n, [2n, -1n])).toThrow(RangeError);
  });

  it('gives parts that are the whole, each within one unit of its due', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 1 }),
        (total, drawn) => {
          const weights = [...drawn, 1n];
          const whole = sumDecimals(weights);
          const parts = splitDecimal(total, weights);
          expect(sumDecimals(parts)).toBe(total);
          parts.forEach((part, index) => {
            const off = part * whole - total * weights[index];
            expect(off < whole && off > -whole).toBe(true);
          });
        },
      ),
    );
  });
});
