import fc from 'fast-check';
import { HOUR, MINUTE } from '@textloom/kernel';
import { HealthState } from '../health';
import { HistoryView } from '../operationsViews';
import { collapse } from './collapse';
import { HistoryRows, historyView } from './historyView';
import { FindingRow, SpanRow } from './rows';

const T0 = Date.parse('2026-03-02T12:00:00Z');
const at = (ms: number) => new Date(T0 + ms).toISOString();

function aSpan(given: Partial<SpanRow> = {}): SpanRow {
  return {
    group: '',
    state: 'healthy',
    from: T0,
    seenAt: given.to ?? T0,
    rules: [],
    ...given,
  };
}

function aFinding(given: Partial<FindingRow> = {}): FindingRow {
  return {
    id: 'node-lost:n1',
    rule: 'node-lost',
    severity: 'critical',
    object: { kind: 'Node', name: 'n1' },
    params: { name: 'n1' },
    evidence: 'Node.status.conditions[Ready]',
    from: T0,
    seenAt: T0,
    ...given,
  };
}

/** The past from T0 as seen two hours later, unless told otherwise. */
function view(
  rows: Partial<HistoryRows>,
  range: { from?: number; to?: number; now?: number; group?: string } = {},
) {
  const { from = 0, to = 2 * HOUR, now = 2 * HOUR, group } = range;
  return historyView(
    { spans: [], hours: [], findings: [], ...rows },
    { cluster: 'prod', group, from: T0 + from, to: T0 + to, now: T0 + now },
  );
}

describe('historyView', () => {
  const rules: SpanRow['rules'] = [
    {
      rule: 'node-lost',
      severity: 'critical',
      object: { kind: 'Node', name: 'n1' },
    },
  ];

  it('is a gap where nothing was recorded', () => {
    const { spans, hours, healthyShare } = view({});
    expect(spans).toEqual([
      { state: 'gap', from: at(0), to: at(2 * HOUR), rules: [] },
    ]);
    expect(hours.map(({ seconds }) => seconds.gap)).toEqual([3_600, 3_600]);
    expect(healthyShare).toBeUndefined();
  });

  it('cuts spans to the range and fills the holes', () => {
    const spans = [
      aSpan({ from: T0 - HOUR, to: T0 + 10 * MINUTE }),
      aSpan({
        state: 'unhealthy',
        from: T0 + 30 * MINUTE,
        to: T0 + 40 * MINUTE,
        rules,
      }),
      aSpan({ from: T0 + 40 * MINUTE, seenAt: T0 + 2 * HOUR - 80_000 }),
    ];
    const past = view({ spans });
    expect(past.spans).toEqual([
      { state: 'healthy', from: at(0), to: at(10 * MINUTE), rules: [] },
      { state: 'gap', from: at(10 * MINUTE), to: at(30 * MINUTE), rules: [] },
      { state: 'unhealthy', from: at(30 * MINUTE), to: at(40 * MINUTE), rules },
      { state: 'healthy', from: at(40 * MINUTE), rules: [] },
    ]);
    expect(past.hours).toEqual([
      {
        from: at(0),
        seconds: {
          healthy: 1_800,
          degraded: 0,
          unhealthy: 600,
          unknown: 0,
          gap: 1_200,
        },
      },
      {
        from: at(HOUR),
        seconds: {
          healthy: 3_600,
          degraded: 0,
          unhealthy: 0,
          unknown: 0,
          gap: 0,
        },
      },
    ]);
    expect(past.healthyShare).toBeCloseTo(90 / 100, 12);
  });

  it.each([
    ['lasts while its writer lives', 90_000, undefined, 1],
    ['ended with the last sign of a writer that is gone', 90_001, at(0), 2],
  ])('a span %s', (_, now, to, count) => {
    const { spans } = view(
      { spans: [aSpan({ from: T0 - 1_000 })] },
      { from: -1_000, now, to: now },
    );
    expect(spans).toHaveLength(count);
    expect(spans[0].to).toBe(to);
  });

  it('ends now, and a span that lasts beyond the range has an end in it', () => {
    const spans = [aSpan({ seenAt: T0 + HOUR })];
    expect(view({ spans }, { now: HOUR, to: 9 * HOUR })).toMatchObject({
      to: at(HOUR),
      spans: [{ from: at(0) }],
    });
    const [span] = view({ spans }, { now: HOUR, to: MINUTE }).spans;
    expect(span.to).toBe(at(MINUTE));
    expect(view({ spans }, { from: HOUR, now: 0 })).toMatchObject({
      from: at(HOUR),
      to: at(HOUR),
      spans: [],
      hours: [],
    });
  });

  it('shows a group by itself', () => {
    const spans = [
      aSpan({ to: T0 + 2 * HOUR }),
      aSpan({ group: 'workers', state: 'degraded', to: T0 + 2 * HOUR }),
    ];
    const findings = [
      aFinding({ group: 'workers' }),
      aFinding({ id: 'x', group: 'other' }),
    ];
    const past = view({ spans, findings }, { group: 'workers' });
    expect(past.group).toBe('workers');
    expect(past.spans.map(({ state }) => state)).toEqual(['degraded']);
    expect(past.findings.map(({ id }) => id)).toEqual(['node-lost:n1']);
    expect(view({ spans, findings }).findings).toHaveLength(2);
  });

  it('shows hours whose details are gone at their worst, and counts them as they were', () => {
    const seconds = {
      healthy: 3_000,
      degraded: 500,
      unhealthy: 0,
      unknown: 60,
      gap: 40,
    };
    const hours = [
      { group: '', from: T0, seconds },
      { group: '', from: T0 + HOUR, seconds },
    ];
    const past = view({ hours }, { from: 30 * MINUTE });
    expect(past.spans).toEqual([
      { state: 'degraded', from: at(30 * MINUTE), to: at(2 * HOUR), rules: [] },
    ]);
    expect(past.hours[0]).toEqual({
      from: at(30 * MINUTE),
      seconds: {
        healthy: 1_500,
        degraded: 250,
        unhealthy: 0,
        unknown: 30,
        gap: 20,
      },
    });
    expect(past.healthyShare).toBeCloseTo(3_000 / 3_560, 12);
  });

  it('tells the newest findings that held in the range', () => {
    const past = view({
      findings: [
        aFinding({ id: 'before', from: T0 - HOUR, to: T0 - 1 }),
        aFinding({ id: 'into', from: T0 - HOUR, to: T0 + 1 }),
        aFinding({ id: 'lasts', from: T0 + 5, seenAt: T0 + 2 * HOUR }),
        aFinding({ id: 'lost sight of', from: T0 + 4, seenAt: T0 + 9 }),
        aFinding({ id: 'after', from: T0 + 2 * HOUR }),
      ],
    });
    expect(past.findings.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['lasts', at(5), undefined],
      ['lost sight of', at(4), at(9)],
      ['into', at(-HOUR), at(1)],
    ]);
    expect(past.findings[0]).not.toHaveProperty('seenAt');
  });

  it('keeps its bounds', () => {
    const spans = Array.from({ length: 900 }, (_, n) =>
      aSpan({
        state: n % 2 ? 'degraded' : 'healthy',
        from: T0 + n * 1_000,
        to: T0 + (n + 1) * 1_000,
      }),
    );
    const findings = spans.map(({ from }, n) =>
      aFinding({ id: `f${n}`, from, seenAt: from }),
    );
    const past = view({ spans, findings }, { to: 900_000 });
    expect(past.spans).toHaveLength(500);
    expect(past.spans.at(-1)?.to).toBe(at(900_000));
    expect(past.findings).toHaveLength(200);
    expect(past.findings[0].id).toBe('f899');
  });
});

const states = fc.constantFrom<HealthState>(
  'healthy',
  'degraded',
  'unhealthy',
  'unknown',
);
const moment = fc.integer({ min: -5 * HOUR, max: 5 * HOUR });

/** Rows as a store could hold them after crashes and clocks set back: they may overlap. */
const anySpans = fc.array(
  fc
    .record({
      state: states,
      from: moment,
      length: fc.integer({ min: 0, max: 3 * HOUR }),
      open: fc.boolean(),
      group: fc.constantFrom('', 'workers'),
    })
    .map(({ state, from, length, open, group }) =>
      aSpan({
        group,
        state,
        from: T0 + from,
        seenAt: T0 + from + length,
        ...(!open && { to: T0 + from + length }),
      }),
    ),
  { maxLength: 12 },
);

describe('any past', () => {
  const range = fc
    .tuple(moment, moment, moment)
    .map(([a, b, now]) => ({ from: Math.min(a, b), to: Math.max(a, b), now }));

  it('is told without holes or overlaps, and every hour adds up', () => {
    fc.assert(
      fc.property(anySpans, range, (spans, given) => {
        const past = view({ spans }, given);
        let end = past.from;
        for (const span of past.spans) {
          expect(span.from).toBe(end);
          end = span.to ?? past.to;
          expect(Date.parse(end)).toBeGreaterThan(Date.parse(span.from));
        }
        expect(end).toBe(past.to);
        const seconds = past.hours.flatMap(hour => Object.values(hour.seconds));
        expect(seconds.every(value => value >= 0)).toBe(true);
        expect(seconds.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
          (Date.parse(past.to) - Date.parse(past.from)) / 1_000,
          6,
        );
      }),
    );
  });

  it('was healthy only where that was recorded', () => {
    fc.assert(
      fc.property(anySpans, range, (spans, given) => {
        const sick = spans.map((span): SpanRow => {
          return { ...span, state: 'unknown' };
        });
        const past = view({ spans: sick }, given);
        expect(past.spans.some(({ state }) => state === 'healthy')).toBe(false);
        expect(past.healthyShare ?? 0).toBe(0);
      }),
    );
  });

  it('has the same hours when its details are given up', () => {
    const inOrder = fc
      .array(
        fc.record({
          state: states,
          pause: fc.integer({ min: 0, max: HOUR }),
          length: fc.integer({ min: 1, max: 2 * HOUR }),
        }),
        { maxLength: 12 },
      )
      .map(parts => {
        let end = T0 - 5 * HOUR;
        return parts.map(({ state, pause, length }) => {
          const from = end + pause;
          end = from + length;
          return aSpan({ state, from, to: end });
        });
      });
    const now = 40 * HOUR;
    const toMillis = (past: HistoryView) =>
      past.hours.map(({ seconds }) =>
        Object.entries(seconds).map(([state, value]) => [
          state,
          Math.round(value * 1_000),
        ]),
      );
    fc.assert(
      fc.property(inOrder, moment, (spans, until) => {
        const { hours, gone, cut } = collapse(spans, T0 + until, T0 + now);
        const dropped = new Set([...gone, ...cut.map(({ before }) => before)]);
        const left = [
          ...spans.filter(span => !dropped.has(span)),
          ...cut.map(({ after }) => after),
        ];
        const whole = { from: -6 * HOUR, to: now, now };
        expect(toMillis(view({ spans: left, hours }, whole))).toEqual(
          toMillis(view({ spans }, whole)),
        );
      }),
    );
  });
});
