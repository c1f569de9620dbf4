import fc from 'fast-check';
import { matchersOf, matcherText, matches } from './matching';

const labels = {
  severity: 'critical',
  alertname: 'QueueBacklog',
  'not a label': 'x',
  empty: '',
  cut: 'y'.repeat(253),
};

it('names an alert by its own whole labels, alertname first', () => {
  expect(matchersOf({ labels }).map(matcherText)).toEqual([
    'alertname="QueueBacklog"',
    'severity="critical"',
  ]);
});

it('has at most 20 matchers', () => {
  const many = Object.fromEntries(
    Array.from({ length: 32 }, (_, index) => [`l${index}`, 'v']),
  );
  expect(matchersOf({ labels: many })).toHaveLength(20);
});

it.each([
  [[], false],
  [['alertname'], true],
  [['alertname', 'severity'], true],
])('labels %j match the alert itself: %s', (names, expected) => {
  const chosen = matchersOf({ labels }).filter(({ name }) =>
    names.some(wanted => wanted === name),
  );
  expect(matches({ labels }, chosen)).toBe(expected);
  expect(matches({ labels: { alertname: 'Other' } }, chosen)).toBe(false);
});

it('always hides the alert that it was made from, and fewer with more labels', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.dictionary(
          fc.constantFrom('a', 'b', 'c'),
          fc.constantFrom('1', '2'),
          {
            minKeys: 1,
          },
        ),
        { minLength: 1, maxLength: 20 },
      ),
      fc.nat(2),
      (alerts, keep) => {
        const all = matchersOf({ labels: alerts[0] });
        const some = all.slice(0, Math.max(1, keep));
        const count = (matchers: typeof all) =>
          alerts.filter(entry => matches({ labels: entry }, matchers)).length;
        expect(matches({ labels: alerts[0] }, all)).toBe(true);
        expect(count(all)).toBeLessThanOrEqual(count(some));
      },
    ),
  );
});

it.each([
  [false, true, 'a="b"'],
  [false, false, 'a!="b"'],
  [true, true, 'a=~"b"'],
  [true, false, 'a!~"b"'],
])('regex %s and equal %s is %s', (isRegex, isEqual, text) => {
  expect(matcherText({ name: 'a', value: 'b', isRegex, isEqual })).toBe(text);
});
