import { DAY, HOUR, MINUTE } from '@textloom/kernel';
import { aClusterFacts, someNodes, TEST_NOW } from '../../testUtils';
import { assessCluster } from '../assess';
import { Finding, HealthState } from '../health';
import { changesState, recordChanges, RecordedView } from './recordChanges';
import { NO_ROWS, OpenRows } from './rows';

const T0 = TEST_NOW;

function aFinding(given: Partial<Finding> = {}): Finding {
  return {
    id: 'node-lost:n1',
    rule: 'node-lost',
    severity: 'critical',
    object: { kind: 'Node', name: 'n1' },
    group: 'workers',
    params: { name: 'n1' },
    evidence: 'Node.status.conditions[Ready]',
    ...given,
  };
}

const template = assessCluster(
  aClusterFacts({ nodes: someNodes(1, 'workers', () => ({})) }),
  { now: T0 },
).view.nodeGroups[0];

function aView(
  state: HealthState,
  groups: Record<string, HealthState> = {},
  list: Finding[] = [],
): RecordedView {
  const nodeGroups = Object.entries(groups).map(([name, of]) => ({
    ...template,
    name,
    state: of,
  }));
  return { state, nodeGroups, list };
}

/** Records views at their times, and tells what the last of them changed. */
function after(...steps: [number, RecordedView][]) {
  let open: OpenRows = NO_ROWS;
  let last = recordChanges(open, aView('unknown'), T0);
  for (const [at, view] of steps) {
    last = recordChanges(open, view, T0 + at);
    open = last.open;
  }
  return last;
}

describe('recordChanges', () => {
  it('begins with what there is', () => {
    const { spans, open } = after([0, aView('healthy', { a: 'degraded' })]);
    expect(spans).toEqual([
      { group: '', state: 'healthy', from: T0, seenAt: T0, rules: [] },
      { group: 'a', state: 'degraded', from: T0, seenAt: T0, rules: [] },
    ]);
    expect([...open.spans.keys()]).toEqual(['', 'a']);
  });

  it('changes nothing while nothing changes, but saw it', () => {
    const view = aView('healthy', {}, [aFinding({ severity: 'info' })]);
    const { spans, findings, open } = after([0, view], [MINUTE, view]);
    expect([spans, findings]).toEqual([[], []]);
    expect(open.spans.get('')).toMatchObject({ from: T0, seenAt: T0 + MINUTE });
    expect(open.findings.get('node-lost:n1')).toMatchObject({
      from: T0,
      seenAt: T0 + MINUTE,
    });
  });

  it('ends one state where the next begins', () => {
    const { spans } = after([0, aView('healthy')], [7_000, aView('unhealthy')]);
    expect(spans).toMatchObject([
      { state: 'healthy', from: T0, to: T0 + 7_000 },
      { state: 'unhealthy', from: T0 + 7_000 },
    ]);
    expect(spans[1]).not.toHaveProperty('to');
  });

  it.each([
    [90_000, []],
    [
      90_001,
      [
        { from: T0, to: T0 },
        { from: T0 + 90_001, state: 'healthy' },
      ],
    ],
  ])('after %d ms without a sign', (ms, expected) => {
    const { spans } = after([0, aView('healthy')], [ms, aView('healthy')]);
    expect(spans).toMatchObject(expected);
    expect(spans).toHaveLength(expected.length);
  });

  it('ends the span of a group that is gone', () => {
    const { spans, open } = after(
      [0, aView('healthy', { a: 'healthy' })],
      [1_000, aView('healthy')],
    );
    expect(spans).toMatchObject([{ group: 'a', to: T0 + 1_000 }]);
    expect(open.spans.has('a')).toBe(false);
  });

  it('ends nothing before it began when the clock is set back', () => {
    const { spans } = after([0, aView('healthy')], [-HOUR, aView('degraded')]);
    expect(spans[0]).toMatchObject({ from: T0, to: T0 });
  });

  it('names the rules behind a state, worst first, and those that join later', () => {
    const list = [
      aFinding(),
      aFinding({ id: 'i', rule: 'node-leaving', severity: 'info' }),
    ];
    const joined = [
      ...list,
      aFinding({
        id: 'c',
        rule: 'node-cordoned-long',
        severity: 'warning',
        group: 'other',
      }),
    ];
    const groups: Record<string, HealthState> = { workers: 'unhealthy' };
    const { spans } = after(
      [0, aView('unhealthy', groups, list)],
      [1, aView('unhealthy', groups, joined)],
    );
    expect(spans).toHaveLength(1);
    expect(spans[0].group).toBe('');
    expect(spans[0].rules.map(({ rule }) => rule)).toEqual([
      'node-lost',
      'node-cordoned-long',
    ]);
  });

  it('keeps the worst that a finding was', () => {
    const warning = aFinding({ severity: 'warning' });
    const steps: [number, RecordedView][] = [
      [0, aView('degraded', {}, [warning])],
      [1, aView('unhealthy', {}, [aFinding()])],
    ];
    expect(after(...steps).findings).toMatchObject([
      { severity: 'critical', from: T0 },
    ]);
    const { findings, open } = after(...steps, [
      2,
      aView('degraded', {}, [warning]),
    ]);
    expect(findings).toEqual([]);
    expect(open.findings.get(warning.id)?.severity).toBe('critical');
  });

  it.each([
    ['its own beginning', new Date(T0 - HOUR).toISOString(), T0 - HOUR],
    ['now when it has none', undefined, T0],
    ['now when it is in the future', new Date(T0 + 1).toISOString(), T0],
    ['now when it is too long ago', new Date(T0 - 31 * DAY).toISOString(), T0],
    ['now when it is no time', 'yesterday', T0],
  ])('lets a finding begin at %s', (_, since, from) => {
    const { findings } = after([
      0,
      aView('unhealthy', {}, [aFinding({ since })]),
    ]);
    expect(findings[0].from).toBe(from);
  });

  it('ends findings, and begins them anew after a time without a sign', () => {
    const since = new Date(T0 - HOUR).toISOString();
    const view = aView('unhealthy', {}, [aFinding({ since })]);
    expect(after([0, view], [5, aView('healthy')]).findings).toMatchObject([
      { to: T0 + 5 },
    ]);
    expect(after([0, view], [HOUR, view]).findings).toMatchObject([
      { from: T0 - HOUR, to: T0 },
      { from: T0 + 1 },
    ]);
  });

  it('is bounded, and leaves out what a database refuses', () => {
    const list = Array.from({ length: 2_000 }, (_, n) =>
      aFinding({ id: `${n}\0${'x'.repeat(1_000)}`, evidence: 'a\0b' }),
    );
    const groups = Object.fromEntries(
      list.map((_, n): [string, HealthState] => [`g${n}`, 'healthy']),
    );
    const { findings, spans } = after([0, aView('unhealthy', groups, list)]);
    expect(findings).toHaveLength(500);
    expect(findings[7].id).toBe(`7${'x'.repeat(511)}`);
    expect(findings[7].evidence).toBe('ab');
    expect(spans).toHaveLength(201);
    expect(spans[0].rules).toHaveLength(1);
  });
});

describe('changesState', () => {
  it.each([
    ['the same', aView('healthy', { a: 'healthy' }), false],
    ['another state', aView('degraded', { a: 'healthy' }), true],
    ['another state of a group', aView('healthy', { a: 'unknown' }), true],
    ['a new group', aView('healthy', { a: 'healthy', b: 'healthy' }), true],
  ])('%s', (_, view, expected) => {
    const { open } = after([0, aView('healthy', { a: 'healthy' })]);
    expect(changesState(open, view)).toBe(expected);
  });
});
