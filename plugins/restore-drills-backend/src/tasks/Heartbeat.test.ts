import { mockServices } from '@backstage/backend-test-utils';
import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import { aConnection } from '../__testUtils__/fakeDriver';
import { MemoryLedger } from '../__testUtils__/MemoryLedger';
import { sharedMemory } from '../__testUtils__/process';
import { MarkerWriter } from '../service/ports';
import { Heartbeat } from './Heartbeat';

/** A store that keeps markers, refuses a number that is there, and fails as a test says. */
class FakeMarkers implements MarkerWriter {
  readonly there = new Set<number>();
  /** What happens to a write: nothing, a refusal before it is there, or an answer that is lost after it. */
  fate: 'answers' | 'refuses' | 'loses' | 'hangs' = 'answers';

  async prepare() {
    return Math.max(0, ...this.there);
  }

  async write(seq: number) {
    if (this.fate === 'hangs') {
      return new Promise<never>(() => {});
    }
    if (this.fate === 'refuses') {
      throw new Error('connection refused');
    }
    if (this.there.has(seq)) {
      throw new Error('duplicate key');
    }
    this.there.add(seq);
    if (this.fate === 'loses') {
      throw new Error('connection lost');
    }
    return { position: `0/${seq}` };
  }

  async archived(newest: readonly LedgerEntry[]) {
    return newest.find(({ seq }) => seq <= 1);
  }

  async close() {}
}

describe('Heartbeat', () => {
  let now: number;
  let markers: FakeMarkers;
  let ledger: MemoryLedger;
  let memory: ReturnType<typeof sharedMemory>;

  beforeEach(() => {
    now = 1_000_000;
    markers = new FakeMarkers();
    ledger = new MemoryLedger();
    memory = sharedMemory(() => now);
  });

  async function aHeartbeat(holder = 'one') {
    const connection = { ...(await aConnection()), markers, ledger };
    return new Heartbeat({
      connection,
      periodMs: 5_000,
      store: memory.store,
      leases: memory.leasesOf(holder),
      clock: () => {
        now += 1;
        return now;
      },
      logger: mockServices.logger.mock(),
      deadlineMs: 20,
    });
  }

  const entries = () => ledger.between('orders', 0, 1_000);
  const numbers = async () => (await entries()).map(({ seq }) => seq);

  it('numbers markers without a hole, each with the time around it', async () => {
    const heartbeat = await aHeartbeat();
    await heartbeat.beat();
    await heartbeat.beat();
    await heartbeat.beat();
    const all = await entries();
    expect(all.map(({ seq, position }) => [seq, position])).toEqual([
      [1, '0/1'],
      [2, '0/2'],
      [3, '0/3'],
    ]);
    expect(all.every(({ sentAt, ackedAt }) => sentAt < ackedAt)).toBe(true);
    expect(all[1].sentAt).toBeGreaterThan(all[0].ackedAt);
  });

  it('goes on where the store is, also in another process', async () => {
    await (await aHeartbeat()).beat();
    now += 60_000;
    await (await aHeartbeat('other')).beat();
    await expect(numbers()).resolves.toEqual([1, 2]);
  });

  it('is written by one of two', async () => {
    const one = await aHeartbeat('one');
    const other = await aHeartbeat('other');
    await one.beat();
    await other.beat();
    await expect(numbers()).resolves.toEqual([1]);
    expect(markers.there.size).toBe(1);
    await one.stop();
    await other.beat();
    await expect(numbers()).resolves.toEqual([1, 2]);
  });

  it('uses a number again when it is not there, as sent at the first try', async () => {
    const heartbeat = await aHeartbeat();
    await heartbeat.beat();
    markers.fate = 'refuses';
    await heartbeat.beat();
    const firstTry = now;
    markers.fate = 'answers';
    now += 5_000;
    await heartbeat.beat();
    const [, second] = await entries();
    expect(second.seq).toBe(2);
    expect(second.sentAt).toBeLessThanOrEqual(firstTry);
    expect(second.ackedAt).toBeGreaterThan(firstTry + 4_999);
  });

  it('enters a marker whose answer was lost, with the time at which it was sent', async () => {
    const heartbeat = await aHeartbeat();
    await heartbeat.beat();
    markers.fate = 'loses';
    await heartbeat.beat();
    const lostAt = now;
    await expect(numbers()).resolves.toEqual([1]);
    markers.fate = 'answers';
    now += 5_000;
    await heartbeat.beat();
    const all = await entries();
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(all[1].sentAt).toBeLessThanOrEqual(lostAt);
    expect(all[1].ackedAt).toBeGreaterThan(lostAt);
  });

  it('takes a marker of a process that has ended for no younger than the one before', async () => {
    await (await aHeartbeat()).beat();
    const [first] = await entries();
    markers.there.add(2);
    now += 60_000;
    await (await aHeartbeat('other')).beat();
    const all = await entries();
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(all[1].sentAt).toBe(first.ackedAt);
  });

  it('does not wait for a store that does not answer', async () => {
    const heartbeat = await aHeartbeat();
    await heartbeat.beat();
    markers.fate = 'hangs';
    await heartbeat.beat();
    markers.fate = 'answers';
    await heartbeat.beat();
    await expect(numbers()).resolves.toEqual([1, 2]);
  });

  it('samples how much would be lost', async () => {
    const heartbeat = await aHeartbeat();
    await heartbeat.beat();
    const [first] = await entries();
    const sample = await memory.store.newestExposure('orders');
    expect(sample?.ms).toBe((sample?.at ?? 0) - first.sentAt);
  });
});
