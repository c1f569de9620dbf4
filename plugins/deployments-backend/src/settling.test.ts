import {
  codes,
  eventually,
  get,
  portal,
  post,
  proposed,
  until,
} from './__testUtils__/client';
import { as, asAgentOf, digest } from './__testUtils__/portal';

jest.setTimeout(60_000);

const OTHER = { repository: 'registry/textloom/api', digest: digest('7') };
const SEEN = [`${OTHER.repository}@${OTHER.digest}`];
const ADOPT = { running: SEEN, reason: 'A hot fix of tonight' };

/** A release in staging, of which somebody puts another image there as soon as it is synced. */
async function changed() {
  const { cluster } = portal;
  const reconcile = cluster.reconcile.bind(cluster);
  let isDone = false;
  cluster.reconcile = () => {
    reconcile();
    if (!isDone && cluster.operation?.phase === 'Succeeded') {
      isDone = true;
      cluster.manual = OTHER;
    }
  };
  const { path, id, fingerprint } = await proposed();
  await post(`${path}/votes`, as('team-lead'), {
    verdict: 'approve',
    fingerprint,
  });
  await until(path, 'Diverged');
  return { path, id };
}

const inboxOf = async (who: string) =>
  (await get('/inbox', as(who))).body.waiting;
const cellOf = async () => {
  const { body } = await get('/board', as('sre'));
  return body.services[0].cells.find(
    ({ environment }: { environment: string }) => environment === 'staging',
  );
};

describe('what was changed past the portal', () => {
  it('is adopted by who could approve there, and by nobody else', async () => {
    const { path, id } = await changed();
    expect(await inboxOf('team-lead')).toMatchObject([
      { why: 'adopt', proposal: { id } },
    ]);
    expect(await cellOf()).toMatchObject({ unsettled: { id } });
    // What clusters say is kept for two seconds.
    await eventually(async () => {
      const { body } = await get(path, as('team-lead'));
      expect(body).toMatchObject({
        proposal: { divergence: { observed: SEEN } },
        running: { images: [OTHER] },
        mine: { adopt: { ok: true }, revert: { ok: true } },
      });
    });

    const asked = await Promise.all([
      post(`${path}/adopt`, as('developer'), ADOPT),
      post(`${path}/adopt`, as('sre'), ADOPT),
      post(`${path}/adopt`, asAgentOf('team-lead'), ADOPT),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(codes(asked[1])).toEqual(['not-in-group']);
    expect(codes(asked[2])).toContain('not-human');
    const unseen = await post(`${path}/adopt`, as('team-lead'), {
      ...ADOPT,
      running: [`${OTHER.repository}@${digest('8')}`],
    });
    expect([unseen.status, codes(unseen)]).toEqual([409, ['baseline-changed']]);

    const adopted = await post(`${path}/adopt`, as('team-lead'), ADOPT);
    expect([adopted.status, adopted.body.state]).toEqual([200, 'Adopted']);
    const { body: after } = await get(path, as('sre'));
    expect(after.log.at(-1)).toMatchObject({
      actor: 'user:default/team-lead',
      event: { type: 'adopted', reason: ADOPT.reason },
    });
    expect(after.verification.state).toBe('verified');
    expect(await inboxOf('team-lead')).toEqual([]);
    expect(await cellOf()).not.toHaveProperty('unsettled');
    const again = await post(`${path}/revert`, as('team-lead'), {
      reason: 'r',
    });
    expect([again.status, codes(again)]).toEqual([409, ['wrong-state']]);
  });

  it('is reverted by who may control it, once however often it is asked', async () => {
    const { path } = await changed();
    const reason = { reason: 'Nobody knows what it is' };
    const denied = await post(`${path}/revert`, as('developer'), reason);
    expect(denied.status).toBe(403);
    const key = 'one-click-on-revert';
    const answers = await Promise.all(
      [1, 2].map(() => post(`${path}/revert`, as('sre'), reason, key)),
    );
    expect(answers.map(({ body }) => body.state)).toEqual([
      'RollingBack',
      'RollingBack',
    ]);
    await until(path, 'Aborted');
    const { body } = await get(path, as('sre'));
    expect(
      body.log.filter(
        ({ event }: { event: { type: string } }) =>
          event.type === 'rollback-started',
      ),
    ).toHaveLength(1);
    expect(portal.cluster.manual).toBeUndefined();
    expect(portal.cluster.stable.digest).toBe(digest('1'));
  });
});
