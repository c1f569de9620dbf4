import { Decimal, DECIMAL_SCALE } from '@textloom/kernel';

const ONE = 10n ** BigInt(DECIMAL_SCALE);

/** The product of two numbers; digits after the twelfth are dropped. */
export const times = (a: Decimal, b: Decimal): Decimal => (a * b) / ONE;

const CENT = ONE / 100n;

/** An amount to the cent, half to even: what is added up is what is shown. */
export function toCents(amount: Decimal): Decimal {
  const cents = amount / CENT;
  const twice = (amount % CENT) * 2n;
  const isUp = twice > CENT || (twice === CENT && cents % 2n === 1n);
  return (isUp ? cents + 1n : cents) * CENT;
}
