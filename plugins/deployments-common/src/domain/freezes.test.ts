import { DAY, HOUR, MINUTE } from '@textloom/kernel';
import { activeFreezes, frozen, nextFreeze } from './freezes';
import { Freeze } from './policy';

const place = { environment: 'prod', service: 'textloom-api' };
const freeze = (when: Freeze['when'], more: Partial<Freeze> = {}): Freeze => ({
  name: 'f',
  reason: 'r',
  environments: [],
  services: [],
  when,
  ...more,
});
const weekend = freeze({
  weekly: { fromMinute: (4 * 24 + 18) * 60, toMinute: 6 * 60 },
});
const at = (text: string) => Date.parse(text);

describe('freezes', () => {
  it.each([
    ['before', '2026-03-06T17:59:59Z', undefined],
    ['as it begins', '2026-03-06T18:00:00Z', '2026-03-09T06:00:00Z'],
    ['on Sunday', '2026-03-08T12:00:00Z', '2026-03-09T06:00:00Z'],
    ['on Monday morning', '2026-03-09T05:59:59Z', '2026-03-09T06:00:00Z'],
    ['as it ends', '2026-03-09T06:00:00Z', undefined],
  ])('over the weekend, %s', (_, now, until) => {
    const found = frozen({ freezes: [weekend] }, place, at(now));
    expect(found?.until).toBe(until && at(until));
  });

  it('says when the next one begins, also during one', () => {
    const next = (now: string) =>
      nextFreeze({ freezes: [weekend] }, place, at(now))?.from;
    expect(next('2026-03-04T10:00:00Z')).toBe(at('2026-03-06T18:00:00Z'));
    expect(next('2026-03-08T12:00:00Z')).toBe(at('2026-03-13T18:00:00Z'));
    const over = freeze({ from: 0, to: DAY });
    expect(nextFreeze({ freezes: [over] }, place, 2 * DAY)).toBeUndefined();
    expect(nextFreeze({ freezes: [over] }, place, HOUR)).toBeUndefined();
  });

  it('within one week', () => {
    const lunch = freeze({ weekly: { fromMinute: 720, toMinute: 780 } });
    const monday = at('2026-03-09T00:00:00Z');
    const found = (minute: number) =>
      frozen({ freezes: [lunch] }, place, monday + minute * MINUTE)?.until;
    expect([719, 720, 779, 780].map(found)).toEqual([
      undefined,
      monday + 780 * MINUTE,
      monday + 780 * MINUTE,
      undefined,
    ]);
  });

  it('tells the one that lasts longest, and only where it applies', () => {
    const policy = {
      freezes: [
        freeze({ from: 0, to: HOUR }, { name: 'short' }),
        freeze({ from: 0, to: DAY }, { name: 'long', environments: ['prod'] }),
        freeze({ from: 0, to: 9 * DAY }, { name: 'else', services: ['other'] }),
      ],
    };
    expect(frozen(policy, place, 1)?.freeze.name).toBe('long');
    expect(
      frozen(policy, { ...place, environment: 'dev' }, 1)?.freeze.name,
    ).toBe('short');
    expect(activeFreezes(policy, 1)).toHaveLength(3);
    expect(frozen(policy, place, DAY)).toBeUndefined();
  });
});
