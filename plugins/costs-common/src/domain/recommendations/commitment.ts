import {
  Decimal,
  formatDecimal,
  groupBy,
  parseDecimal,
  sumDecimals,
} from '@textloom/kernel';
import { divide, multiply, ONE, smaller } from '../arithmetic';
import { daysFrom } from '../calendar';
import { RecommendationFacts, SteadyCost } from './facts';
import { MONTH, percent, perHour, startWith } from './arithmetic';
import { Draft } from './draft';

/**
 * Discount of a commitment of one year without upfront payment where none was measured: a lower bound (Vantage, "What
 * is an AWS Savings Plan", gives about 20 % for the least discounted of them).
 */
const STATED_DISCOUNT: Decimal = parseDecimal('0.2')!;
/** No Savings Plan is more than 72 % below on-demand (AWS, "Savings Plans"). */
const MOST_DISCOUNT: Decimal = parseDecimal('0.72')!;

/** A node group that others recommend to spend less on, and how much less a month. */
export type SavedElsewhere = ReadonlyMap<string, Decimal>;

/**
 * A commitment for the load that never stops: saving = smallest daily Standard cost of the basis, per month of 730
 * hours, less what right-sizing takes off, · discount. Node groups that only engineers use are not counted: Spot and
 * off-hours save more there. A day without cost means that nothing is steady.
 *
 * The discount is 1 − EffectiveCost ÷ ContractedCost of what the service's commitments cover now, or the stated lower
 * bound. The commitment breaks even when at least 1 − discount of it is used. `hourly` is what to commit to per hour,
 * at the discounted price.
 * @param saved what right-sizing saves by node group
 */
export function commitmentDrafts(
  facts: RecommendationFacts,
  excluded: ReadonlySet<string>,
  saved: SavedElsewhere,
): Draft[] {
  const steady = facts.steady.filter(
    ({ nodeGroup }) => !excluded.has(nodeGroup),
  );
  return [...groupBy(steady, ({ service }) => service)].flatMap(
    ([service, costs]) => {
      const draft = draftOf(service, costs, facts, saved);
      return draft ? [draft] : [];
    },
  );
}

function draftOf(
  service: string,
  costs: readonly SteadyCost[],
  facts: RecommendationFacts,
  saved: SavedElsewhere,
): Draft | undefined {
  const byDay = groupBy(costs, ({ day }) => day);
  const { from, to } = facts.basis;
  const least = daysFrom(from, to)
    .map(day => sumDecimals((byDay.get(day) ?? []).map(each => each.amount)))
    .reduce(smaller);
  if (least <= 0n) {
    return undefined;
  }
  const groups = new Set(costs.map(({ nodeGroup }) => nodeGroup));
  const rightSized = smaller(
    sumDecimals([...groups].map(group => saved.get(group) ?? 0n)),
    multiply(perHour(least, 1), MONTH),
  );
  const { discount, measured } = discountOf(service, facts);
  let arithmetic = startWith(
    'least-cost-per-hour',
    perHour(least, 1),
    'money',
    {
      cost: formatDecimal(least),
      from,
      to,
      service,
    },
  ).multiply('hours-a-month', MONTH, 'hours');
  if (rightSized > 0n) {
    arithmetic = arithmetic.subtract('right-size-saving', rightSized);
  }
  const hourly = multiply(divide(arithmetic.value, MONTH), ONE - discount);
  return {
    kind: 'commitment',
    scope: service,
    args: {
      service,
      hourly: formatDecimal(toCents(hourly)),
      breakEven: formatDecimal(percent(ONE - discount)),
    },
    owner: facts.platformOwner,
    effort: 'low',
    risk: 'medium',
    arithmetic: arithmetic
      .multiply(
        measured
          ? 'commitment-discount-measured'
          : 'commitment-discount-stated',
        percent(discount),
        'percent',
        { breakEven: formatDecimal(percent(ONE - discount)) },
      )
      .result(),
  };
}

function discountOf(
  service: string,
  { committed }: RecommendationFacts,
): { discount: Decimal; measured: boolean } {
  const own = committed.filter(each => each.service === service);
  const contracted = sumDecimals(own.map(each => each.costs.contracted));
  const effective = sumDecimals(own.map(each => each.costs.effective));
  if (effective <= 0n || contracted <= effective) {
    return { discount: STATED_DISCOUNT, measured: false };
  }
  const exact = smaller(ONE - divide(effective, contracted), MOST_DISCOUNT);
  return { discount: exact - (exact % (ONE / 10_000n)), measured: true };
}

/** Rounded down to whole cents. */
function toCents(value: Decimal): Decimal {
  return value - (value % (ONE / 100n));
}
