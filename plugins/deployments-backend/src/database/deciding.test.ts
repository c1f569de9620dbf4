import { verifyChain } from '@textloom/plugin-deployments-common';
import { anActor } from '@textloom/plugin-deployments-common/testUtils';
import {
  approve,
  makeProposal,
  PROD,
  proposes,
  uuid,
} from '../__testUtils__/proposals';
import { Decide, DeploymentsStore } from '../service/DeploymentsStore';
import { RefusedError } from '../service/errors';
import {
  KEY,
  as,
  no,
  says,
  reasonsOf,
  describeStores,
} from '../__testUtils__/stores';

describeStores('A transaction of the store', make => {
  let store: DeploymentsStore;
  let other: DeploymentsStore;
  let passADay: () => Promise<void>;

  beforeEach(async () => {
    ({
      stores: [store, other],
      passADay,
    } = await make());
  });

  describe('a proposal', () => {
    it('is what its log says', async () => {
      const made = await makeProposal(store, 1);
      const voted = await approve(other, 1, 'lead');
      expect([made.version, made.state]).toEqual([1, 'Pending']);
      expect(voted.version).toBeGreaterThan(1);
      expect(await other.get(uuid(1))).toEqual(voted);
      const log = await store.log(uuid(1));
      expect(verifyChain(log)).toMatchObject({
        state: 'verified',
        events: voted.version,
      });
      expect(log[0]).toMatchObject({
        proposal: uuid(1),
        actor: 'user:default/dev',
        fingerprint: made.fingerprint.approval,
        policyVersion: made.policyVersion,
      });
    });

    it('is not there before it was made', async () => {
      await expect(store.get(uuid(1))).rejects.toThrow('no proposal');
      await expect(
        store.transact(uuid(1), as('lead'), () => ({ ok: true, events: [] })),
      ).rejects.toThrow('no such proposal');
    });

    it('is unchanged by a refusal, which tells its reasons', async () => {
      const before = await makeProposal(store, 1);
      await expect(
        approve(store, 1, 'dev').catch(reasonsOf),
      ).resolves.toContain('is-requester');
      expect(await store.get(uuid(1))).toEqual(before);
    });

    it('is judged as it is now, whatever was read of it before', async () => {
      await makeProposal(store, 1);
      const onceSaid: Decide = input =>
        input.proposal?.comments.length
          ? says('second')(input)
          : no('wrong-state')(input);
      const second = () => store.transact(uuid(1), as('lead'), onceSaid);
      await expect(second().catch(reasonsOf)).resolves.toEqual(['wrong-state']);
      await other.transact(uuid(1), as('lead'), says('first'));
      expect((await second()).comments).toHaveLength(2);
    });

    it('is unchanged when deciding fails', async () => {
      const before = await makeProposal(store, 1);
      await expect(
        store.transact(uuid(1), as('lead'), () => {
          throw new Error('broken');
        }),
      ).rejects.toThrow('broken');
      expect(await store.get(uuid(1))).toEqual(before);
    });

    it('remembers that an agent tried to decide', async () => {
      await makeProposal(store, 1);
      const agent = anActor('bot', { kind: 'agent' });
      const attempt = () =>
        store.transact(
          uuid(1),
          as('bot', { actor: agent, command: 'vote', idempotency: KEY }),
          no('not-human'),
        );
      await expect(attempt()).rejects.toThrow(RefusedError);
      await expect(attempt()).rejects.toThrow(RefusedError);
      const log = await store.log(uuid(1));
      expect(log).toHaveLength(2);
      expect(log[1]).toMatchObject({
        actor: agent.ref,
        event: { type: 'refused', command: 'vote' },
      });
    });

    it('begins in the place that its transaction has locked', async () => {
      const place = { ...PROD, environment: 'staging' };
      await expect(
        store.transact(uuid(1), as('dev', { place }), proposes(1)),
      ).rejects.toThrow(uuid(1));
      await expect(store.get(uuid(1))).rejects.toThrow('no proposal');
    });

    it('belongs to one place', async () => {
      await makeProposal(store, 1);
      const place = { ...PROD, environment: 'staging' };
      await expect(
        store.transact(uuid(1), as('lead', { place }), says('hello')),
      ).rejects.toThrow(uuid(1));
    });
  });

  describe('an idempotency key', () => {
    it('gives the answer of then, and no second effect', async () => {
      await makeProposal(store, 1);
      const options = as('lead', { idempotency: KEY });
      const first = await store.transact(uuid(1), options, says('once'));
      await store.transact(uuid(1), as('lead'), says('more'));
      const again = await other.transact(uuid(1), options, says('once'));
      expect(again).toEqual(first);
      expect((await store.get(uuid(1))).comments).toHaveLength(2);
    });

    it('makes one of two clicks at the same moment', async () => {
      const options = as('dev', { idempotency: KEY });
      const [a, b] = await Promise.all([
        store.transact(uuid(1), options, proposes(1)),
        other.transact(uuid(1), options, proposes(1)),
      ]);
      expect(a).toEqual(b);
      expect(await store.log(uuid(1))).toHaveLength(1);
    });

    it('decides on one of two clicks at the same moment only', async () => {
      await makeProposal(store, 1);
      const options = as('lead', { idempotency: KEY });
      const decided = new Set<string>();
      const click = (name: string, at: DeploymentsStore, decide: Decide) =>
        at
          .transact(uuid(1), options, input => {
            decided.add(name);
            return decide(input);
          })
          .catch(reasonsOf);
      await Promise.all([
        click('a', store, says('once')),
        click('b', other, says('once')),
      ]);
      expect(decided.size).toBe(1);
      expect((await store.get(uuid(1))).comments).toHaveLength(1);
    });

    it('gives both of two clicks the one refusal', async () => {
      await makeProposal(store, 1);
      const options = as('lead', { idempotency: KEY });
      const click = (at: DeploymentsStore, decide: Decide) =>
        at.transact(uuid(1), options, decide).catch(reasonsOf);
      const [a, b] = await Promise.all([
        click(store, no('wrong-state')),
        click(other, no('expired')),
      ]);
      expect(a).toEqual(b);
    });

    it('makes one of two clicks in different places', async () => {
      const staging = { ...PROD, environment: 'staging' };
      const elsewhere: Decide = input => {
        const outcome = proposes(2)(input);
        const events = outcome.ok ? outcome.events : [];
        return {
          ok: true,
          events: events.map(event =>
            event.type === 'proposed'
              ? { ...event, proposal: { ...event.proposal, ...staging } }
              : event,
          ),
        };
      };
      await makeProposal(store, 1);
      const idempotency = { ...KEY, requestHash: 'b'.repeat(64) };
      const results = await Promise.allSettled([
        store.transact(uuid(1), as('dev', { idempotency: KEY }), says('a')),
        other.transact(
          uuid(2),
          as('dev', { place: staging, idempotency }),
          elsewhere,
        ),
      ]);
      const refused = results.filter(({ status }) => status === 'rejected');
      expect(refused).toEqual([
        expect.objectContaining({
          reason: expect.objectContaining({
            message: expect.stringContaining('another request'),
          }),
        }),
      ]);
    });

    it('is of one actor and one request', async () => {
      await makeProposal(store, 1);
      await store.transact(
        uuid(1),
        as('lead', { idempotency: KEY }),
        says('a'),
      );
      await store.transact(uuid(1), as('sre', { idempotency: KEY }), says('b'));
      await expect(
        store.transact(
          uuid(1),
          as('lead', { idempotency: { ...KEY, requestHash: 'b'.repeat(64) } }),
          says('c'),
        ),
      ).rejects.toThrow('another request');
      expect((await store.get(uuid(1))).comments).toHaveLength(2);
    });

    it('gives a refusal again, also when it would no longer be one', async () => {
      await makeProposal(store, 1);
      const options = as('lead', { idempotency: KEY });
      const first = store.transact(uuid(1), options, no('wrong-state'));
      await expect(first.catch(reasonsOf)).resolves.toEqual(['wrong-state']);
      const again = other.transact(uuid(1), options, says('now'));
      await expect(again.catch(reasonsOf)).resolves.toEqual(['wrong-state']);
    });

    it('is forgotten after a day', async () => {
      await makeProposal(store, 1);
      const options = as('lead', { idempotency: KEY });
      await store.transact(uuid(1), options, says('a'));
      await passADay();
      await store.transact(uuid(1), options, says('b'));
      expect((await store.get(uuid(1))).comments).toHaveLength(2);
    });
  });
});
