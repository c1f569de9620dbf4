import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { PrometheusFigures } from './PrometheusFigures';

const PLACE = { service: 'api', environment: 'prod' };
const HASHES = { stable: 'old1', canary: 'new1' };

describe('PrometheusFigures', () => {
  const asked: { path: string; query: string; token?: string }[] = [];
  let answer: (query: string, response: ServerResponse, path: string) => void;
  let url: string;
  const server = createServer(async (request, response) => {
    const query = new URLSearchParams(await bodyOf(request)).get('query') ?? '';
    const path = request.url ?? '';
    asked.push({ path, query, token: request.headers.authorization });
    answer(query, response, path);
  });
  const ok = (response: ServerResponse, resultType: string, result: unknown) =>
    response.end(
      JSON.stringify({ status: 'success', data: { resultType, result } }),
    );
  const vector = (response: ServerResponse, ...values: string[]) =>
    ok(
      response,
      'vector',
      values.map(value => ({ metric: {}, value: [1_000, value] })),
    );
  const figures = (clusterLabel?: { name: string; value: string }) =>
    new PrometheusFigures({
      environments: [
        {
          name: 'prod',
          namespace: 'shop',
          prometheus: {
            url: `${url}/base/`,
            token: 'T',
            ...(clusterLabel && { clusterLabel }),
          },
        },
        { name: 'dev', namespace: 'dev' },
      ],
      clock: () => 5_000,
    });

  beforeAll(async () => {
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => server.close());

  beforeEach(() => {
    asked.length = 0;
    answer = (query, response, path) => {
      if (path.endsWith('query_range')) {
        ok(response, 'matrix', [
          {
            metric: {},
            values: [
              [1, '2'],
              [16, 'NaN'],
            ],
          },
        ]);
      } else {
        vector(response, query.includes('new1') ? '4' : '0.5');
      }
    };
  });

  it('asks for both versions by their hashes, below the path, with the token', async () => {
    const live = await figures().live(PLACE, HASHES);
    expect(live).toMatchObject({
      stable: { errorRatePercent: 0.5, p95Ms: 0.5, requests: 0.5 },
      canary: { errorRatePercent: 4, p95Ms: 4, requests: 4 },
      curves: { errorRate: { canary: [[1_000, 2]] } },
      source: 'Prometheus',
      fetchedAt: 5_000,
    });
    expect(asked[0]).toMatchObject({
      path: '/base/api/v1/query',
      query: expect.stringContaining(
        'destination_service_name="api",destination_service_namespace="shop",rollouts_pod_template_hash="old1"',
      ),
      token: 'Bearer T',
    });
  });

  it('asks by the queries and the label of the configuration, the rest by its own', async () => {
    const source = new PrometheusFigures({
      environments: [{ name: 'prod', namespace: 'shop', prometheus: { url } }],
      queries: { errorRate: 'failed{app="{service}"{version}}' },
      versionLabel: 'version',
      clock: () => 5_000,
    });
    await source.live(PLACE, HASHES);
    const queries = asked.map(({ query }) => query);
    expect(queries).toContain('failed{app="api",version="new1"}');
    expect(queries.join()).toContain('histogram_quantile');
    expect(queries.join()).toContain(',version="old1"');
    expect(queries.join()).not.toContain('rollouts_pod_template_hash');
  });

  it('asks for the service as a whole where there is one version', async () => {
    await figures().live(PLACE, { stable: '', canary: '' });
    expect(asked.map(({ query }) => query).join()).not.toContain('hash');
  });

  it('asks for the series of one cluster only', async () => {
    const scoped = figures({ name: 'cluster', value: 'prod-1' });
    await scoped.live(PLACE, HASHES);
    expect(asked.every(({ query }) => query.includes('cluster="prod-1"'))).toBe(
      true,
    );
  });

  it('asks for curves less often than for figures', async () => {
    const source = figures();
    const ranges = () =>
      asked.filter(({ path }) => path.endsWith('query_range')).length;
    await source.live(PLACE, HASHES);
    expect(ranges()).toBe(4);
    await source.live(PLACE, HASHES);
    expect(ranges()).toBe(4);
  });

  it('leaves out what is not known', async () => {
    answer = (query, response, path) => {
      if (path.endsWith('query_range')) {
        ok(response, 'matrix', []);
      } else if (query.includes('quantile')) {
        vector(response, 'NaN');
      } else {
        vector(response);
      }
    };
    const { canary } = await figures().live(PLACE, HASHES);
    expect(canary).toEqual({});
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['an error', response => response.writeHead(500).end('{}')],
    ['a page', response => response.end('<html>')],
    ['another form', response => response.end('{"status":"success"}')],
    [
      'several samples, of which none is the one',
      response => vector(response, '1', '2'),
    ],
    [
      'a redirect, which would carry the token away',
      response => response.writeHead(302, { location: '/' }).end(),
    ],
    ['too much', response => response.end(`"${'x'.repeat(5_000_000)}"`)],
    ['a cut', response => response.destroy()],
  ])('fails on %s, without saying where', async (_, give) => {
    answer = (__, response) => give(response);
    await expect(figures().query(PLACE, 'up')).rejects.toMatchObject({
      message: expect.not.stringMatching(/127\.0\.0\.1/),
    });
  });

  it('puts the place into a query of a gate', async () => {
    const query = 'slo{service="{service}",namespace="{namespace}"}';
    expect(await figures().query(PLACE, query)).toBe(0.5);
    expect(asked[0]?.query).toBe('slo{service="api",namespace="shop"}');
  });

  it.each([
    ['an environment without one', { ...PLACE, environment: 'dev' }],
    ['an unknown environment', { ...PLACE, environment: 'x' }],
    ['a name that would change the query', { ...PLACE, service: 'a"}' }],
  ])('refuses %s', async (_, place) => {
    await expect(
      figures().query(place, 'slo{service="{service}"}'),
    ).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
