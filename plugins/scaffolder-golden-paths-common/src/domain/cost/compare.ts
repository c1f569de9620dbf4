import { formatDecimal, decimalOf } from '@textloom/kernel';
import { Estimate } from './estimate';

/** How an estimate stands beside another amount; decimal texts. */
export interface Comparison {
  /** The amount that it is held against. */
  against: string;
  /** What the estimate is more; negative where it is less. */
  difference: string;
}

/** Holds an estimate against that of another estate. */
export const compare = (estimate: Estimate, other: Estimate): Comparison =>
  against(estimate, other.monthly);

/** Holds an estimate against an amount, such as a budget. */
export function against(
  { monthly }: Pick<Estimate, 'monthly'>,
  amount: string,
): Comparison {
  return {
    against: formatDecimal(decimalOf(amount)),
    difference: formatDecimal(decimalOf(monthly) - decimalOf(amount)),
  };
}
