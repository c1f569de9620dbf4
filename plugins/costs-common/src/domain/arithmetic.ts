import { Decimal, parseDecimal } from '@textloom/kernel';

/** 1 as a {@link Decimal}. */
export const ONE: Decimal = parseDecimal('1')!;

/** `a · b ÷ c` rounded half to even at the last digit of a decimal; @throws RangeError when `c` is zero */
export function multiplyDivide(a: Decimal, b: Decimal, c: Decimal): Decimal {
  if (c === 0n) {
    throw new RangeError('Division by zero');
  }
  const product = a * b;
  const negative = product < 0n !== c < 0n;
  const size = product < 0n ? -product : product;
  const divisor = c < 0n ? -c : c;
  const twice = (size % divisor) * 2n;
  let quotient = size / divisor;
  if (twice > divisor || (twice === divisor && quotient % 2n === 1n)) {
    quotient += 1n;
  }
  return negative ? -quotient : quotient;
}

/** `a · b`, rounded half to even. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return multiplyDivide(a, b, ONE);
}

/** `a ÷ b`, rounded half to even; @throws RangeError when `b` is zero */
export function divide(a: Decimal, b: Decimal): Decimal {
  return multiplyDivide(a, ONE, b);
}

/** `a ÷ b` for comparing and drawing; undefined when `b` is zero. */
export function ratioOf(a: Decimal, b: Decimal): number | undefined {
  return b === 0n ? undefined : Number(a) / Number(b);
}

/** The size of an amount without its sign. */
export function absolute(value: Decimal): Decimal {
  return value < 0n ? -value : value;
}

/** The larger of two. */
export function larger(a: Decimal, b: Decimal): Decimal {
  return a > b ? a : b;
}

/** The smaller of two. */
export function smaller(a: Decimal, b: Decimal): Decimal {
  return a < b ? a : b;
}

/** The middle value, or the mean of the middle two rounded half to even; @throws RangeError when there is none */
export function medianOf(values: readonly Decimal[]): Decimal {
  if (values.length === 0) {
    throw new RangeError('No median of nothing');
  }
  const sorted = [...values].sort((a, b) => {
    if (a === b) return 0;
    return a < b ? -1 : 1;
  });
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : multiplyDivide(sorted[middle - 1] + sorted[middle], 1n, 2n);
}
