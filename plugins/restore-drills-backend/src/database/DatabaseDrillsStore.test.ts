import { ConflictError } from '@backstage/errors';
import { DrillPlan, verifyChain } from '@textloom/plugin-restore-drills-common';
import {
  aTestPlan,
  aTestStore,
  drillId,
  happen,
  queues,
  verdict,
} from '../__testUtils__/testDrills';
import { aMoment, as, describeStores } from '../__testUtils__/stores';
import { Decide, DrillsStore, LostLeaseError } from '../service/DrillsStore';
import { drillLease, Leases } from '../service/leases';

const KEY = { key: 'k'.repeat(16), requestHash: 'a'.repeat(64) };
const ids = (drills: readonly { id: string }[]) => drills.map(({ id }) => id);

const onlyAlone =
  (n: number): Decide =>
  input => {
    if (input.running) {
      throw new ConflictError(`${input.running.id} runs`);
    }
    return queues(n)(input);
  };

describeStores('The store of drills', make => {
  let store: DrillsStore;
  let other: DrillsStore;
  let leases: [Leases, Leases];
  let passADay: () => Promise<void>;

  beforeEach(async () => {
    const made = await make();
    [store, other] = made.stores;
    ({ leases, passADay } = made);
  });

  /** A drill that is over, with its outcome. */
  async function over(
    n: number,
    outcome = verdict('PASS'),
    more: Parameters<typeof queues>[1] = {},
  ) {
    const id = drillId(n);
    const plan = more.plan ?? aTestPlan();
    const options = as('sre', { store: plan.store });
    await store.transact(
      id,
      options,
      queues(n, { store: aTestStore({ id: plan.store }), ...more }),
    );
    await store.transact(
      id,
      options,
      happen({ type: 'claimed', token: n }, { type: 'finished', outcome }),
    );
    await aMoment();
    return id;
  }

  it('keeps a drill with its events in a chain, by the clock of the database', async () => {
    const before = await store.now();
    await store.transact(drillId(1), as('sre'), queues(1));
    const { drill, events } = await store.transact(
      drillId(1),
      as('portal'),
      happen(
        { type: 'claimed', token: 1 },
        { type: 'step-started', step: 'probe', attempt: 1 },
      ),
    );
    expect(events.map(({ type }) => type)).toEqual(['claimed', 'step-started']);
    expect(drill).toMatchObject({ version: 3, state: 'Running', token: 1 });
    await expect(other.get(drillId(1))).resolves.toEqual(drill);
    const log = await other.events(drillId(1));
    expect(log.map(({ sequence, actor }) => [sequence, actor])).toEqual([
      [1, 'user:default/sre'],
      [2, 'portal'],
      [3, 'portal'],
    ]);
    expect(log[2].at).toBeGreaterThanOrEqual(before);
    expect(verifyChain(log)).toEqual({ state: 'verified', events: 3 });
  });

  it('knows nothing of what is not there', async () => {
    await expect(store.get(drillId(1))).resolves.toBeUndefined();
    await expect(store.events(drillId(1))).resolves.toEqual([]);
    await expect(store.evidence(drillId(1))).resolves.toBeUndefined();
    await expect(store.progress(drillId(1))).resolves.toBeUndefined();
    await expect(store.newestExposure('orders')).resolves.toBeUndefined();
    await expect(
      store.transact(drillId(1), as('sre'), happen()),
    ).rejects.toThrow('There is no drill');
  });

  it('writes nothing when the decision is a no', async () => {
    await store.transact(drillId(1), as('sre'), queues(1));
    const refuses = store.transact(drillId(1), as('sre'), () => {
      throw new ConflictError('no');
    });
    await expect(refuses).rejects.toThrow('no');
    await expect(store.events(drillId(1))).resolves.toHaveLength(1);
  });

  it('does not mix up stores', async () => {
    await store.transact(drillId(1), as('sre'), queues(1));
    await expect(
      store.transact(drillId(1), as('sre', { store: 'users' }), happen()),
    ).rejects.toThrow(ConflictError);
  });

  it('lets one of many starts of a store win', async () => {
    const starts = Array.from({ length: 12 }, (_, n) =>
      (n % 2 ? store : other).transact(drillId(n), as('sre'), onlyAlone(n)),
    );
    const results = await Promise.allSettled(starts);
    const won = results.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    await expect(store.unfinished()).resolves.toHaveLength(1);
    const lost = results.flatMap(result =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    expect(lost.every(error => error instanceof ConflictError)).toBe(true);
  });

  it('counts many events at once as if they came one after the other', async () => {
    await store.transact(drillId(1), as('sre'), queues(1));
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? store : other).transact(drillId(1), as('sre'), ({ drill }) => [
          { type: 'claimed', token: (drill?.token ?? 0) + 1 },
        ]),
      ),
    );
    await expect(store.get(drillId(1))).resolves.toMatchObject({
      version: 21,
      token: 20,
    });
    const log = await store.events(drillId(1));
    expect(verifyChain(log)).toEqual({ state: 'verified', events: 21 });
  });

  describe('the same request', () => {
    const asked = (n: number, requestHash = KEY.requestHash) =>
      store.transact(
        drillId(n),
        as('sre', { idempotency: { key: KEY.key, requestHash } }),
        queues(n),
      );

    it('has one effect and one answer, whatever has happened since', async () => {
      const first = await asked(1);
      await store.transact(
        drillId(1),
        as('portal'),
        happen({ type: 'claimed', token: 1 }),
      );
      const second = await asked(2);
      expect(second).toEqual({ drill: first.drill, events: [] });
      await expect(store.get(drillId(2))).resolves.toBeUndefined();
    });

    it('is not another request with its key, nor that of somebody else', async () => {
      await asked(1);
      await expect(asked(2, 'b'.repeat(64))).rejects.toThrow(ConflictError);
      const options = as('lead', { idempotency: KEY, store: 'users' });
      const { drill } = await store.transact(
        drillId(3),
        options,
        queues(3, { store: aTestStore({ id: 'users' }) }),
      );
      expect(drill.id).toBe(drillId(3));
    });

    it('is a new one after a day', async () => {
      await asked(1);
      await store.transact(
        drillId(1),
        as('portal'),
        happen(
          { type: 'claimed', token: 1 },
          { type: 'finished', outcome: verdict('PASS') },
        ),
      );
      await passADay();
      await expect(asked(2)).resolves.toMatchObject({
        drill: { id: drillId(2) },
      });
    });
  });

  describe('fenced by a lease', () => {
    const TTL_MS = 60_000;
    const claims = (holder: string, token: number) =>
      store.transact(
        drillId(1),
        as('portal', { fence: { token, holder } }),
        happen({ type: 'claimed', token }),
      );

    beforeEach(() => store.transact(drillId(1), as('sre'), queues(1)));

    it('takes what the holder writes, and nothing of others', async () => {
      const lease = leases[0].of(drillLease('orders'), TTL_MS);
      await expect(lease.hold()).resolves.toBe(true);
      const token = lease.token ?? 0;
      await expect(claims('other', token)).rejects.toThrow(LostLeaseError);
      await expect(claims('one', token + 1)).rejects.toThrow(LostLeaseError);
      await expect(claims('one', token)).resolves.toMatchObject({
        drill: { token },
      });
    });

    it('takes nothing of who was the holder before', async () => {
      const mine = leases[0].of(drillLease('orders'), TTL_MS);
      const theirs = leases[1].of(drillLease('orders'), TTL_MS);
      await mine.hold();
      const old = mine.token ?? 0;
      await expect(theirs.hold()).resolves.toBe(false);
      await mine.release();
      await expect(theirs.hold()).resolves.toBe(true);
      expect(theirs.token).toBeGreaterThan(old);
      await expect(claims('one', old)).rejects.toThrow(LostLeaseError);
      await expect(store.events(drillId(1))).resolves.toHaveLength(1);
    });

    it('takes nothing after the lease has run out', async () => {
      const lease = leases[0].of(drillLease('orders'), 1);
      await lease.hold();
      await aMoment();
      await expect(claims('one', lease.token ?? 0)).rejects.toThrow(
        LostLeaseError,
      );
    });
  });

  describe('lists', () => {
    const USERS: DrillPlan = aTestPlan({ id: 'users-plan', store: 'users' });

    it('drills newest first, by page, store and plan', async () => {
      await over(1);
      await over(2, verdict('FAIL'), { plan: USERS });
      await over(3);
      const first = await store.list({ limit: 2 });
      expect(ids(first.items)).toEqual([drillId(3), drillId(2)]);
      const { nextCursor: cursor } = first;
      const second = await store.list({ limit: 2, cursor });
      expect(ids(second.items)).toEqual([drillId(1)]);
      expect(second.nextCursor).toBeUndefined();
      const ofStore = await store.list({ limit: 9, store: 'users' });
      expect(ids(ofStore.items)).toEqual([drillId(2)]);
      const ofPlan = await store.list({ limit: 9, plan: 'orders-bad-write' });
      expect(ids(ofPlan.items)).toEqual([drillId(3), drillId(1)]);
      await expect(store.list({ limit: 2, cursor: 'x' })).rejects.toThrow(
        'cursor',
      );
    });

    it('what has not finished, and what began since', async () => {
      await over(1);
      const between = await store.now();
      await aMoment();
      await store.transact(drillId(2), as('sre'), queues(2));
      expect(ids(await store.unfinished())).toEqual([drillId(2)]);
      expect(ids(await store.since(between))).toEqual([drillId(2)]);
      expect(ids(await store.since(0))).toEqual([drillId(2), drillId(1)]);
    });

    it('the last word and the last proof of each plan; a control is no proof', async () => {
      await over(1, verdict('PASS'));
      await over(2, verdict('FAIL'));
      await over(3, verdict('PASS'), { control: 'flipped-byte' });
      await over(4, { kind: 'refused', problems: [] });
      await over(5, { kind: 'cancelled', by: 'user:default/sre' });
      await over(6, verdict('INVALID'), { plan: USERS });
      const newest = await store.newest();
      expect([...newest.keys()].sort()).toEqual([
        'orders-bad-write',
        'users-plan',
      ]);
      const { last, proven } = newest.get('orders-bad-write') ?? {};
      expect([last?.id, proven?.id]).toEqual([drillId(2), drillId(1)]);
      expect(newest.get('users-plan')).toEqual({
        last: expect.objectContaining({ id: drillId(6) }),
      });
    });
  });
});
