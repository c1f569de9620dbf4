import {
  codes,
  get,
  portal,
  post,
  proposed,
  released,
  until,
} from './__testUtils__/client';
import { as, asAgentOf } from './__testUtils__/portal';

describe('decisions', () => {
  it('are refused to who may not vote at all, before a look', async () => {
    const { path, fingerprint } = await proposed();
    const answer = await post(`${path}/votes`, as('developer'), {
      verdict: 'approve',
      fingerprint,
    });
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toContain('deployments.proposal.decide');
  });

  it('are refused to who has a part in the change, with the reason', async () => {
    const release = await released('1.8.0', '2', {
      commits: [
        {
          sha: '2'.repeat(40),
          title: 'Mine',
          author: 'TEAM-LEAD@textloom.example',
        },
      ],
      builder: 'developer',
    });
    const answer = await post('/proposals', as('sre'), {
      release,
      environment: 'staging',
    });
    expect(answer.status).toBe(409);
    expect(codes(answer)).toEqual(['unsatisfiable']);
  });

  it('are refused to an agent with the credentials of a person, on the record', async () => {
    const { path, fingerprint } = await proposed();
    const answer = await post(`${path}/votes`, asAgentOf('team-lead'), {
      verdict: 'approve',
      fingerprint,
    });
    expect(answer.status).toBe(403);
    expect(codes(answer)).toContain('not-human');
    const { body } = await get(path, as('sre'));
    expect(body.proposal.decisions).toEqual([]);
    expect(body.log.at(-1)).toMatchObject({
      actor: 'user:default/team-lead',
      event: { type: 'refused', command: 'vote' },
    });
  });

  it('are refused without a fresh proof of identity', async () => {
    const { path, fingerprint } = await proposed();
    portal.signedInAt(Date.now() - 2 * 3_600_000);
    const answer = await post(`${path}/votes`, as('team-lead'), {
      verdict: 'approve',
      fingerprint,
    });
    expect(answer.status).toBe(403);
    expect(codes(answer)).toEqual(['proof-too-old']);
  });

  it('are refused for anything but what is proposed now', async () => {
    const { path } = await proposed();
    const answer = await post(`${path}/votes`, as('team-lead'), {
      verdict: 'approve',
      fingerprint: 'f'.repeat(64),
    });
    expect(answer.status).toBe(409);
    expect(answer.body.error).toMatchObject({
      name: 'ConflictError',
      reasons: [{ code: 'fingerprint-changed' }],
    });
  });

  it('count once however often the button is pressed', async () => {
    const { path, fingerprint } = await proposed();
    const body = { verdict: 'reject', fingerprint, comment: 'not today' };
    const key = 'one-key-for-one-button';
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        post(`${path}/votes`, as('team-lead'), body, key),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    const { body: view } = await get(path, as('sre'));
    expect(view.proposal).toMatchObject({
      state: 'Rejected',
      decisions: [{ verdict: 'reject' }],
    });
    const other = await post(
      `${path}/votes`,
      as('team-lead'),
      { ...body, comment: 'never' },
      key,
    );
    expect(other.status).toBe(409);
  });

  it('need an incident to break glass', async () => {
    const { path } = await proposed();
    const wish = { incident: 'alert-1', reason: 'the API is down' };
    const refused = await post(`${path}/break-glass`, as('sre'), wish);
    expect(refused.status).toBe(409);
    expect(codes(refused)).toEqual(['no-incident']);
    portal.incidents.push(
      { id: 'alert-1', severity: 'P0', title: 'Down' },
      { id: 'alert-2', severity: 'P2', title: 'Slow' },
    );
    const { body: view } = await get(path, as('sre'));
    expect(view.incidents).toEqual([
      { id: 'alert-1', severity: 'P0', title: 'Down' },
    ]);
    for (const incident of ['alert-2', 'alert-3']) {
      const other = await post(`${path}/break-glass`, as('sre'), {
        ...wish,
        incident,
      });
      expect([other.status, codes(other)]).toEqual([409, ['no-incident']]);
    }
    const broken = await post(`${path}/break-glass`, as('sre'), wish);
    expect(broken.status).toBe(200);
    expect(portal.sent).toHaveBeenCalledWith(
      expect.objectContaining({
        payload: expect.objectContaining({ severity: 'critical' }),
      }),
    );
    await until(path, 'Succeeded');
    const inbox = await get('/inbox', as('team-lead'));
    expect(inbox.body.waiting).toMatchObject([{ why: 'review' }]);
    const reviewed = await post(`${path}/review`, as('team-lead'), {
      comment: 'rightly so',
    });
    expect(reviewed.status).toBe(200);
  }, 30_000);
});
