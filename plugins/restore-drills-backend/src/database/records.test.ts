import { DAY, HOUR } from '@textloom/kernel';
import {
  EvidenceFile,
  firstBrokenEvidence,
} from '@textloom/plugin-restore-drills-common';
import { drillId, happen, queues, verdict } from '../__testUtils__/testDrills';
import { aMoment, as, describeStores } from '../__testUtils__/stores';
import { DrillsStore } from '../service/DrillsStore';

describeStores('What is kept beside drills', make => {
  let store: DrillsStore;
  let other: DrillsStore;

  beforeEach(async () => {
    [store, other] = (await make()).stores;
  });

  async function over(n: number) {
    await store.transact(drillId(n), as('sre'), queues(n));
    await store.transact(
      drillId(n),
      as('portal'),
      happen(
        { type: 'claimed', token: n },
        { type: 'finished', outcome: verdict('PASS') },
      ),
    );
    await aMoment();
  }

  describe('the log of a drill', () => {
    const lines = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => ({
        at: from + n,
        step: 'restore',
        text: `line ${from + n}`,
      }));

    it('numbers its lines', async () => {
      await store.appendLog(drillId(1), lines(1, 3));
      await store.appendLog(drillId(2), lines(7, 1));
      await store.appendLog(drillId(1), lines(4, 2));
      await store.appendLog(drillId(1), []);
      const read = await store.log(drillId(1), 1, 3);
      expect(read).toEqual(
        [2, 3, 4].map(n => ({
          line: n,
          at: n,
          step: 'restore',
          text: `line ${n}`,
        })),
      );
    });

    it('leaves out the middle when it grows too long', async () => {
      for (let n = 0; n < 6; n++) {
        await store.appendLog(drillId(1), lines(n * 2_000 + 1, 2_000));
      }
      const all = await store.log(drillId(1), 0, 20_000);
      expect(all).toHaveLength(10_000);
      expect(all[4_999].line).toBe(5_000);
      expect(all[5_000].line).toBe(7_001);
      expect(all[9_999].line).toBe(12_000);
    });

    it('keeps the newest progress', async () => {
      await store.saveProgress(drillId(1), { step: 'restore', done: 1 });
      await store.saveProgress(drillId(1), {
        step: 'restore',
        done: 2 ** 40,
        total: 2 ** 41,
      });
      await expect(store.progress(drillId(1))).resolves.toEqual({
        step: 'restore',
        done: 2 ** 40,
        total: 2 ** 41,
        at: expect.any(Number),
      });
    });
  });

  describe('evidence', () => {
    const append = (by: DrillsStore, n: number) =>
      by.appendEvidence(drillId(n), ({ number, previousHash }) => {
        const hash = String(n).padStart(64, 'f');
        const document = { number, previousHash, drill: { id: drillId(n) } };
        return { document, hash } as object as EvidenceFile;
      });

    it('is one chain, whoever appends', async () => {
      await Promise.all(
        [1, 2, 3, 4, 5, 6].map(n => append(n % 2 ? store : other, n)),
      );
      const chain = await store.evidenceChain();
      expect(chain.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(firstBrokenEvidence(chain)).toBeUndefined();
      const { drill } = chain[2];
      await expect(store.evidence(drill)).resolves.toMatchObject({
        document: { number: 3, drill: { id: drill } },
      });
    });

    it('is made once for each drill', async () => {
      const first = await append(store, 1);
      await expect(append(other, 1)).resolves.toEqual(first);
      await expect(store.evidenceChain()).resolves.toHaveLength(1);
    });

    it('is missing for what has finished without', async () => {
      await over(1);
      await over(2);
      await store.transact(drillId(3), as('sre'), queues(3));
      await expect(store.withoutEvidence()).resolves.toEqual([
        drillId(1),
        drillId(2),
      ]);
      await append(store, 1);
      await expect(store.withoutEvidence()).resolves.toEqual([drillId(2)]);
    });
  });

  describe('the ledger', () => {
    const entry = (seq: number, name = 'orders') => ({
      store: name,
      seq,
      sentAt: 1_000 + seq,
      ackedAt: 1_001 + seq,
      ...(seq % 2 && { position: `0/${seq}` }),
    });

    it('keeps each number once', async () => {
      for (const seq of [1, 2, 3, 4]) {
        await store.ledger.append(entry(seq));
      }
      await other.ledger.append(entry(9, 'users'));
      await other.ledger.append({ ...entry(2), sentAt: 7 });
      await expect(store.ledger.between('orders', 2, 3)).resolves.toEqual([
        entry(2),
        entry(3),
      ]);
      await expect(store.ledger.newest('orders', 2)).resolves.toEqual([
        entry(4),
        entry(3),
      ]);
    });
  });

  it('sums the exposure up by the hour', async () => {
    const from = Math.floor(Date.now() / HOUR) * HOUR - DAY;
    const samples = [5, 1, 3, 2, 4];
    for (const [n, ms] of samples.entries()) {
      await store.addExposure('orders', from + n * 60_000, ms);
    }
    await store.addExposure('orders', from + HOUR, 7);
    await store.addExposure('users', from, 99);
    await expect(store.exposures('orders', from)).resolves.toEqual([
      { at: from, p50Ms: 3, p99Ms: 5, maxMs: 5 },
      { at: from + HOUR, p50Ms: 7, p99Ms: 7, maxMs: 7 },
    ]);
    await expect(store.newestExposure('orders')).resolves.toEqual({
      at: from + HOUR,
      ms: 7,
    });
  });

  it('remembers since when a plan is known, and what was told', async () => {
    const since = await store.knownSince('orders-bad-write');
    await aMoment();
    await expect(other.knownSince('orders-bad-write')).resolves.toBe(since);
    const told = await Promise.all([
      store.firstAlarm('a'),
      other.firstAlarm('a'),
      store.firstAlarm('b'),
    ]);
    expect(told.filter(Boolean)).toHaveLength(2);
    await expect(other.firstAlarm('b')).resolves.toBe(false);
  });
});
