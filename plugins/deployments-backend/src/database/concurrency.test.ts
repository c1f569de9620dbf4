import { openDatabase } from '@textloom/backend-kit';
import { describeDatabases } from '@textloom/backend-kit/testUtils';
import {
  commitStep,
  Proposal,
  verifyChain,
  withdraw,
} from '@textloom/plugin-deployments-common';
import { MemoryDeploymentsStore } from '../__testUtils__/MemoryDeploymentsStore';
import {
  approve,
  decided,
  happens,
  makeProposal,
  PROD,
  STARTED,
  uuid,
} from '../__testUtils__/proposals';
import { DeploymentsStore, TransactOptions } from '../service/DeploymentsStore';
import { LostLeaseError, RefusedError } from '../service/errors';
import {
  as,
  describeStores,
  KEY,
  no,
  reasonsOf,
  says,
} from '../__testUtils__/stores';
import { DatabaseDeploymentsStore } from './DatabaseDeploymentsStore';
import { lockPlace } from './places';

const LONG_MS = 60_000;
const REFUSED = [['wrong-state'], ['wrong-state']];

describeStores('The store used by many', make => {
  let store: DeploymentsStore;
  let other: DeploymentsStore;

  beforeEach(async () => {
    ({
      stores: [store, other],
    } = await make());
  });

  describe('many at once', () => {
    it('count as if they came one after the other (S16)', async () => {
      await makeProposal(store, 1);
      const approvers = ['lead', 'lead2', 'sre', 'sre2', 'dev'];
      const calls = Array.from({ length: 100 }, (_, n) =>
        approve(n % 2 ? store : other, 1, approvers[n % approvers.length]),
      );
      const results = await Promise.allSettled(calls);
      const proposal = await store.get(uuid(1));
      const accepted = results.filter(({ status }) => status === 'fulfilled');
      expect(accepted).toHaveLength(2);
      expect(proposal.decisions).toHaveLength(2);
      expect(new Set(proposal.decisions.map(({ person }) => person)).size).toBe(
        2,
      );
      expect(
        results.every(
          result =>
            result.status === 'fulfilled' ||
            result.reason instanceof RefusedError,
        ),
      ).toBe(true);
      expect(verifyChain(await store.log(uuid(1))).state).toBe('verified');
    }, 60_000);

    it('end in one outcome: withdrawn, or approved', async () => {
      await makeProposal(store, 1);
      const results = await Promise.allSettled([
        approve(store, 1, 'lead'),
        other.transact(
          uuid(1),
          as('dev'),
          decided('dev', (proposal, ctx) =>
            withdraw(proposal, { reason: 'not now' }, ctx),
          ),
        ),
        approve(other, 1, 'lead2'),
      ]);
      const { state, decisions } = await store.get(uuid(1));
      expect(results[1].status).toBe('fulfilled');
      expect(state).toBe('Withdrawn');
      expect(decisions.length).toBe(
        results.filter(({ status }) => status === 'fulfilled').length - 1,
      );
    });

    it('start one execution in a place (S12)', async () => {
      await makeProposal(store, 1);
      await makeProposal(store, 2);
      const start = (n: number, at: DeploymentsStore) =>
        at.transact(uuid(n), as('portal'), ({ around }) =>
          around.busyWith
            ? { ok: false, reasons: [{ code: 'environment-busy', params: {} }] }
            : { ok: true, events: [STARTED] },
        );
      const results = await Promise.allSettled([
        start(1, store),
        start(2, other),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual([
        'fulfilled',
        'rejected',
      ]);
    });

    it('start one execution in a place even when nobody looks', async () => {
      await makeProposal(store, 1);
      await makeProposal(store, 2);
      await happens(store, 1, STARTED);
      await expect(happens(other, 2, STARTED)).rejects.toThrow(
        'Another deployment',
      );
      expect((await store.get(uuid(2))).version).toBe(1);
    });
  });

  describe('the lease of a place', () => {
    const say = (at: DeploymentsStore, token: number, holder: string) =>
      at.transact(uuid(1), as('lead', { fence: { token, holder } }), says('x'));

    it('is of one holder until it runs out, with a greater token for the next', async () => {
      expect(await store.lease(PROD, 'a', LONG_MS)).toBe(1);
      expect(await store.lease(PROD, 'a', LONG_MS)).toBe(1);
      expect(await other.lease(PROD, 'b', LONG_MS)).toBeUndefined();
      await store.release(PROD, 'b');
      expect(await other.lease(PROD, 'b', LONG_MS)).toBeUndefined();
      await store.release(PROD, 'a');
      expect(await other.lease(PROD, 'b', 1)).toBe(2);
      await new Promise(resolve => setTimeout(resolve, 20));
      expect(await store.lease(PROD, 'b', LONG_MS)).toBe(3);
    });

    it('is taken by one of many', async () => {
      const tokens = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          (n % 2 ? store : other).lease(PROD, `holder-${n}`, LONG_MS),
        ),
      );
      expect(tokens.filter(token => token !== undefined)).toHaveLength(1);
    });

    it('fences off who has lost it, at any moment before the write', async () => {
      await makeProposal(store, 1);
      const token = (await store.lease(PROD, 'a', LONG_MS)) ?? 0;
      expect((await say(store, token, 'a')).comments).toHaveLength(1);
      await store.release(PROD, 'a');
      await expect(say(store, token, 'a')).rejects.toThrow(LostLeaseError);
      const next = (await other.lease(PROD, 'b', LONG_MS)) ?? 0;
      expect(next).toBeGreaterThan(token);
      await expect(say(store, token, 'a')).rejects.toThrow(LostLeaseError);
      await expect(say(store, next, 'a')).rejects.toThrow(LostLeaseError);
      expect((await say(other, next, 'b')).comments).toHaveLength(2);
    });
  });
});

describeDatabases('a transaction of the store', databases => {
  it('waits for whatever else changes something in its place', async () => {
    const database = await openDatabase(
      await databases.create(),
      '@textloom/plugin-deployments-backend',
    );
    const store = new DatabaseDeploymentsStore(database);
    await makeProposal(store, 1);
    const order: string[] = [];
    let writing: Promise<unknown> | undefined;
    await database.transaction(async transaction => {
      await lockPlace(transaction, PROD);
      writing = store
        .transact(uuid(1), as('lead'), says('x'))
        .then(() => order.push('second'));
      await new Promise(resolve => setTimeout(resolve, 200));
      order.push('first');
    });
    await writing;
    expect(order).toEqual(['first', 'second']);
  });
});

describeDatabases('a refusal of the store', databases => {
  it('waits for nobody who changes something in its place', async () => {
    const database = await openDatabase(
      await databases.create(),
      '@textloom/plugin-deployments-backend',
    );
    const store = new DatabaseDeploymentsStore(database);
    await makeProposal(store, 1);
    const refused = (options: Partial<TransactOptions> = {}) =>
      store
        .transact(uuid(1), as('dev', options), no('wrong-state'))
        .catch(reasonsOf);
    // SQLite has one connection, and whoever writes has it.
    const isServer = database.client.config.client === 'pg';
    await database.transaction(async transaction => {
      await lockPlace(transaction, PROD);
      const answers = [refused(), refused({ idempotency: KEY })];
      expect(isServer ? await Promise.all(answers) : REFUSED).toEqual(REFUSED);
    });
    expect(await refused()).toEqual(['wrong-state']);
  });
});

describe('a real decision', () => {
  it('sees in its transaction what the store knows', async () => {
    const store = new MemoryDeploymentsStore();
    await makeProposal(store, 1);
    await approve(store, 1, 'lead');
    const busy = await makeProposal(store, 2);
    const start = (proposal: Proposal) =>
      store.transact(
        proposal.id,
        as('portal'),
        decided('portal', (current, ctx) =>
          commitStep(current, { step: 0, token: 1 }, ctx),
        ),
      );
    await start(await store.get(uuid(1)));
    await expect(start(busy).catch(reasonsOf)).resolves.toContain(
      'environment-busy',
    );
  });
});
