import { decimalOf, formatDecimal } from '@textloom/kernel';
import {
  lengthOf,
  monthsPer,
  percentOf,
  recompute,
  startWith,
} from './arithmetic';

describe('an arithmetic', () => {
  it('is read line by line and ends in what its lines give', () => {
    const lines = startWith('standard-cost-per-hour', decimalOf(100), 'money', {
      days: '30',
    })
      .multiply('spot-discount-stated', decimalOf(47), 'percent')
      .subtract('transition', decimalOf(7))
      .add('memory-surplus-cost-per-hour', decimalOf(1))
      .multiply('hours-a-month', decimalOf(2), 'count')
      .result();
    expect(lines).toEqual([
      {
        code: 'standard-cost-per-hour',
        args: { days: '30' },
        value: '100',
        unit: 'money',
        operation: 'start',
      },
      {
        code: 'spot-discount-stated',
        args: {},
        value: '47',
        unit: 'percent',
        operation: 'multiply',
      },
      {
        code: 'transition',
        args: {},
        value: '7',
        unit: 'money',
        operation: 'subtract',
      },
      {
        code: 'memory-surplus-cost-per-hour',
        args: {},
        value: '1',
        unit: 'money',
        operation: 'add',
      },
      {
        code: 'hours-a-month',
        args: {},
        value: '2',
        unit: 'count',
        operation: 'multiply',
      },
      {
        code: 'monthly-saving',
        args: {},
        value: '82',
        unit: 'money',
        operation: 'result',
      },
    ]);
    expect(formatDecimal(recompute(lines))).toBe('82');
  });

  it('refuses what is no number', () => {
    expect(() =>
      recompute([
        {
          code: 'x',
          args: {},
          value: 'ten',
          unit: 'money',
          operation: 'start',
        },
      ]),
    ).toThrow('Not a decimal');
  });

  it('states months of 730 hours', () => {
    expect(formatDecimal(monthsPer(1))).toBe('30.416666666667');
    expect(formatDecimal(monthsPer(30))).toBe('1.013888888889');
    expect(lengthOf({ from: '2026-10-30', to: '2026-11-28' })).toBe(30);
    expect(percentOf(1n, 0n)).toBe(0n);
  });
});
