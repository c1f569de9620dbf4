import { Decimal, DECIMAL_SCALE } from '@textloom/kernel';

const ONE = 10n ** BigInt(DECIMAL_SCALE);

/** A measured quantity with so many digits after the point, at most six. */
export function quantity(value: number, digits = 3): Decimal {
  const size = 10 ** digits;
  return (
    BigInt(Math.round(value * size)) * 10n ** BigInt(DECIMAL_SCALE - digits)
  );
}

/**
 * Quantity times price, exactly: bills are checked by this product.
 * @throws RangeError when the product has more digits than are kept
 */
export function times(amount: Decimal, price: Decimal): Decimal {
  const product = amount * price;
  if (product % ONE !== 0n) {
    throw new RangeError('Quantity and price have too many digits');
  }
  return product / ONE;
}
