import { ProposalEvent } from '@textloom/plugin-deployments-common';
import { aRelease } from '@textloom/plugin-deployments-common/testUtils';
import {
  approve,
  happens,
  makeProposal,
  PROD,
  proposes,
  STARTED,
  SUCCEEDED,
  uuid,
} from '../__testUtils__/proposals';
import { DeploymentsStore } from '../service/DeploymentsStore';
import { as, idsOf, aMoment, describeStores } from '../__testUtils__/stores';

const ROLLBACK: ProposalEvent = {
  type: 'rollback-started',
  trigger: { kind: 'error-rate', value: 4, limit: 1 },
};

describeStores('The memory of the store', make => {
  let store: DeploymentsStore;
  let other: DeploymentsStore;

  beforeEach(async () => {
    ({
      stores: [store, other],
    } = await make());
  });

  describe('releases', () => {
    const { createdAt, ...release } = aRelease();

    it('keeps a version once, with the time of its first report', async () => {
      const first = await store.addRelease(release);
      expect(first).toEqual({ ...release, createdAt: expect.any(Number) });
      expect(await other.addRelease({ ...release, id: uuid(9) })).toEqual(
        first,
      );
      expect(await other.getRelease(release.id)).toEqual(first);
      await expect(store.getRelease(uuid(9))).rejects.toThrow('no release');
    });

    it('refuses the same version with other digests', async () => {
      await store.addRelease(release);
      const { images } = aRelease({ version: '9.9.9' });
      await expect(
        store.addRelease({ ...release, id: uuid(9), images }),
      ).rejects.toThrow('A version never changes');
    });

    it('lists the newest first, of each service', async () => {
      for (const [n, service] of ['a', 'a', 'b'].entries()) {
        await store.addRelease({
          ...release,
          id: uuid(n),
          service,
          version: `1.0.${n}`,
        });
        await aMoment();
      }
      expect(idsOf(await store.releasesOf('a', 10))).toEqual([
        uuid(1),
        uuid(0),
      ]);
      expect(idsOf(await store.releasesOf('a', 1))).toEqual([uuid(1)]);
      const newest = await store.newestReleases();
      expect([...newest.keys()].sort()).toEqual(['a', 'b']);
      expect(idsOf(newest.get('a') ?? [])).toEqual([uuid(1), uuid(0)]);
      expect((await store.newestReleases()).get('b')).toHaveLength(1);
    });
  });

  describe('surroundings', () => {
    const around = (n: number) =>
      store.get(uuid(n)).then(proposal => store.around(PROD, proposal));

    it('tell what executes until it has ended', async () => {
      await makeProposal(store, 1);
      const second = await makeProposal(store, 2);
      expect((await around(2)).busyWith).toBeUndefined();
      await happens(store, 1, STARTED);
      expect((await around(2)).busyWith).toBe(uuid(1));
      expect((await around(1)).busyWith).toBeUndefined();
      expect((await store.around(PROD)).busyWith).toBe(uuid(1));
      await happens(store, 1, SUCCEEDED);
      expect((await store.around(PROD, second)).busyWith).toBeUndefined();
    });

    it('tell what has succeeded, and until when', async () => {
      await makeProposal(store, 1);
      await makeProposal(store, 2);
      const first = await happens(store, 1, STARTED, SUCCEEDED);
      expect((await store.running()).get('textloom-api/prod')).toEqual({
        environment: 'prod',
        artefacts: first.fingerprint.artefacts,
        version: '1.1.0',
        at: first.endedAt,
      });
      const second = await happens(store, 2, STARTED, SUCCEEDED);
      expect(await around(1)).toMatchObject({
        successes: [
          { version: '1.2.0' },
          { version: '1.1.0', until: second.endedAt },
        ],
      });
      expect((await store.running()).get('textloom-api/prod')?.version).toBe(
        '1.2.0',
      );
      await happens(store, 2, { type: 'diverged', observed: [], expected: [] });
      expect((await store.running()).size).toBe(0);
    });

    it('deny what was rolled back until it has succeeded again (S21)', async () => {
      const { fingerprint } = await makeProposal(store, 1);
      await happens(store, 1, STARTED, ROLLBACK);
      expect((await store.around(PROD)).denied).toEqual([
        fingerprint.artefacts,
      ]);
      await happens(store, 1, { type: 'rolled-back', digests: [] });
      await store.transact(uuid(2), as('dev'), input => {
        const outcome = proposes(1)(input);
        return outcome.ok
          ? {
              ok: true,
              events: outcome.events.map(event =>
                event.type === 'proposed'
                  ? { ...event, proposal: { ...event.proposal, id: uuid(2) } }
                  : event,
              ),
            }
          : outcome;
      });
      expect((await store.around(PROD)).denied).toHaveLength(1);
      await happens(store, 2, STARTED, SUCCEEDED);
      expect((await store.around(PROD)).denied).toEqual([]);
    });

    it('tell the reviews that a team owes', async () => {
      const proposal = await makeProposal(store, 1);
      const glass = await happens(store, 1, {
        type: 'glass-broken',
        incident: 'i',
        reason: 'down',
        reviewDueAt: 5,
      });
      expect((await store.around(PROD, glass)).debts).toEqual([
        { proposal: proposal.id, dueAt: 5 },
      ]);
      expect(
        (await store.around(PROD, { ...glass, owner: 'group:default/x' }))
          .debts,
      ).toEqual([]);
      await happens(store, 1, { type: 'reviewed', comment: 'right' });
      expect((await store.around(PROD, glass)).debts).toEqual([]);
    });
  });

  describe('lists', () => {
    it('give pages, newest first, by place and by whether they are open', async () => {
      for (const n of [1, 2, 3]) {
        await makeProposal(store, n);
        await aMoment();
      }
      await happens(store, 1, { type: 'withdrawn', reason: 'no' });
      const page = await store.list({ limit: 2 });
      expect(idsOf(page.items)).toEqual([uuid(3), uuid(2)]);
      const next = await store.list({ limit: 2, cursor: page.nextCursor });
      expect(idsOf(next.items)).toEqual([uuid(1)]);
      expect(next.nextCursor).toBeUndefined();
      const listed = async (filter: object) =>
        idsOf((await store.list({ limit: 10, ...filter })).items);
      expect(await listed({ open: true })).toEqual([uuid(3), uuid(2)]);
      expect(await listed({ open: false })).toEqual([uuid(1)]);
      expect(await listed({ endedFrom: 1 })).toEqual([uuid(1)]);
      expect(await listed({ ...PROD, open: true })).toHaveLength(2);
      expect(await listed({ environment: 'staging' })).toEqual([]);
      expect(await listed({ service: 'other' })).toEqual([]);
      expect(idsOf(await store.open())).toEqual([uuid(2), uuid(3)]);
    });

    it('give what was written last, also when it was read before', async () => {
      await makeProposal(store, 1);
      expect((await other.open())[0].version).toBe(1);
      const after = await approve(store, 1, 'lead');
      expect(await other.open()).toEqual([after]);
    });

    it('give what ended, and what of it waits for somebody', async () => {
      const diverged = (n: number) =>
        happens(store, n, STARTED, { type: 'needs-human', problem: 'lost' });
      for (const n of [1, 2, 3]) {
        await makeProposal(store, n);
      }
      await diverged(1);
      await aMoment();
      expect(idsOf(await store.owing())).toEqual([uuid(1)]);
      const done = await happens(store, 2, STARTED, SUCCEEDED);
      expect(await store.owing()).toEqual([]);
      const ended = await store.ended({ from: 0, limit: 10 });
      expect(idsOf(ended)).toEqual([uuid(2), uuid(1)]);
      expect(
        idsOf(
          await store.ended({ from: done.endedAt ?? 0, ...PROD, limit: 10 }),
        ),
      ).toEqual([uuid(2)]);
      await happens(
        store,
        3,
        { type: 'glass-broken', incident: 'i', reason: 'r', reviewDueAt: 1 },
        { type: 'expired' },
      );
      expect(idsOf(await store.owing())).toEqual([uuid(3)]);
    });
  });

  it('knows a webhook delivery again', async () => {
    const first = await Promise.all([
      store.firstDelivery('d'),
      other.firstDelivery('d'),
    ]);
    expect(first.sort()).toEqual([false, true]);
    expect(await store.firstDelivery('e')).toBe(true);
  });

  it('has one clock', async () => {
    const { requestedAt } = await makeProposal(store, 1);
    expect(await other.now()).toBeGreaterThanOrEqual(requestedAt);
  });
});
