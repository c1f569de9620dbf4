import { decimalOf, parseDecimal } from '@textloom/kernel';
import fc from 'fast-check';
import { amountsFrom, cents, seeded, simulate } from './__testUtils__/simulate';
import { AnomalyOptions, findAnomalies } from './anomaly';
import { addDays } from './calendar';

const START = '2026-08-03';
const SCOPE = {
  dimension: 'component' as const,
  value: 'component:default/textloom-worker',
};
const options = (more: Partial<AnomalyOptions> = {}): AnomalyOptions => ({
  completeTo: '2027-12-31',
  floor: decimalOf(10),
  share: 0.1,
  ...more,
});
/** What is found in values of days from START on, complete to the last. */
const found = (values: number[], more: Partial<AnomalyOptions> = {}) =>
  findAnomalies(
    { scope: SCOPE, days: amountsFrom(START, values) },
    options({ completeTo: addDays(START, values.length - 1), ...more }),
  );
const week = [100, 101, 99, 100, 102, 50, 49];
const weeks = (count: number) =>
  Array.from({ length: 7 * count }, (_, n) => week[n % 7] + ((n * 7) % 5) / 10);

describe('anomalies', () => {
  it('are none in an ordinary series', () => {
    expect(found(weeks(20))).toEqual([]);
  });

  it('are days that cost more than the same weekdays before', () => {
    const values = weeks(10);
    values[66] += 60;
    values[67] += 40;
    const [anomaly, ...others] = found(values);
    expect(others).toEqual([]);
    expect(anomaly).toMatchObject({
      scope: SCOPE,
      from: addDays(START, 66),
      to: addDays(START, 67),
      sign: 'up',
    });
    expect(anomaly.actual - anomaly.expected).toBe(anomaly.impact);
    expect(Number(anomaly.impact) / 1e12).toBeCloseTo(100, 0);
    expect(anomaly.ratio).toBeCloseTo(
      Number(anomaly.impact) / Number(anomaly.expected),
      12,
    );
    expect(anomaly.score).toBeGreaterThan(3.5);
  });

  it('are days that cost less, too, and apart from those that cost more', () => {
    const values = weeks(10);
    values[65] += 50;
    values[66] -= 50;
    values[68] = 0;
    expect(found(values).map(({ sign, from }) => [sign, from])).toEqual([
      ['up', addDays(START, 65)],
      ['down', addDays(START, 66)],
      ['down', addDays(START, 68)],
    ]);
  });

  it('know the weekend', () => {
    const values = weeks(10);
    // As much as on a working day, on a Saturday.
    values[68] = 100;
    expect(found(values)).toMatchObject([{ from: addDays(START, 68) }]);
  });

  it('are judged by what came before only', () => {
    const values = weeks(12);
    values[60] += 70;
    const then = found(values.slice(0, 70));
    values.fill(0, 70);
    const later = found(values, { completeTo: addDays(START, 69) });
    expect(later).toEqual(then);
    expect(found(values)[0]).toEqual(then[0]);
  });

  it('are measured against the days before, and not against themselves', () => {
    const values = [...new Array(7).fill(100), ...new Array(7).fill(120), 300];
    expect(found(values)).toMatchObject([
      { expected: decimalOf(110), impact: decimalOf(190) },
    ]);
  });

  it('need two weeks of history', () => {
    const spike = (day: number) =>
      Array.from({ length: day + 1 }, (_, n) => (n === day ? 900 : 100));
    expect(found(spike(13))).toEqual([]);
    expect(found(spike(14))).toMatchObject([{ from: addDays(START, 14) }]);
  });

  it('begin with the first day that cost something', () => {
    const values = [...new Array(60).fill(0), ...weeks(2)];
    expect(found(values)).toEqual([]);
  });

  it('are any change above the floor where nothing ever changed', () => {
    const values = new Array(60).fill(100);
    expect(found([...values, 109.99])).toEqual([]);
    expect(found([...values, 110])).toMatchObject([
      { sign: 'up', impact: decimalOf(10), ratio: 0.1, score: 99 },
    ]);
    expect(found([...values, 90])).toMatchObject([{ sign: 'down' }]);
  });

  it('are as large as the floor and the share of what was expected', () => {
    const values = new Array(60).fill(1000);
    expect(found([...values, 1099])).toEqual([]);
    expect(found([...values, 1100])).toHaveLength(1);
    expect(found([...values, 1011], { share: 0 })).toHaveLength(1);
  });

  it('have no ratio when nothing was expected', () => {
    const values = [5, ...new Array(60).fill(0), 40];
    const [anomaly] = found(values);
    expect(anomaly).toMatchObject({ expected: 0n, impact: decimalOf(40) });
    expect(anomaly).not.toHaveProperty('ratio');
  });

  it('are found in credits and below zero', () => {
    const values = new Array(40).fill(-100);
    expect(found([...values, -150])).toMatchObject([
      { sign: 'down', impact: decimalOf(-50), ratio: 0.5 },
    ]);
  });

  it('are not those that were planned, which do not change what is expected', () => {
    const values = new Array(90).fill(100);
    for (let day = 56; day < 84; day += 1) values[day] = 300;
    const planned = new Set(
      Array.from({ length: 28 }, (_, n) => addDays(START, 56 + n)),
    );
    expect(found(values, { planned })).toEqual([]);
    const unplanned = found(values);
    expect(unplanned[0]).toMatchObject({ from: addDays(START, 56) });
    const after = [...values, 100, 130];
    expect(found(after, { planned })).toMatchObject([
      { from: addDays(START, 91), expected: decimalOf(100) },
    ]);
  });

  it('are not on days that are not complete', () => {
    const values = new Array(60).fill(100);
    const days = amountsFrom(START, [...values, 3]);
    const completeTo = addDays(START, 59);
    expect(
      findAnomalies({ scope: SCOPE, days }, options({ completeTo })),
    ).toEqual([]);
  });

  it('are on complete days without any row', () => {
    const days = amountsFrom(START, new Array(60).fill(100));
    const completeTo = addDays(START, 61);
    expect(
      findAnomalies({ scope: SCOPE, days }, options({ completeTo })),
    ).toMatchObject([
      { from: addDays(START, 60), to: completeTo, actual: 0n, sign: 'down' },
    ]);
  });

  it('are the same when only newer ones are asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 200 }), {
          minLength: 60,
          maxLength: 160,
        }),
        fc.nat(159),
        (values, day) => {
          const from = addDays(START, day);
          const all = found(values, { floor: 0n, share: 0 });
          const newer = found(values, { floor: 0n, share: 0, from });
          expect(newer.filter(each => each.from > from)).toEqual(
            all.filter(each => each.from > from),
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('sum to what the days differ by, whatever the series', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 100_000 }), {
          minLength: 14,
          maxLength: 100,
        }),
        values => {
          const days = amountsFrom(
            START,
            values.map(value => value / 100),
          );
          for (const each of found(values.map(value => value / 100))) {
            const actual = days
              .filter(({ day }) => day >= each.from && day <= each.to)
              .reduce((sum, { amount }) => sum + amount, 0n);
            expect(each.actual).toBe(actual);
            expect(each.impact).toBe(each.actual - each.expected);
            expect(each.sign).toBe(each.impact > 0n ? 'up' : 'down');
            expect(each.score).toBeGreaterThan(3.5);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('how well injected anomalies are found', () => {
  const SERIES = 60;
  const FROM = '2026-06-01';
  const TO = '2026-11-28';

  /** Adds a spike of a share of the day's cost to each series, and counts what is found from day 90 on. */
  function tryOut(size: number) {
    let hits = 0;
    let alarms = 0;
    for (let seed = 1; seed <= SERIES; seed += 1) {
      const { days, values } = simulate(seed, FROM, TO, { steps: false });
      const at = 90 + Math.floor(seeded(seed + 1000)() * 80);
      // Fees on the first are not usage: the caller takes them out.
      const usage = values.map((value, n) =>
        days[n].endsWith('-01') ? values[n - 7] ?? values[n + 7] : value,
      );
      usage[at] = cents(usage[at] * (1 + size));
      const told = findAnomalies(
        { scope: SCOPE, days: amountsFrom(FROM, usage) },
        {
          completeTo: TO,
          from: addDays(FROM, 90),
          floor: parseDecimal('5')!,
          share: 0.1,
        },
      );
      const right = told.filter(
        each => each.from <= days[at] && each.to >= days[at],
      );
      hits += right.length > 0 ? 1 : 0;
      alarms += told.length - right.length;
    }
    return {
      recall: cents(hits / SERIES),
      precision: cents(hits / (hits + alarms)),
    };
  }

  it.each([
    [0.2, 0.9],
    [0.3, 0.98],
    [0.5, 1],
    [1, 1],
    [-0.5, 1],
  ])('of %d of the day: recall of at least %d', (size, least) => {
    const { recall, precision } = tryOut(size);
    expect(recall).toBeGreaterThanOrEqual(least);
    // About one false alarm in 400 days of a series.
    expect(precision).toBeGreaterThanOrEqual(0.8);
  });
});
