import { Decimal, formatDecimal, parseDecimal } from '@textloom/kernel';
import { multiplyDivide, ratioOf } from './arithmetic';
import { addDays, daysBetween } from './calendar';
import { Contract, ContractStatus } from './entities';
import { DayAmount } from './methods';

/** Days before the last day of notice from which the page reminds of it. */
export const NOTICE_REMINDER_DAYS = 60;
/** Billed days over which the present rate of use is taken. */
const RATE_DAYS = 30;

/**
 * What of a contract was used and what is due.
 *
 * - `elapsed`: days that have passed over days of the term, both ends of which belong to it.
 * - `projected`: what was used, and for each day from the last billed one to the end the mean of the last 30 billed
 *   days of the term (run-rate). Without billed days nothing is projected: it is what was used.
 * - `noticeBy`: the end less the days of notice. A contract that does not renew by itself needs no notice: its date is
 *   the end, until which a successor must be decided.
 * - `usedShare` is above 1 when more was used than committed.
 *
 * @param days effective cost of the contract's rows per day; days without are zero
 * @param today `YYYY-MM-DD` in UTC
 */
export function contractStatusOf(
  contract: Contract,
  days: readonly DayAmount[],
  today: string,
): ContractStatus {
  const { startsOn, endsOn } = contract;
  const inTerm = days.filter(({ day }) => day >= startsOn && day <= endsOn);
  const used = sum(inTerm);
  const committed = parseDecimal(contract.committed) ?? 0n;
  const term = daysBetween(startsOn, endsOn) + 1;
  const passed = daysBetween(startsOn, today);
  const noticeBy = contract.autoRenews
    ? addDays(endsOn, -contract.noticeDays)
    : endsOn;
  return {
    ...contract,
    used: formatDecimal(used),
    elapsed: Math.min(1, Math.max(0, passed / term)),
    usedShare: ratioOf(used, committed) ?? 0,
    projected: formatDecimal(used + restOf(contract, inTerm)),
    noticeBy,
    state: stateOf(contract, noticeBy, today),
  };
}

/** What the rest of the term costs at the rate of the last billed days. */
function restOf(
  { startsOn, endsOn }: Contract,
  days: readonly DayAmount[],
): Decimal {
  if (days.length === 0) {
    return 0n;
  }
  const last = days.reduce((a, b) => (a.day > b.day ? a : b)).day;
  const early = addDays(last, 1 - RATE_DAYS);
  const from = early > startsOn ? early : startsOn;
  return multiplyDivide(
    sum(days.filter(({ day }) => day >= from)),
    BigInt(daysBetween(last, endsOn)),
    BigInt(daysBetween(from, last) + 1),
  );
}

function stateOf(
  { startsOn, endsOn, autoRenews }: Contract,
  noticeBy: string,
  today: string,
): ContractStatus['state'] {
  if (today < startsOn) return 'not-started';
  if (today > endsOn) return 'ended';
  if (autoRenews && today > noticeBy) return 'notice-passed';
  return daysBetween(today, noticeBy) <= NOTICE_REMINDER_DAYS
    ? 'notice-soon'
    : 'running';
}

function sum(days: readonly DayAmount[]): Decimal {
  return days.reduce((total, { amount }) => total + amount, 0n);
}
