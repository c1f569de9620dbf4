import { mockServices } from '@backstage/backend-test-utils';
import { HOUR, MINUTE } from '@textloom/kernel';
import {
  assessCluster,
  ClusterFacts,
  History,
  HistoryView,
} from '@textloom/plugin-clusters-common';
import {
  aClusterFacts,
  aCondition,
  aSource,
  someNodes,
  someSources,
  TEST_NOW,
} from '@textloom/plugin-clusters-common/testUtils';
import {
  MemoryHistoryStore,
  SharedHistory,
} from '../database/MemoryHistoryStore';
import { FakeTime, settle } from '../time/FakeTime';
import { HistoryArchive } from './HistoryArchive';
import { HistoryConnection } from './HistoryConnection';
import { HistoryRecorder } from './HistoryRecorder';
import { HistoryWrite } from './HistoryStore';

/** A store that tells what was written, and fails when told so. */
class WatchedStore extends MemoryHistoryStore {
  readonly written: HistoryWrite[] = [];
  down = false;

  async hold() {
    if (this.down) {
      throw new Error('connection refused');
    }
    return super.hold();
  }

  async read(...args: Parameters<MemoryHistoryStore['read']>) {
    if (this.down) {
      throw new Error('connection refused');
    }
    return super.read(...args);
  }

  async write(writes: readonly HistoryWrite[]) {
    const done = await super.write(writes);
    if (done) {
      this.written.push(...writes);
    }
    return done;
  }
}

/** Workers, the first `lost` of which do not answer any more. */
function workers(lost = 0): Partial<ClusterFacts> {
  return {
    nodes: someNodes(3, 'workers', n =>
      n < lost ? { conditions: [aCondition('Ready', 'Unknown')] } : {},
    ),
  };
}

describe('HistoryRecorder', () => {
  let time: FakeTime;
  const shared = () => new SharedHistory();

  /** A process with its store, that assesses when told. */
  const aProcess = (data: SharedHistory) => {
    const store = new WatchedStore(data);
    const connection = new HistoryConnection(async () => store);
    const logger = mockServices.logger.mock();
    const options = { connection, time, logger };
    const recorder = new HistoryRecorder(options);
    const archive = new HistoryArchive(options);
    let memory: History | undefined;
    const judge = (facts: Partial<ClusterFacts> = workers()) => {
      const { view, history } = assessCluster(
        aClusterFacts({
          name: 'prod',
          sources: someSources(
            aSource('nodes', { at: new Date(time.now()).toISOString() }),
          ),
          ...facts,
        }),
        { now: time.now(), previous: memory ?? recorder.recall('prod') },
      );
      memory = history;
      recorder.take({ ...view, revision: 1 }, history);
      return view;
    };
    return { store, recorder, archive, judge, logger };
  };
  type Process = ReturnType<typeof aProcess>;
  const start = async ({ recorder }: Process) => {
    await recorder.start();
    await settle();
  };

  /** The process judges the same facts every second for a while. */
  const live = async (
    { judge }: Process,
    ms: number,
    facts?: Partial<ClusterFacts>,
  ) => {
    for (let at = 0; at < ms; at += 1_000) {
      judge(facts);
      await time.pass(1_000);
    }
  };
  const past = (process: Process): Promise<HistoryView> =>
    process.archive.read('prod', {
      from: new Date(TEST_NOW - HOUR).toISOString(),
      to: new Date(TEST_NOW + HOUR).toISOString(),
    });
  const states = async (process: Process) =>
    (await past(process)).spans.map(({ state, from, to }) => [
      state,
      (Date.parse(from) - TEST_NOW) / 1000,
      to && (Date.parse(to) - TEST_NOW) / 1000,
    ]);

  beforeEach(() => {
    time = new FakeTime(TEST_NOW);
  });
  afterEach(() => time.assertIdle());

  it('writes changes at once, and where nothing changes a sign every 30 seconds', async () => {
    const one = aProcess(shared());
    await start(one);
    await live(one, 120_000);
    expect(one.store.written.length).toBeGreaterThanOrEqual(4);
    expect(one.store.written.length).toBeLessThanOrEqual(5);
    expect(one.store.written[0].spans).toMatchObject([
      { group: '', state: 'healthy' },
      { group: 'workers', state: 'healthy' },
    ]);
    expect(one.store.written.slice(1).flatMap(({ spans }) => spans)).toEqual(
      [],
    );
    one.judge(workers(1));
    await settle();
    expect(one.store.written.at(-1)).toMatchObject({
      at: time.now(),
      findings: expect.arrayContaining([
        expect.objectContaining({ rule: 'node-lost', group: 'workers' }),
      ]),
    });
    await one.recorder.stop();
  });

  it('tells what was when, and that nobody watched before', async () => {
    const one = aProcess(shared());
    await start(one);
    await live(one, 60_000);
    await live(one, 30_000, workers(1));
    await live(one, 10_000);
    expect(await states(one)).toEqual([
      ['gap', -3_600, 4],
      ['healthy', 4, 60],
      ['degraded', 60, 90],
      ['healthy', 90, undefined],
    ]);
    const { healthyShare, findings } = await past(one);
    expect(healthyShare).toBeCloseTo(66 / 96, 9);
    expect(findings.find(({ rule }) => rule === 'node-lost')).toMatchObject({
      object: { kind: 'Node', name: 'workers-0000' },
      to: expect.any(String),
    });
    await one.recorder.stop();
  });

  it('does not call a cluster unknown because the portal has just started', async () => {
    const one = aProcess(shared());
    const never = {
      nodes: [],
      sources: someSources({ source: 'nodes', state: 'connecting' }),
    };
    await start(one);
    await live(one, 50_000, never);
    expect(one.store.written).toEqual([]);
    await live(one, 20_000, never);
    expect(one.store.written[0].spans).toMatchObject([{ state: 'unknown' }]);
    await one.recorder.stop();
  });

  it('goes on after a restart as if there was none, with when it began', async () => {
    const data = shared();
    const before = aProcess(data);
    await start(before);
    await live(before, 30_000);
    const high = { usage: usageOf(0.95), ...workers() };
    await live(before, 60_000, high);
    const rule = 'node-cpu-high';
    await before.recorder.stop();
    await time.pass(20_000);
    const after = aProcess(data);
    const since = () =>
      after.judge(high).list.find(item => item.rule === rule)?.since;
    await start(after);
    expect(since()).toBe(new Date(TEST_NOW + 30_000).toISOString());
    await live(after, 30_000, high);
    expect((await states(after)).slice(1)).toEqual([
      ['healthy', 4, 30],
      ['degraded', 30, undefined],
    ]);
    await after.recorder.stop();
  });

  it('shows the time without a writer as a gap', async () => {
    const data = shared();
    const before = aProcess(data);
    await start(before);
    await live(before, 60_000);
    await before.recorder.stop();
    await time.pass(10 * MINUTE);
    const after = aProcess(data);
    await start(after);
    expect(await states(after)).toEqual([
      ['gap', -3_600, 4],
      ['healthy', 4, 59],
      ['gap', 59, 660],
    ]);
    await live(after, 10_000);
    expect((await states(after)).slice(1)).toEqual([
      ['healthy', 4, 59],
      ['gap', 59, 664],
      ['healthy', 664, undefined],
    ]);
    await after.recorder.stop();
  });

  it('is written by one of two processes, and by the other when that ends', async () => {
    const data = shared();
    const [one, two] = [aProcess(data), aProcess(data)];
    await start(one);
    await start(two);
    const both = async (ms: number, facts = workers()) => {
      for (let at = 0; at < ms; at += 1_000) {
        one.judge(facts);
        two.judge(facts);
        await time.pass(1_000);
      }
    };
    await both(60_000);
    await both(20_000, workers(1));
    expect(two.store.written).toEqual([]);
    expect(await states(two)).toEqual(await states(one));
    await one.recorder.stop();
    await live(two, 20_000, workers(1));
    expect(two.store.written.length).toBeGreaterThan(0);
    expect((await states(two)).slice(1)).toEqual([
      ['healthy', 4, 60],
      ['degraded', 60, undefined],
    ]);
    await two.recorder.stop();
  });

  it('lets clusters be judged while the database is down, says so, and goes on after it', async () => {
    const one = aProcess(shared());
    one.store.down = true;
    await start(one);
    await live(one, 20_000);
    await expect(past(one)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'The history cannot be read now',
    });
    expect(one.logger.warn.mock.calls.map(String)).toEqual([
      expect.stringMatching(/not written.*connection refused/),
      expect.stringMatching(/cannot be read.*connection refused/),
    ]);
    one.store.down = false;
    await live(one, 10_000);
    expect(one.logger.info).toHaveBeenCalledTimes(1);
    expect((await states(one)).at(-1)).toEqual(['healthy', 24, undefined]);
    await one.recorder.stop();
  });

  it('does not hold up the start for a database that hangs', async () => {
    const logger = mockServices.logger.mock();
    const connection = new HistoryConnection(() => new Promise(() => {}));
    const recorder = new HistoryRecorder({ connection, time, logger });
    let started = false;
    const starting = recorder.start().then(() => {
      started = true;
    });
    await time.pass(6_000);
    expect(started).toBe(true);
    await starting;
    expect(recorder.recall('prod')).toBeUndefined();
    const stopping = recorder.stop();
    await time.pass(6_000);
    await stopping;
  });

  /** Usage of all workers at a share of what they have. */
  function usageOf(share: number): ClusterFacts['usage'] {
    const nodes = workers().nodes ?? [];
    return Object.fromEntries(
      nodes.map(({ name, allocatable }) => [
        name,
        {
          cpuMillis: allocatable.cpuMillis * share,
          memoryBytes: 0,
          at: new Date(TEST_NOW).toISOString(),
        },
      ]),
    );
  }
});
