import { decimalOf, formatDecimal, parseDecimal } from '@textloom/kernel';
import fc from 'fast-check';
import {
  divide,
  medianOf,
  multiply,
  multiplyDivide,
  ONE,
  ratioOf,
} from './arithmetic';

const decimal = (text: string) => parseDecimal(text)!;
const anyDecimal = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });

describe('decimals', () => {
  it.each([
    ['0.1', '0.2', '0.02'],
    ['0.000000000001', '0.5', '0'],
    ['0.000000000003', '0.5', '0.000000000002'],
    ['-0.000000000003', '0.5', '-0.000000000002'],
    ['0.68', '730', '496.4'],
  ])('%s times %s is %s', (a, b, expected) => {
    expect(formatDecimal(multiply(decimal(a), decimal(b)))).toBe(expected);
  });

  it.each([
    ['1', '3', '0.333333333333'],
    ['2', '3', '0.666666666667'],
    ['-2', '3', '-0.666666666667'],
    ['2', '-3', '-0.666666666667'],
    ['5000', '100000000', '0.00005'],
  ])('%s over %s is %s', (a, b, expected) => {
    expect(formatDecimal(divide(decimal(a), decimal(b)))).toBe(expected);
  });

  it('does not divide by zero', () => {
    expect(() => divide(ONE, 0n)).toThrow('Division by zero');
    expect(ratioOf(ONE, 0n)).toBeUndefined();
    expect(ratioOf(decimal('1'), decimal('4'))).toBe(0.25);
  });

  it('is off by half of the last digit at most', () => {
    fc.assert(
      fc.property(
        anyDecimal,
        anyDecimal,
        anyDecimal.filter(c => c !== 0n),
        (a, b, c) => {
          const rest = 2n * (a * b - multiplyDivide(a, b, c) * c);
          const size = rest < 0n ? -rest : rest;
          expect(size <= (c < 0n ? -c : c)).toBe(true);
        },
      ),
    );
  });
});

describe('the median', () => {
  it.each([
    [[3], 3],
    [[1, 9], 5],
    [[9, 1, 5], 5],
    [[-4, -2, 8, 100], 3],
  ])('of %p is %d', (values, expected) => {
    expect(medianOf(values.map(decimalOf))).toBe(decimalOf(expected));
  });

  it('of nothing is none', () => {
    expect(() => medianOf([])).toThrow('No median');
  });
});
