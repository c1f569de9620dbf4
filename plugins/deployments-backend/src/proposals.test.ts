import {
  codes,
  get,
  portal,
  post,
  proposed,
  released,
} from './__testUtils__/client';
import { aReport, as, CI, manifest } from './__testUtils__/portal';

describe('proposals', () => {
  it('are one for one key, and another request with the key is refused', async () => {
    const release = await released();
    const wish = { release, environment: 'staging' };
    const key = 'one-key-for-one-wish';
    const first = await post('/proposals', as('developer'), wish, key);
    const again = await post('/proposals', as('developer'), wish, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.id).toBe(first.body.id);
    const other = await post(
      '/proposals',
      as('developer'),
      { ...wish, reason: 'hurry' },
      key,
    );
    expect(other.status).toBe(409);
    const { body } = await get('/proposals?open=true', as('sre'));
    expect(body.items).toHaveLength(1);
  });

  it('may be commented, and taken back by who asked', async () => {
    const { path } = await proposed();
    const said = await post(`${path}/comments`, as('sre'), {
      text: 'why now?',
    });
    expect(said.status).toBe(200);
    const foreign = await post(`${path}/withdraw`, as('sre'), {
      reason: 'no',
    });
    expect([foreign.status, codes(foreign)]).toEqual([403, ['not-yours']]);
    const own = await post(`${path}/withdraw`, as('developer'), {
      reason: 'a mistake',
    });
    expect(own.body.state).toBe('Withdrawn');
    const late = await post(`${path}/withdraw`, as('developer'), {
      reason: 'again',
    });
    expect([late.status, codes(late)]).toEqual([409, ['wrong-state']]);
  });

  it.each([
    ['an unknown release', { environment: 'staging' }, 404],
    ['an unknown environment', { environment: 'moon' }, 404],
    ['a ref that does not go there', { environment: 'dev' }, 409],
  ])('are refused for %s', async (name, wish, status) => {
    portal.repository.push(
      { 'environments/dev/textloom-api/deployment.yaml': manifest('1') },
      'dev',
    );
    const release = name.includes('release')
      ? '00000000-0000-4000-8000-000000000000'
      : await released();
    const answer = await post('/proposals', as('developer'), {
      release,
      ...wish,
    });
    expect(answer.status).toBe(status);
  });

  it('are on the record, also when they are refused', async () => {
    const release = await released();
    await post('/proposals', as('developer'), {
      release,
      environment: 'staging',
    });
    expect(portal.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'release-create' }),
    );
    expect(portal.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'proposal-propose',
        severityLevel: 'medium',
      }),
    );
  });
});

describe('releases', () => {
  it('are kept once, and a version never changes', async () => {
    const first = await released();
    expect(await released()).toBe(first);
    const other = await post('/releases', CI, aReport('1.8.0', '9'));
    expect(other.status).toBe(409);
    const unknown = await post('/releases', CI, {
      ...aReport('1.8.0', '2'),
      service: 'nobody-knows',
    });
    expect(unknown.status).toBe(404);
    const { body } = await get(
      '/services/textloom-api/releases',
      as('developer'),
    );
    expect(body.releases).toMatchObject([
      {
        release: { version: '1.8.0' },
        environments: [
          { name: 'dev', permission: { ok: false } },
          { name: 'test', permission: { ok: true } },
          { name: 'staging', permission: { ok: true } },
          { name: 'prod', permission: { ok: true } },
        ],
      },
    ]);
  });
});
