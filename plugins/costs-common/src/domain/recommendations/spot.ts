import { Decimal, groupBy, parseDecimal, sumDecimals } from '@textloom/kernel';
import { divide, multiply, ONE, smaller } from '../arithmetic';
import { RecommendationFacts } from './facts';
import { lengthOf, MONTH, percent, startPerHour } from './arithmetic';
import { Draft } from './draft';
import { instanceTypeOf, NodeGroupCost } from './nodeGroups';

/**
 * Discount of Spot where none was measured: the lower bound of AWS's own example prices of c5.4xlarge, 0.318 to
 * 0.361 $ against 0.68 $ an hour (EC2 Auto Scaling user guide, "weights-spot-price"), which are 47 to 53 % less.
 */
const STATED_DISCOUNT: Decimal = parseDecimal('0.47')!;
/** Spot is never more than 90 % below on-demand (AWS, "Amazon EC2 Spot Instances"). */
const MOST_DISCOUNT: Decimal = parseDecimal('0.9')!;
/** Instance hours of Spot from which a price is taken as measured. */
const MEASURED_HOURS: Decimal = parseDecimal('24')!;

/**
 * Spot instances for the node groups that only engineers use: saving = cost of the hours that are still at Standard
 * prices, per month of 730 hours, · discount. The discount is measured from what the estate itself pays per hour of
 * the same instance type on Spot; where it pays for none it is the stated lower bound. Rounded down to 0.01 %.
 */
export function spotDraft(
  group: NodeGroupCost,
  facts: RecommendationFacts,
): Draft | undefined {
  if (!group.nonProduction || group.standard <= 0n) {
    return undefined;
  }
  const days = lengthOf(facts.basis);
  const { discount, measured } = discountOf(group, facts);
  const args = {
    nodeGroup: group.nodeGroup,
    environments: group.environments.join(', '),
    environment: group.environments[0],
  };
  return {
    kind: 'spot',
    scope: group.nodeGroup,
    args,
    owner: group.owner,
    environment: group.environments.length === 1 ? group.environments[0] : '',
    effort: 'low',
    risk: 'medium',
    arithmetic: startPerHour('standard-cost-per-hour', group.standard, days, {
      nodeGroup: group.nodeGroup,
    })
      .multiply('hours-a-month', MONTH, 'hours')
      .multiply(
        measured ? 'spot-discount-measured' : 'spot-discount-stated',
        percent(discount),
        'percent',
      )
      .result(),
  };
}

/** The discount of the group's Standard hours, weighted with their cost. */
function discountOf(
  group: NodeGroupCost,
  facts: RecommendationFacts,
): { discount: Decimal; measured: boolean } {
  const standard = group.rows.filter(row => row.pricingCategory === 'Standard');
  const spotPrices = pricesOf(
    facts.nodes.filter(row => row.pricingCategory === 'Dynamic'),
    MEASURED_HOURS,
  );
  const ownPrices = pricesOf(standard, 0n);
  let measured = true;
  let saved: Decimal = 0n;
  for (const row of standard) {
    const type = instanceTypeOf(row.skuMeter);
    const spot = spotPrices.get(type);
    const own = ownPrices.get(type);
    const known = spot !== undefined && own !== undefined && own > 0n;
    measured &&= known;
    saved += multiply(
      row.costs.effective,
      known ? clamp(ONE - divide(spot, own)) : STATED_DISCOUNT,
    );
  }
  const exact = clamp(divide(saved, group.standard));
  return { discount: exact - (exact % (ONE / 10_000n)), measured };
}

function clamp(discount: Decimal): Decimal {
  return discount < 0n ? 0n : smaller(discount, MOST_DISCOUNT);
}

/** Effective cost per hour by instance type, of types with more hours than so many. */
function pricesOf(
  rows: RecommendationFacts['nodes'],
  moreThan: Decimal,
): Map<string, Decimal> {
  const prices = new Map<string, Decimal>();
  for (const [type, same] of groupBy(rows, row =>
    instanceTypeOf(row.skuMeter),
  )) {
    const hours = sumDecimals(same.map(row => row.quantity));
    if (hours > moreThan) {
      prices.set(
        type,
        divide(sumDecimals(same.map(row => row.costs.effective)), hours),
      );
    }
  }
  return prices;
}
