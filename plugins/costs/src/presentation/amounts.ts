import {
  decimalToNumber,
  formatDecimal,
  parseDecimal,
  sumDecimals,
} from '@textloom/kernel';

/** Amounts come as decimal strings; what is none counts as nothing. */
const read = (amount: string | undefined) => parseDecimal(amount ?? '') ?? 0n;

/** The exact difference of two amounts. */
export function minus(a: string, b: string): string {
  return formatDecimal(read(a) - read(b));
}

/** The exact sum of amounts. */
export function sumOf(amounts: readonly (string | undefined)[]): string {
  return formatDecimal(sumDecimals(amounts.map(read)));
}

/** An amount times a fraction of two whole numbers, for what is foreseen or is a part of a month. */
export function scaled(amount: string, by: number, over: number): string {
  return over === 0
    ? '0'
    : formatDecimal((read(amount) * BigInt(by)) / BigInt(over));
}

/** The amount without its sign. */
export function sizeOf(amount: string): string {
  const value = read(amount);
  return formatDecimal(value < 0n ? -value : value);
}

/** −1, 0 or 1. */
export function signOf(amount: string): number {
  const value = read(amount);
  if (value === 0n) return 0;
  return value < 0n ? -1 : 1;
}

/** Orders by amount, the largest first. */
export function byAmount(a: string, b: string): number {
  return signOf(minus(b, a));
}

/** One amount in relation to another, for drawing and per cents; undefined where there is nothing to relate to. */
export function ratioOf(
  part: string,
  whole: string | undefined,
): number | undefined {
  const divisor = decimalToNumber(read(whole));
  return divisor === 0 ? undefined : decimalToNumber(read(part)) / divisor;
}

/** How much more than before, as a ratio; undefined where there was nothing before. */
export function changeOf(
  now: string,
  before: string | undefined,
): number | undefined {
  return ratioOf(minus(now, before ?? '0'), before);
}
