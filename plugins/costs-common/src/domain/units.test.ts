import { decimalOf, parseDecimal } from '@textloom/kernel';
import fc from 'fast-check';
import { addDays } from './calendar';
import { unitCostOf } from './units';

const VIDEO = { id: 'video', title: 'Video', per: 1, basis: [] };
const TASK = { id: 'task', title: '1,000 tasks', per: 1000, basis: [] };
const cost = (day: string, amount: string) => ({
  day,
  amount: parseDecimal(amount)!,
});

describe('cost per unit', () => {
  it('is the cost of a month over its units', () => {
    const result = unitCostOf(
      VIDEO,
      [
        cost('2026-10-31', '30'),
        cost('2026-11-01', '12.5'),
        cost('2026-11-02', '7.5'),
      ],
      [
        { day: '2026-11-02', count: 60 },
        { day: '2026-10-31', count: 100 },
        { day: '2026-11-01', count: 40 },
      ],
      '2026-11',
    );
    expect(result).toEqual({
      ...VIDEO,
      points: [
        { month: '2026-10', cost: '30', units: 100, unitCost: '0.3' },
        { month: '2026-11', cost: '20', units: 100, unitCost: '0.2' },
      ],
      coveredDays: 2,
    });
  });

  it('is per thousand where units are small', () => {
    const { points } = unitCostOf(
      TASK,
      [cost('2026-11-01', '17.28')],
      [{ day: '2026-11-01', count: 24_000 }],
      '2026-11',
    );
    expect(points[0].unitCost).toBe('0.72');
  });

  it('leaves a day with only one of both out of both', () => {
    const { points, coveredDays } = unitCostOf(
      VIDEO,
      [cost('2026-11-01', '10'), cost('2026-11-02', '99')],
      [
        { day: '2026-11-01', count: 5 },
        { day: '2026-11-03', count: 1000 },
      ],
      '2026-11',
    );
    expect(points).toEqual([
      { month: '2026-11', cost: '10', units: 5, unitCost: '2' },
    ]);
    expect(coveredDays).toBe(1);
  });

  it('counts the cost of a day on which nothing was made', () => {
    const { points } = unitCostOf(
      VIDEO,
      [cost('2026-11-01', '10'), cost('2026-11-02', '10')],
      [
        { day: '2026-11-01', count: 0 },
        { day: '2026-11-02', count: 10 },
      ],
      '2026-11',
    );
    expect(points[0].unitCost).toBe('2');
  });

  it('is none of no units', () => {
    const { points } = unitCostOf(
      VIDEO,
      [cost('2026-11-01', '10')],
      [{ day: '2026-11-01', count: 0 }],
      '2026-11',
    );
    expect(points).toEqual([{ month: '2026-11', cost: '10', units: 0 }]);
  });

  it.each([-1, Number.NaN])('refuses %d units', count => {
    expect(() =>
      unitCostOf(VIDEO, [], [{ day: '2026-11-01', count }], '2026-11'),
    ).toThrow('Not a count');
  });

  it('does not change when costs or counts of a day come in parts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(10_000), fc.nat(1000)), {
          minLength: 1,
          maxLength: 40,
        }),
        days => {
          const costs = days.map(([cents], n) => ({
            day: addDays('2026-10-20', n),
            amount: decimalOf(cents / 100),
          }));
          const counts = days.map(([, count], n) => ({
            day: addDays('2026-10-20', n),
            count,
          }));
          const whole = unitCostOf(TASK, costs, counts, '2026-11');
          const parts = unitCostOf(
            TASK,
            [...costs, ...costs]
              .map(({ day, amount }) => ({ day, amount: amount * 2n }))
              .reverse(),
            [...counts, ...counts, ...counts, ...counts],
            '2026-11',
          );
          expect(parts.points.map(point => point.unitCost)).toEqual(
            whole.points.map(point => point.unitCost),
          );
        },
      ),
    );
  });
});
