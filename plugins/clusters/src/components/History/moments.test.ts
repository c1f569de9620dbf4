import { HistoryView, RecordedFinding } from '@textloom/plugin-clusters-common';
import { heldAt, recordOf, spanAt, spanIntent, troubles } from './moments';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 25, 3, minute)).toISOString();

const recorded = (
  id: string,
  from: number,
  to: number | undefined,
  severity: RecordedFinding['severity'] = 'warning',
): RecordedFinding => ({
  id,
  rule: 'node-lost',
  severity,
  object: { kind: 'Node', name: id },
  params: {},
  evidence: 'Node',
  from: at(from),
  to: to === undefined ? undefined : at(to),
});

const view: HistoryView = {
  cluster: 'prod',
  from: at(0),
  to: at(60),
  hours: [],
  spans: [
    { state: 'healthy', from: at(0), to: at(10), rules: [] },
    { state: 'degraded', from: at(10), to: at(20), rules: [] },
    { state: 'gap', from: at(20), to: at(30), rules: [] },
    { state: 'unknown', from: at(30), to: at(40), rules: [] },
    { state: 'unhealthy', from: at(40), rules: [] },
  ],
  findings: [
    recorded('late', 40, undefined, 'critical'),
    recorded('long', 5, 50),
    recorded('early', 10, 20, 'degraded'),
  ],
};

it.each([
  [0, 'healthy', []],
  [9, 'healthy', ['long']],
  [10, 'degraded', ['early', 'long']],
  [19, 'degraded', ['early', 'long']],
  [20, 'gap', ['long']],
  [45, 'unhealthy', ['late', 'long']],
  [50, 'unhealthy', ['late']],
])('at minute %d it was %s because of %j', (minute, state, ids) => {
  expect(spanAt(view, at(minute))?.state).toBe(state);
  expect(heldAt(view, at(minute)).map(({ id }) => id)).toEqual(ids);
});

it('knows nothing before and after its range', () => {
  expect(spanAt(view, '2026-11-20T00:00:00Z')).toBeUndefined();
  expect(spanAt(view, '2026-11-26T00:00:00Z')).toBeUndefined();
});

it('lists what was not healthy, newest first, and no gap', () => {
  expect(troubles(view).map(({ state }) => state)).toEqual([
    'unhealthy',
    'unknown',
    'degraded',
  ]);
  expect(spanIntent('gap')).toBe('unknown');
});

it('finds the record of a rule by its object, and none that began later', () => {
  const rule = (name: string) =>
    ({
      rule: 'node-lost',
      severity: 'critical',
      object: { kind: 'Node', name },
    } as const);
  const [, degraded, , , last] = view.spans;
  expect(recordOf(view, degraded, rule('early'))?.id).toBe('early');
  expect(recordOf(view, degraded, rule('late'))).toBeUndefined();
  expect(recordOf(view, last, rule('late'))?.id).toBe('late');
  expect(recordOf(view, last, rule('other'))).toBeUndefined();
});
