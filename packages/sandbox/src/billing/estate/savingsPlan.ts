import { Decimal, decimalOf } from '@textloom/kernel';
import { hex } from '../../world/random';
import { daysFrom } from '../calendar';
import { Charge, Commitment } from '../focus';
import { BillingWorld } from '../load';
import { quantity, times } from '../money';
import { SAVINGS_PLAN_SHARE } from '../prices';
import { globalArn } from './tags';

/** A Savings Plan with what it promises to pay for each hour. */
export interface SavingsPlan extends Commitment {
  hourly: string;
}

/** Since so many days before the first start the second plan runs; the first was smaller. */
const SECOND_SINCE = 150;

/** The plan that is in force on a day. */
export function planOn(world: BillingWorld, day: string): SavingsPlan {
  const second = daysFrom(world.anchor, day) >= -SECOND_SINCE;
  const key = `${world.seed}/savings-plan/${second ? 2 : 1}`;
  return {
    id: globalArn('savingsplans', `savingsplan/${hex(key, 32)}`),
    name: second ? 'Compute, 1 year, second' : 'Compute, 1 year, first',
    category: 'Spend',
    type: 'Compute Savings Plan',
    hourly: second ? '11.2' : '10.2',
  };
}

/** What a plan pays of a machine on a day. */
export interface Coverage {
  hours: Decimal;
  /** At the plan's price. */
  cost: Decimal;
}

const HOURS_DIGITS = 6;
const STEP = 10n ** BigInt(12 - HOURS_DIGITS);
const ONE = 10n ** 12n;

/**
 * Applies a plan hour by hour to machines in their order, as AWS does: what an hour's promise does not reach is on
 * demand, what no machine takes of it is lost.
 */
export function coverDay(
  plan: SavingsPlan,
  machines: readonly { price: string; hours: readonly number[] }[],
): { machines: Coverage[]; unused: Decimal } {
  const covered = machines.map(() => ({ hours: 0n, cost: 0n }));
  const rates = machines.map(({ price }) =>
    times(decimalOf(price), decimalOf(SAVINGS_PLAN_SHARE)),
  );
  let unused = 0n;
  for (let hour = 0; hour < 24; hour++) {
    let left = decimalOf(plan.hourly);
    machines.forEach(({ hours }, index) => {
      if (left > 0n && hours.includes(hour)) {
        const rate = rates[index];
        const share = left >= rate ? ONE : ((left * ONE) / rate / STEP) * STEP;
        const cost = times(share, rate);
        covered[index].hours += share;
        covered[index].cost += cost;
        left -= cost;
      }
    });
    unused += left;
  }
  return { machines: covered, unused };
}

/** What the plan is paid for on a day, and what of it nobody used. */
export function planCharges(
  world: BillingWorld,
  day: string,
  used: Decimal,
): Charge[] {
  const plan = planOn(world, day);
  const paid = times(quantity(24), decimalOf(plan.hourly));
  const unused = paid - used;
  const base = {
    day,
    service: 'savingsPlans' as const,
    operation: 'None',
    global: true,
    resource: { id: plan.id, name: plan.name, type: 'SavingsPlan' },
  };
  return [
    {
      ...base,
      kind: 'Purchase',
      frequency: 'Recurring',
      meter: 'ComputeSP:1yrNoUpfront',
      unit: 'Hrs',
      quantity: quantity(24),
      price: plan.hourly,
      effective: 0n,
      commitment: { of: plan, quantity: paid, unit: 'USD' },
    },
    ...(unused > 0n
      ? [
          {
            ...base,
            meter: 'ComputeSP:Unused',
            unit: 'USD',
            quantity: unused,
            price: '0',
            billed: 0n,
            effective: unused,
            pricing: 'Committed' as const,
            commitment: {
              of: plan,
              status: 'Unused' as const,
              quantity: unused,
              unit: 'USD',
            },
          },
        ]
      : []),
  ];
}
