import { DEPLOYMENTS_SIGNAL } from '@textloom/plugin-deployments-common';
import {
  eventually,
  get,
  portal,
  post,
  proposed,
  released,
  until,
} from './__testUtils__/client';
import { as, digest, manifest } from './__testUtils__/portal';

describe('from a release to what runs', () => {
  it('previews, asks, approves, deploys, and tells everybody on the way', async () => {
    const release = await released();
    const preview = await get(
      `/releases/${release}/preview/staging`,
      as('developer'),
    );
    expect(preview.body).toMatchObject({
      refusals: [],
      changes: [
        {
          subject: { kind: 'image' },
          after: expect.stringContaining(digest('2').slice(7, 15)),
        },
      ],
      levels: [
        {
          name: 'Peer',
          can: [{ ref: 'user:default/team-lead' }],
          cannot: [{ person: { ref: 'user:default/developer' } }],
        },
      ],
    });
    expect(portal.sent).not.toHaveBeenCalled();

    const { path, fingerprint } = await proposed('developer', release);
    expect(portal.sent).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: {
          type: 'entity',
          entityRef: ['user:default/team-lead'],
          excludeEntityRef: 'user:default/developer',
        },
        payload: expect.objectContaining({
          title: 'textloom-api 1.8.0 → staging: waits for your approval',
          link: `/deployments${path}`,
        }),
      }),
    );
    const inbox = await get('/inbox', as('team-lead'));
    expect(inbox.body.waiting).toMatchObject([{ why: 'vote', level: 0 }]);
    const asked = await get('/inbox', as('developer'));
    expect(asked.body).toMatchObject({
      waiting: [],
      asked: [{ level: 'Peer' }],
    });

    const vote = await post(`${path}/votes`, as('team-lead'), {
      verdict: 'approve',
      fingerprint,
      comment: 'go',
    });
    expect(vote.status).toBe(200);
    await until(path, 'Succeeded');
    expect(portal.cluster.stable.digest).toBe(digest('2'));
    expect(portal.repository.commits.at(-1)?.message).toContain(
      `Approval-Fingerprint: ${fingerprint}`,
    );

    const board = await get('/board', as('sre'));
    expect(
      board.body.services[0].cells.find(
        ({ environment }: { environment: string }) => environment === 'staging',
      ),
    ).toMatchObject({ running: { version: '1.8.0' }, open: [] });
    const history = await get('/history', as('sre'));
    expect(history.body).toMatchObject({
      people: { 'user:default/developer': 'developer' },
      dora: { deployments: 1, changeFailPercent: 0 },
      items: [{ state: 'Succeeded', version: '1.8.0' }],
    });
    const view = await get(path, as('sre'));
    expect(view.body.verification).toMatchObject({ state: 'verified' });
    expect(portal.signals).toHaveBeenCalledWith(
      expect.objectContaining({ channel: DEPLOYMENTS_SIGNAL }),
    );
    expect(portal.sent).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: expect.objectContaining({
          entityRef: ['user:default/developer'],
        }),
        payload: expect.objectContaining({
          title: 'textloom-api 1.8.0 → staging: deployed',
        }),
      }),
    );
  }, 30_000);

  it('proposes by itself where the policy wants it, once', async () => {
    portal.repository.push(
      { 'environments/dev/textloom-api/deployment.yaml': manifest('1') },
      'dev',
    );
    await released('1.9.0-dev.1', '3', { ref: 'refs/heads/develop' });
    await eventually(async () => {
      const { body } = await get('/proposals?environment=dev', as('sre'));
      expect(body.items).toMatchObject([
        { version: '1.9.0-dev.1', requestedBy: 'portal' },
      ]);
    });
  });

  it('lets an older proposal that waits give way to a newer release', async () => {
    const older = await proposed();
    const newer = await proposed('developer', await released('1.8.1', '3'));
    await until(older.path, 'Superseded');
    const { body } = await get(older.path, as('sre'));
    expect(body.proposal.supersededBy).toBe(newer.id);
  });
});
