import { ResponseError } from '@backstage/errors';
import { RestoreDrillsClient } from './RestoreDrillsClient';

type Request = { url: string; method?: string; key?: string; body?: unknown };

/** A client whose server answers every request alike, and the requests it got. */
function clientOf(status: number, body: unknown) {
  const requests: Request[] = [];
  const client = new RestoreDrillsClient({
    fetchApi: {
      fetch: async (input, init) => {
        const headers = new Headers(init?.headers);
        const key = headers.get('Idempotency-Key');
        requests.push({
          url: String(input),
          ...(init?.method ? { method: init.method } : {}),
          ...(key ? { key } : {}),
          ...(init?.body ? { body: JSON.parse(String(init.body)) } : {}),
        });
        return new Response(
          typeof body === 'string' ? body : JSON.stringify(body),
          { status, headers: { 'Content-Type': 'application/json' } },
        );
      },
    },
  });
  return { client, requests };
}

const options = { idempotencyKey: 'k'.repeat(20) };
const id = 'drill-00c0ffee';

describe('RestoreDrillsClient', () => {
  it.each<[(client: RestoreDrillsClient) => Promise<unknown>, string]>([
    [c => c.getOverview(), 'overview'],
    [
      c => c.getOverview({ entity: 'resource:default/a&b' }),
      'overview?entity=resource%3Adefault%2Fa%26b',
    ],
    [c => c.getStore('s/t'), 'stores/s%2Ft'],
    [c => c.getPlan('p'), 'plans/p'],
    [c => c.listDrills(), 'drills'],
    [
      c => c.listDrills({ store: 's', plan: undefined, limit: 5 }),
      'drills?store=s&limit=5',
    ],
    [c => c.getDrill(id), `drills/${id}`],
    [c => c.getLog(id, 0), `drills/${id}/log?after=0`],
    [c => c.getEvidence(id), `drills/${id}/evidence`],
  ])('reads %#', async (read, path) => {
    const { client, requests } = clientOf(200, { it: 1 });
    expect(await read(client)).toEqual({ it: 1 });
    expect(requests).toEqual([{ url: `plugin://restore-drills/${path}` }]);
  });

  it('reads a report as it is', async () => {
    const { client, requests } = clientOf(200, '<!doctype html>');
    expect(await client.getReport(id, 'zh')).toBe('<!doctype html>');
    expect(requests[0].url).toBe(
      `plugin://restore-drills/drills/${id}/report?language=zh`,
    );
  });

  it('asks what a drill would do without writing', async () => {
    const { client, requests } = clientOf(200, {});
    await client.dryRun('p');
    expect(requests).toEqual([
      { url: 'plugin://restore-drills/plans/p/dry-run', method: 'POST' },
    ]);
  });

  it.each<[(client: RestoreDrillsClient) => Promise<unknown>, string, unknown]>(
    [
      [
        c => c.start('p', { control: 'flipped-byte' }, options),
        'plans/p/drills',
        { control: 'flipped-byte' },
      ],
      [c => c.cancel(id, {}, options), `drills/${id}/cancel`, {}],
      [
        c => c.acknowledge(id, { reason: 'r' }, options),
        `drills/${id}/acknowledge`,
        { reason: 'r' },
      ],
    ],
  )('writes %#, once per key', async (write, path, body) => {
    const { client, requests } = clientOf(200, {});
    await write(client);
    expect(requests).toEqual([
      {
        url: `plugin://restore-drills/${path}`,
        method: 'POST',
        key: options.idempotencyKey,
        body,
      },
    ]);
  });

  it('throws what the server says, with its problems', async () => {
    const problems = [{ code: 'no-backup' }];
    const { client } = clientOf(409, {
      error: { name: 'ConflictError', message: 'no', problems },
      response: { statusCode: 409 },
    });
    for (const ask of [
      client.start('p', {}, options),
      client.getReport(id, 'en'),
    ]) {
      const error = await ask.catch(thrown => thrown);
      expect(error).toBeInstanceOf(ResponseError);
      expect(error.statusCode).toBe(409);
      expect(error.body.error).toMatchObject({ problems });
    }
  });
});
