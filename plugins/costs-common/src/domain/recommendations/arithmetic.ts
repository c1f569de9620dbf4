import {
  Decimal,
  decimalOf,
  formatDecimal,
  parseDecimal,
} from '@textloom/kernel';
import { divide, multiply, multiplyDivide, ONE } from '../arithmetic';
import { daysBetween } from '../calendar';
import { ArithmeticLine } from '../methods';
import { ArithmeticCode } from './codes';

/** Hours of a month by which savings are stated (AWS Cost Optimization Hub normalises to 730 hours). */
export const HOURS_A_MONTH = 730;

const HUNDRED: Decimal = parseDecimal('100')!;

type Args = Record<string, string>;

/** An arithmetic in the making: each step is a line to be read, and the result is what the lines give. */
export interface Arithmetic {
  readonly lines: readonly ArithmeticLine[];
  readonly value: Decimal;
  add(code: ArithmeticCode, money: Decimal, args?: Args): Arithmetic;
  subtract(code: ArithmeticCode, money: Decimal, args?: Args): Arithmetic;
  multiply(
    code: ArithmeticCode,
    factor: Decimal,
    unit: ArithmeticLine['unit'],
    args?: Args,
  ): Arithmetic;
  /** All lines, the last with the saving per month. */
  result(): ArithmeticLine[];
}

/** Begins an arithmetic with an amount or a quantity. */
export function startWith(
  code: ArithmeticCode,
  value: Decimal,
  unit: ArithmeticLine['unit'] = 'money',
  args: Args = {},
): Arithmetic {
  return after([
    { code, args, value: formatDecimal(value), unit, operation: 'start' },
  ]);
}

function after(lines: ArithmeticLine[]): Arithmetic {
  const next = (
    operation: ArithmeticLine['operation'],
    code: ArithmeticCode,
    value: Decimal,
    unit: ArithmeticLine['unit'] = 'money',
    args: Args = {},
  ) => [...lines, { code, args, value: formatDecimal(value), unit, operation }];
  const value = recompute(lines);
  return {
    lines,
    value,
    add: (code, money, args) => after(next('add', code, money, 'money', args)),
    subtract: (code, money, args) =>
      after(next('subtract', code, money, 'money', args)),
    multiply: (code, factor, unit, args) =>
      after(next('multiply', code, factor, unit, args)),
    result: () => next('result', 'monthly-saving', value),
  };
}

/**
 * What lines give when they are done one after the other; a factor in per cent is a hundredth of it. Products are
 * rounded half to even at the last digit of a decimal.
 * @throws RangeError when a value is no decimal
 */
export function recompute(lines: readonly ArithmeticLine[]): Decimal {
  let result: Decimal = 0n;
  for (const { value, unit, operation } of lines) {
    const number = parseDecimal(value);
    if (number === undefined) {
      throw new RangeError('Not a decimal');
    }
    if (operation === 'start') result = number;
    if (operation === 'add') result += number;
    if (operation === 'subtract') result -= number;
    if (operation === 'multiply') {
      result = multiplyDivide(
        result,
        number,
        unit === 'percent' ? HUNDRED : ONE,
      );
    }
  }
  return result;
}

/** Months of 730 hours in days: what turns an amount of so many days into one per month. */
export function monthsPer(days: number): Decimal {
  return divide(decimalOf(HOURS_A_MONTH), decimalOf(days * 24));
}

/** Begins with what is paid per hour, as the mean of so many days. */
export function startPerHour(
  code: ArithmeticCode,
  cost: Decimal,
  days: number,
  args: Args = {},
): Arithmetic {
  return startWith(code, perHour(cost, days), 'money', {
    cost: formatDecimal(cost),
    days: String(days),
    ...args,
  });
}

/** The mean per hour of what so many days cost. */
export function perHour(cost: Decimal, days: number): Decimal {
  return divide(cost, decimalOf(days * 24));
}

/** Hours that savings are stated per, as a decimal. */
export const MONTH: Decimal = decimalOf(HOURS_A_MONTH);

/** Days of a range, both ends inclusive. */
export function lengthOf({ from, to }: { from: string; to: string }): number {
  return daysBetween(from, to) + 1;
}

/** A share of 1 in per cent. */
export function percent(share: Decimal): Decimal {
  return multiply(share, HUNDRED);
}

/** `part ÷ whole` in per cent, rounded half to even; 0 when there is no whole. */
export function percentOf(part: Decimal, whole: Decimal): Decimal {
  return whole === 0n ? 0n : divide(multiply(part, HUNDRED), whole);
}
