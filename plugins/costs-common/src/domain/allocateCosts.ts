import { splitDecimal } from '@textloom/kernel';
import { COST_METRICS, Costs, NO_COSTS } from './cost';

/**
 * Splits each of the four costs by the same weights; the parts sum to the whole exactly.
 * @throws RangeError when the weights do not allow a split
 */
export function splitCosts(costs: Costs, weights: readonly bigint[]): Costs[] {
  const parts = weights.map(() => ({ ...NO_COSTS }));
  for (const metric of COST_METRICS) {
    splitDecimal(costs[metric], weights).forEach((part, index) => {
      parts[index][metric] = part;
    });
  }
  return parts;
}
