import { Lease, openDatabase } from '@textloom/backend-kit';
import { describeDatabases } from '@textloom/backend-kit/testUtils';
import { DAY, HOUR, MINUTE } from '@textloom/kernel';
import { FindingRow, SpanRow } from '@textloom/plugin-clusters-common';
import { HistoryStore, HistoryWrite } from '../service/HistoryStore';
import { DatabaseHistoryStore } from './DatabaseHistoryStore';
import { MemoryHistoryStore, SharedHistory } from './MemoryHistoryStore';

const T0 = Date.parse('2026-03-02T12:00:00Z');
const MAX_ROWS = 5;

function aSpan(given: Partial<SpanRow> = {}): SpanRow {
  return {
    group: '',
    state: 'healthy',
    from: T0,
    seenAt: T0,
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
    group: 'workers',
    params: { name: 'n1', count: 3 },
    evidence: 'Node.status.conditions[Ready]',
    value: { value: 31.5, unit: 'seconds' },
    threshold: { value: 20, unit: 'seconds' },
    from: T0,
    seenAt: T0,
    ...given,
  };
}

function aWrite(given: Partial<HistoryWrite> = {}): HistoryWrite {
  return {
    cluster: 'prod',
    at: T0,
    spans: [],
    findings: [],
    memory: '{}',
    ...given,
  };
}

/** What each store does; `stores` are two processes over the same data, `expire` lets the writer's right run out. */
function itIsAHistoryStore(
  make: () => Promise<{
    stores: [HistoryStore, HistoryStore];
    expire: () => Promise<void>;
  }>,
) {
  let a: HistoryStore;
  let b: HistoryStore;
  let expire: () => Promise<void>;
  const all = { from: 0, to: T0 + 100 * DAY, group: '' };

  beforeEach(async () => {
    ({
      stores: [a, b],
      expire,
    } = await make());
    expect(await a.hold()).toBe(1);
  });

  it('gives back what was written, to any process', async () => {
    const rules: SpanRow['rules'] = [
      {
        rule: 'node-lost',
        severity: 'critical',
        object: { kind: 'Node', name: 'n1' },
      },
    ];
    const spans = [
      aSpan({ state: 'unhealthy', rules, to: T0 + 1, seenAt: T0 + 1 }),
      aSpan({ from: T0 + 1, state: 'unknown', seenAt: T0 + 5 }),
      aSpan({ group: 'workers', state: 'degraded', seenAt: T0 + 5 }),
    ];
    const findings = [aFinding({ seenAt: T0 + 5 })];
    await a.write([aWrite({ spans, findings, at: T0 + 5, memory: '{"m":1}' })]);
    expect(await b.read('prod', all)).toEqual({
      spans: spans.slice(0, 2),
      hours: [],
      findings,
    });
    expect(await b.read('prod', { ...all, group: 'workers' })).toEqual({
      spans: [spans[2]],
      hours: [],
      findings,
    });
    expect(await b.read('prod', { ...all, group: 'other' })).toEqual({
      spans: [],
      hours: [],
      findings: [],
    });
    expect(await b.read('x', all)).toMatchObject({ spans: [], findings: [] });
    expect(await b.memories()).toEqual([
      { cluster: 'prod', text: '{"m":1}', at: T0 + 5 },
    ]);
  });

  it('knows the rows that last', async () => {
    const lasts = aSpan({ from: T0 + 9, seenAt: T0 + 9 });
    const finding = aFinding({ id: 'b', seenAt: T0 + 9 });
    await a.write([
      aWrite({
        at: T0 + 9,
        spans: [aSpan({ to: T0 + 9 }), lasts],
        findings: [aFinding({ to: T0 + 9 }), finding],
      }),
      aWrite({ cluster: 'other', spans: [aSpan({ state: 'degraded' })] }),
    ]);
    expect(await b.openRows('prod')).toEqual({
      spans: new Map([['', lasts]]),
      findings: new Map([['b', finding]]),
    });
  });

  it('replaces a row that is written again, and moves the last sign of all that last', async () => {
    await a.write([aWrite({ spans: [aSpan()], findings: [aFinding()] })]);
    await a.write([
      aWrite({ at: T0 + MINUTE, spans: [aSpan({ to: T0 + 7, seenAt: T0 })] }),
    ]);
    await a.write([aWrite({ at: T0 + HOUR })]);
    expect(await a.read('prod', all)).toMatchObject({
      spans: [{ to: T0 + 7, seenAt: T0 }],
      findings: [{ seenAt: T0 + HOUR }],
    });
  });

  it('gives what touches the range, and no more', async () => {
    const spans = [0, 1, 2].map(n =>
      aSpan({ from: T0 + n * HOUR, to: T0 + (n + 1) * HOUR }),
    );
    const findings = [0, 1, 2].map(n =>
      aFinding({ from: T0 + n * HOUR, to: T0 + (n + 1) * HOUR }),
    );
    await a.write([aWrite({ spans, findings })]);
    const read = await a.read('prod', {
      from: T0 + HOUR,
      to: T0 + 2 * HOUR,
      group: '',
    });
    expect(read.spans).toEqual([spans[1]]);
    expect(read.findings).toEqual([findings[1]]);
  });

  it('is written by one process, until that gives up or is gone', async () => {
    expect(await b.hold()).toBeUndefined();
    expect(await b.write([aWrite({ spans: [aSpan()] })])).toBe(false);
    expect(await b.prune(T0)).toBe(false);
    expect((await a.read('prod', all)).spans).toEqual([]);
    await a.release();
    expect(await b.hold()).toBe(2);
    expect(await a.write([aWrite({ spans: [aSpan()] })])).toBe(false);
    await expire();
    expect(await a.hold()).toBe(3);
    expect(await b.write([aWrite({ spans: [aSpan()] })])).toBe(false);
    expect(await a.write([aWrite({ spans: [aSpan()] })])).toBe(true);
  });

  it('takes thousands of findings at once', async () => {
    const findings = Array.from({ length: 3_000 }, (_, n) =>
      aFinding({ id: `f${n}` }),
    );
    await a.write([aWrite({ findings })]);
    expect((await a.openRows('prod')).findings.size).toBe(3_000);
  });

  it('forgets after 30 days', async () => {
    const old = { from: T0 - 2 * HOUR, to: T0 - HOUR };
    const young = { from: T0 - 2 * HOUR, to: T0 + HOUR };
    await a.write([
      aWrite({
        spans: [aSpan(old), aSpan({ ...young, group: 'workers' })],
        findings: [aFinding(old), aFinding({ ...young, id: 'young' })],
      }),
      aWrite({ cluster: 'gone', at: T0 - 1, spans: [aSpan()] }),
    ]);
    expect(await a.prune(T0 + 30 * DAY)).toBe(true);
    expect((await a.read('prod', all)).spans).toEqual([]);
    expect((await a.read('prod', { ...all, group: 'workers' })).spans).toEqual([
      aSpan({ ...young, group: 'workers' }),
    ]);
    expect((await a.read('prod', all)).findings.map(({ id }) => id)).toEqual([
      'young',
    ]);
    expect((await a.read('gone', all)).spans).toEqual([]);
    expect(await a.memories()).toMatchObject([{ cluster: 'prod' }]);
    await a.prune(T0 + 31 * DAY);
    expect(await a.memories()).toEqual([]);
  });

  it('gives up details older than 7 days when there are too many rows, and only then', async () => {
    const now = T0 + 7 * DAY;
    // Ten minutes each by turns, from an hour and twenty minutes before the limit until twenty minutes after it.
    const spans = Array.from({ length: 10 }, (_, n) =>
      aSpan({
        state: n % 2 ? 'degraded' : 'healthy',
        from: T0 + (n - 8) * 10 * MINUTE,
        to: T0 + (n - 7) * 10 * MINUTE,
      }),
    );
    await a.write([aWrite({ spans: spans.slice(0, MAX_ROWS) })]);
    await a.prune(now);
    expect((await a.read('prod', all)).spans).toHaveLength(MAX_ROWS);
    await a.write([aWrite({ spans })]);
    await a.prune(now);
    const { spans: left, hours } = await a.read('prod', all);
    expect(left).toEqual(spans.slice(8));
    const none = { unhealthy: 0, unknown: 0 };
    expect(hours).toEqual([
      {
        group: '',
        from: T0 - 2 * HOUR,
        seconds: { ...none, healthy: 600, degraded: 600, gap: 2_400 },
      },
      {
        group: '',
        from: T0 - HOUR,
        seconds: { ...none, healthy: 1_800, degraded: 1_800, gap: 0 },
      },
    ]);
  });
}

describe('MemoryHistoryStore', () => {
  itIsAHistoryStore(async () => {
    const shared = new SharedHistory();
    return {
      stores: [
        new MemoryHistoryStore(shared, MAX_ROWS),
        new MemoryHistoryStore(shared, MAX_ROWS),
      ],
      expire: async () => {
        shared.writer = undefined;
      },
    };
  });
});

describeDatabases('DatabaseHistoryStore', databases => {
  itIsAHistoryStore(async () => {
    const database = await openDatabase(
      await databases.create(),
      '@textloom/plugin-clusters-backend',
    );
    const store = (holder: string) =>
      new DatabaseHistoryStore({
        database,
        lease: new Lease({ database, name: 'history', holder, ttlMs: MINUTE }),
        maxRows: MAX_ROWS,
      });
    return {
      stores: [store('a'), store('b')],
      expire: async () => {
        await database('leases').update({ expires_at: 1 });
      },
    };
  });
});
