import { Decimal, formatDecimal, sumDecimals } from '@textloom/kernel';
import { CostLayer } from './cost';
import { DayReconciliation } from './sources';

/** What the bill and the layers of one day and currency sum to, both read by themselves. */
export interface DaySums {
  /** `YYYY-MM-DD`. */
  day: string;
  currency: string;
  /** Sum of EffectiveCost over the rows of the bill. */
  bill: Decimal;
  /** Sum of effective cost over the entries of each layer. */
  layers: ReadonlyMap<CostLayer, Decimal>;
}

/**
 * Holds the layers of a day against its bill. The difference is layers − bill: zero, or something was counted twice,
 * lost or invented.
 */
export function reconcileDay({
  day,
  currency,
  bill,
  layers,
}: DaySums): DayReconciliation {
  return {
    day,
    currency,
    bill: formatDecimal(bill),
    layers: Object.fromEntries(
      [...layers].map(([layer, sum]) => [layer, formatDecimal(sum)]),
    ),
    difference: formatDecimal(sumDecimals(layers.values()) - bill),
  };
}
