import { DAY, MINUTE } from '@textloom/kernel';
import { Outcome } from './drill';
import { overdueOf, OverdueFacts } from './overdue';
import { DrillSummary } from './views';
import { SAMPLE_DRILLS, TEST_NOW } from '../testUtils';
import { summaryOf } from './summary';

const passed = summaryOf(SAMPLE_DRILLS.passed.drill);
const ended = (days: number, over: Partial<DrillSummary> = {}) => ({
  ...passed,
  endedAt: TEST_NOW - days * DAY,
  ...over,
});
const verdict = (word: 'FAIL' | 'INVALID' | 'PARTIAL'): Outcome => ({
  kind: 'verdict',
  verdict: word,
  problems: [],
});
const fails = (days: number, over: Partial<DrillSummary> = {}) =>
  ended(days, { outcome: verdict('FAIL'), ...over });

const of = (facts: Partial<OverdueFacts>) =>
  overdueOf({
    now: TEST_NOW,
    schedule: { every: 'month', day: 1, hour: 2 },
    knownSince: TEST_NOW - 100 * DAY,
    rpoMs: 15 * MINUTE,
    ...facts,
  });

describe('overdueOf', () => {
  it.each<[string, Partial<OverdueFacts>]>([
    ['a proof of 31 days', { last: ended(31), lastProven: ended(31) }],
    ['a plan that is new', { knownSince: TEST_NOW - 31 * DAY }],
    [
      'a failure that was acknowledged',
      { last: fails(1, { acknowledged: true }), lastProven: ended(20) },
    ],
    [
      'a partial drill after a proof',
      { last: ended(1, { outcome: verdict('PARTIAL') }), lastProven: ended(9) },
    ],
    [
      'an exposure at the target',
      { lastProven: ended(1), exposure: { at: TEST_NOW, ms: 15 * MINUTE } },
    ],
    [
      'an exposure without a target',
      {
        lastProven: ended(1),
        exposure: { at: TEST_NOW, ms: DAY },
        rpoMs: undefined,
      },
    ],
  ])('says nothing of %s', (_, facts) => {
    expect(of(facts)).toBeUndefined();
  });

  it.each<[string, Partial<OverdueFacts>, string, string, number]>([
    [
      'never proven',
      { knownSince: TEST_NOW - 31 * DAY - 1 },
      'P2',
      'never',
      TEST_NOW - 1,
    ],
    ['never proven for 45 days', {}, 'P1', 'never', TEST_NOW - 69 * DAY],
    [
      'proven too long ago',
      { last: ended(32), lastProven: ended(32) },
      'P2',
      'too-long',
      TEST_NOW - DAY,
    ],
    [
      'proven far too long ago',
      { last: ended(46), lastProven: ended(46) },
      'P1',
      'too-long',
      TEST_NOW - 15 * DAY,
    ],
    [
      'failed',
      { last: fails(1), lastProven: ended(20) },
      'P1',
      'failed',
      TEST_NOW - DAY,
    ],
    [
      'could not be measured',
      {
        last: ended(1, { outcome: verdict('INVALID') }),
        lastProven: ended(20),
      },
      'P1',
      'failed',
      TEST_NOW - DAY,
    ],
    [
      'failed and not proven for 45 days',
      { last: fails(1), lastProven: ended(46) },
      'P0',
      'failed',
      TEST_NOW - DAY,
    ],
    [
      'failed, never proven, and acknowledged',
      { last: fails(1, { acknowledged: true }) },
      'P0',
      'failed',
      TEST_NOW - DAY,
    ],
    [
      'exposed beyond the target',
      {
        lastProven: ended(1),
        exposure: { at: TEST_NOW, ms: 15 * MINUTE + 1 },
      },
      'P1',
      'exposed',
      TEST_NOW - 1,
    ],
    [
      'failed, exposed and late at once: the failure',
      {
        last: fails(1),
        lastProven: ended(32),
        exposure: { at: TEST_NOW, ms: DAY },
      },
      'P1',
      'failed',
      TEST_NOW - DAY,
    ],
    [
      'late and exposed at once: the graver',
      { lastProven: ended(32), exposure: { at: TEST_NOW, ms: DAY } },
      'P1',
      'exposed',
      TEST_NOW - DAY + 15 * MINUTE,
    ],
  ])('%s', (_, facts, priority, reason, since) => {
    expect(of(facts)).toEqual({ priority, reason, since });
  });

  it('goes by the limits of a daily plan', () => {
    const schedule = { every: 'day', hour: 3 } as const;
    expect(of({ schedule, lastProven: ended(1) })).toBeUndefined();
    expect(of({ schedule, lastProven: ended(1.2) })?.priority).toBe('P2');
    expect(of({ schedule, lastProven: ended(1.7) })?.priority).toBe('P1');
  });
});
