import { ResponseError } from '@backstage/errors';
import { DeploymentsClient } from './DeploymentsClient';

type Request = { url: string; method?: string; key?: string; body?: unknown };

/** A client whose server answers every request alike, and the requests it got. */
function clientOf(status: number, body: unknown) {
  const requests: Request[] = [];
  const client = new DeploymentsClient({
    fetchApi: {
      fetch: async (input, init) => {
        const headers = new Headers(init?.headers);
        requests.push({
          url: String(input),
          ...(init
            ? {
                method: init.method,
                key: headers.get('Idempotency-Key') ?? undefined,
                body: JSON.parse(String(init.body)),
              }
            : {}),
        });
        return new Response(JSON.stringify(body), {
          status,
          headers: { 'Content-Type': 'application/json' },
        });
      },
    },
  });
  return { client, requests };
}

const options = { idempotencyKey: 'k'.repeat(20) };
const vote = { verdict: 'approve' as const, fingerprint: 'f' };

describe('DeploymentsClient', () => {
  it.each<[(client: DeploymentsClient) => Promise<unknown>, string]>([
    [c => c.getBoard(), 'board'],
    [c => c.getInbox(), 'inbox'],
    [c => c.getHistory({ days: 7 }), 'history?days=7'],
    [c => c.getPolicy(), 'policy'],
    [c => c.getReleases('a/b'), 'services/a%2Fb/releases'],
    [c => c.getPreview('r', 'prod'), 'releases/r/preview/prod'],
    [
      c => c.listProposals({ service: 'a&b', open: undefined }),
      'proposals?service=a%26b',
    ],
    [c => c.getProposal('p'), 'proposals/p'],
  ])('reads %#', async (read, path) => {
    const { client, requests } = clientOf(200, {});
    await read(client);
    expect(requests).toEqual([{ url: `plugin://deployments/${path}` }]);
  });

  it.each<[(client: DeploymentsClient) => Promise<unknown>, string, unknown]>([
    [
      c => c.propose({ release: 'r', environment: 'e' }, options),
      'proposals',
      { release: 'r', environment: 'e' },
    ],
    [c => c.vote('p', vote, options), 'proposals/p/votes', vote],
    [
      c => c.withdrawVote('p', 'd', options),
      'proposals/p/votes/d/withdraw',
      {},
    ],
    [c => c.comment('p', 't', options), 'proposals/p/comments', { text: 't' }],
    [
      c => c.withdraw('p', { reason: 'r' }, options),
      'proposals/p/withdraw',
      { reason: 'r' },
    ],
    [c => c.pause('p', options), 'proposals/p/pause', {}],
    [c => c.resume('p', options), 'proposals/p/resume', {}],
    [
      c => c.abort('p', { reason: 'r' }, options),
      'proposals/p/abort',
      { reason: 'r' },
    ],
    [
      c => c.breakGlass('p', { incident: 'i', reason: 'r' }, options),
      'proposals/p/break-glass',
      { incident: 'i', reason: 'r' },
    ],
    [
      c => c.adopt('p', { running: ['r@d'], reason: 'r' }, options),
      'proposals/p/adopt',
      { running: ['r@d'], reason: 'r' },
    ],
    [
      c => c.revert('p', { reason: 'r' }, options),
      'proposals/p/revert',
      { reason: 'r' },
    ],
    [
      c => c.review('p', { comment: 'c' }, options),
      'proposals/p/review',
      { comment: 'c' },
    ],
    [
      c =>
        c.createRelease(
          {
            service: 's',
            version: '1.0.0',
            images: [],
            commit: 'c',
            ref: 'r',
            builder: 'b',
          },
          options,
        ),
      'releases',
      {
        service: 's',
        version: '1.0.0',
        images: [],
        commit: 'c',
        ref: 'r',
        builder: 'b',
      },
    ],
  ])('writes %#, once per key', async (write, path, body) => {
    const { client, requests } = clientOf(200, {});
    await write(client);
    expect(requests).toEqual([
      {
        url: `plugin://deployments/${path}`,
        method: 'POST',
        key: options.idempotencyKey,
        body,
      },
    ]);
  });

  it('throws what the server says, with its reasons', async () => {
    const { client } = clientOf(409, {
      error: {
        name: 'ConflictError',
        message: 'no',
        reasons: [{ code: 'frozen' }],
      },
      response: { statusCode: 409 },
    });
    const error = await client.pause('p', options).catch(thrown => thrown);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error.statusCode).toBe(409);
    expect(error.body.error).toMatchObject({ reasons: [{ code: 'frozen' }] });
  });
});
