import { Decimal, groupBy } from '@textloom/kernel';
import { absolute } from '../arithmetic';
import { addMonths, daysFrom, monthOf, sameDayIn } from '../calendar';
import { ChargeCategory, ChargeFrequency } from '../cost';
import { DayAmount } from '../methods';

/** What a scope cost on one day in charges of one kind. */
export interface ChargeDay extends DayAmount {
  chargeCategory: ChargeCategory;
  chargeFrequency: ChargeFrequency | '';
  /** What it is shown as: the service. */
  label: string;
}

/** A charge whose day is known beforehand. */
export interface DatedCharge extends DayAmount {
  label: string;
  chargeCategory: ChargeCategory;
  chargeFrequency: ChargeFrequency | '';
}

/** A bill divided by how it is foreseen. */
export interface SplitCharges {
  /** What depends on use, by day, without gaps from the first to the last day given. */
  usage: DayAmount[];
  dated: DatedCharge[];
}

/** A charge on more than this many days of its busiest month is not dated but daily, and foreseen like usage. */
const MOST_DAYS_A_MONTH = 8;

/**
 * Separates charges with known dates from usage: Purchase, Tax, Credit and Adjustment, and whatever is Recurring or
 * One-Time (FOCUS ChargeCategory and ChargeFrequency). A kind that comes nearly daily (the hourly fee of a Savings
 * Plan, a daily support fee) has no date: it stays with usage, where a constant is foreseen exactly.
 */
export function splitDated(charges: readonly ChargeDay[]): SplitCharges {
  const dated: DatedCharge[] = [];
  const usage = new Map<string, Decimal>();
  for (const kind of groupBy(charges, kindOf).values()) {
    if (isDated(kind)) {
      dated.push(...kind.map(charge => ({ ...charge })));
    } else {
      for (const { day, amount } of kind) {
        usage.set(day, (usage.get(day) ?? 0n) + amount);
      }
    }
  }
  const days = charges.map(({ day }) => day).sort();
  return {
    usage:
      days.length === 0
        ? []
        : daysFrom(days[0], days[days.length - 1]).map(day => ({
            day,
            amount: usage.get(day) ?? 0n,
          })),
    dated: dated.sort(byDay),
  };
}

/** From when to when charges are known, and to when they are foreseen; days, all inclusive. */
export interface RepeatOptions {
  /** First day of the data. */
  from: string;
  completeTo: string;
  until: string;
}

/**
 * Charges that will come again: those that came on the same day of two following months (its last day when a month is
 * shorter) come on it in each later month. Recurring ones come with their last amount, others with the smaller of
 * both. One sighting is not enough, since FOCUS does not tell a yearly fee from a monthly one, except of Recurring
 * ones whose day in the month before lies before the data. A One-Time Purchase never comes again, nor does what should
 * have come by `completeTo` and did not.
 */
export function repeatDated(
  dated: readonly DatedCharge[],
  { from, completeTo, until }: RepeatOptions,
): DatedCharge[] {
  const current = monthOf(completeTo);
  const foreseen: DatedCharge[] = [];
  for (const kind of groupBy(dated, kindOf).values()) {
    const { label, chargeCategory, chargeFrequency } = kind[0];
    const amounts = sumsOf(kind, completeTo);
    for (const [source, amount] of amounts) {
      // Only its newest sighting tells of the future: in this month, or in the last when its day is still to come.
      const newest =
        monthOf(source) === current ||
        (monthOf(source) === addMonths(current, -1) &&
          sameDayIn(current, source) > completeTo);
      if (!newest) continue;
      const earlier = sameDayIn(addMonths(monthOf(source), -1), source);
      const again = againAmount(kind[0], amount, {
        amount: amounts.get(earlier),
        known: earlier >= from,
      });
      if (again === undefined) continue;
      for (const month of monthsOf(current, monthOf(until))) {
        const day = sameDayIn(month, source);
        if (day > completeTo && day <= until) {
          foreseen.push({
            day,
            amount: again,
            label,
            chargeCategory,
            chargeFrequency,
          });
        }
      }
    }
  }
  return foreseen.sort(byDay);
}

function sumsOf(
  charges: readonly DatedCharge[],
  completeTo: string,
): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const { day, amount } of charges) {
    if (day <= completeTo) sums.set(day, (sums.get(day) ?? 0n) + amount);
  }
  return sums;
}

function againAmount(
  { chargeCategory, chargeFrequency }: DatedCharge,
  amount: Decimal,
  before: { amount: Decimal | undefined; known: boolean },
): Decimal | undefined {
  if (chargeFrequency === 'Recurring') {
    return before.amount === undefined && before.known ? undefined : amount;
  }
  const once = chargeCategory === 'Purchase' && chargeFrequency === 'One-Time';
  if (once || before.amount === undefined) {
    return undefined;
  }
  return absolute(before.amount) < absolute(amount) ? before.amount : amount;
}

function isDated(kind: readonly ChargeDay[]): boolean {
  const [{ chargeCategory, chargeFrequency }] = kind;
  const known =
    chargeCategory !== 'Usage' ||
    chargeFrequency === 'Recurring' ||
    chargeFrequency === 'One-Time';
  const days = groupBy(new Set(kind.map(({ day }) => day)), monthOf);
  return (
    known &&
    Math.max(...[...days.values()].map(d => d.length)) <= MOST_DAYS_A_MONTH
  );
}

function kindOf(charge: Omit<ChargeDay, 'day' | 'amount'>): string {
  return JSON.stringify([
    charge.chargeCategory,
    charge.chargeFrequency,
    charge.label,
  ]);
}

function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) {
    months.push(month);
  }
  return months;
}

function byDay(a: DatedCharge, b: DatedCharge): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return a.label < b.label ? -1 : 1;
}
