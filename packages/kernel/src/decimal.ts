/**
 * An exact decimal number: how many times 10^-12 it is. Money and shares of it are added up with it, never as
 * floating-point numbers.
 */
export type Decimal = bigint;

/** Digits after the point that a {@link Decimal} keeps. */
export const DECIMAL_SCALE = 12;

const ONE = 10n ** BigInt(DECIMAL_SCALE);
const FORM = /^([+-]?)(\d{0,30})(?:\.(\d{0,60}))?(?:[eE]([+-]?\d{1,3}))?$/;
/** Digits before the point that are accepted: 38 in all, as databases have them. */
const MAX_DIGITS = 38 - DECIMAL_SCALE;

/**
 * Reads a number in plain or exponent notation. Digits after the twelfth are rounded half to even.
 * @returns undefined when it is not a number, or one with more than 26 digits before the point
 */
export function parseDecimal(text: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    FORM.exec(text.trim()) ?? [];
  const digits = whole + fraction;
  if (digits === '') {
    return undefined;
  }
  const shift = DECIMAL_SCALE - fraction.length + Number(power);
  if (digits.replace(/^0+/, '').length + shift > 38) {
    return Number(digits) === 0 ? 0n : undefined;
  }
  const value = scaled(BigInt(digits), shift);
  return sign === '-' ? -value : value;
}

/** A positive number times a power of ten, rounded half to even. */
function scaled(value: bigint, power: number): bigint {
  if (power >= 0) {
    return value * 10n ** BigInt(power);
  }
  const divisor = 10n ** BigInt(-power);
  const quotient = value / divisor;
  const twice = (value % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/** The number in plain notation without needless zeros: `-1234.5`. */
export function formatDecimal(value: Decimal): string {
  const size = value < 0n ? -value : value;
  const fraction = (size % ONE).toString().padStart(DECIMAL_SCALE, '0');
  const shown = fraction.replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${size / ONE}${shown && `.${shown}`}`;
}

/** The nearest whole or fractional number of the language, for ratios and drawings, never for sums. */
export function decimalToNumber(value: Decimal): number {
  return Number(formatDecimal(value));
}

/** A finite number, or one that is written down, as a decimal; @throws RangeError for others and for too many digits */
export function decimalOf(value: number | string): Decimal {
  const decimal = parseDecimal(String(value));
  if (decimal === undefined) {
    throw new RangeError(
      `Not a decimal of at most ${MAX_DIGITS} digits: ${value}`,
    );
  }
  return decimal;
}

/** The sum of decimals. */
export function sumDecimals(values: Iterable<Decimal>): Decimal {
  let sum = 0n;
  for (const value of values) sum += value;
  return sum;
}

/**
 * Splits an amount by weights so that the parts are exactly the whole: each part is rounded down to 10^-12, and what
 * is left goes to the parts with the largest remainders, the first among equals (largest remainder method).
 * @param total any sign; parts have its sign or are zero
 * @param weights none negative, and at least one above zero
 * @throws RangeError when the weights do not allow a split
 */
export function splitDecimal(
  total: Decimal,
  weights: readonly bigint[],
): Decimal[] {
  const whole = sumDecimals(weights);
  if (whole <= 0n || weights.some(weight => weight < 0n)) {
    throw new RangeError('Weights must not be negative, nor all be zero');
  }
  const size = total < 0n ? -total : total;
  const parts = weights.map(weight => (size * weight) / whole);
  const remainders = weights.map(weight => (size * weight) % whole);
  let left = size - sumDecimals(parts);
  const order = weights
    .map((_, index) => index)
    .sort((a, b) => {
      const difference = remainders[b] - remainders[a];
      if (difference === 0n) return a - b;
      return difference > 0n ? 1 : -1;
    });
  for (const index of order) {
    if (left === 0n) break;
    parts[index] += 1n;
    left -= 1n;
  }
  return total < 0n ? parts.map(part => -part) : parts;
}
