import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  Evidence,
  GatePolicy,
  Success,
} from '@textloom/plugin-deployments-common';
import { aRelease } from '@textloom/plugin-deployments-common/testUtils';
import { GateQuestion } from '../../service/GateChecker';
import { ClusterHealthSource, FiguresSource } from '../../service/ports';
import { askCi, askCoverage, askImageScan } from './evidence';
import { askHttp } from './http';
import { clusterHealthGate, sloGate, soakGate } from './live';

const NOW = 1_000_000;
const PLACE = { service: 'textloom-api', environment: 'prod' };

function question<K extends GatePolicy['kind']>(
  gate: Extract<GatePolicy, { kind: K }>,
  evidence: Evidence[] = [],
): GateQuestion<K> {
  return { gate, place: PLACE, release: aRelease({ evidence }), now: NOW };
}

const evidence = (over: Partial<Evidence>): Evidence => ({
  kind: 'ci',
  outcome: 'passed',
  source: 'GitHub Actions',
  at: NOW - 10,
  ...over,
});

describe('gates on what CI brought along', () => {
  it('are unknown without a result', async () => {
    const other = [evidence({ kind: 'provenance' })];
    for (const answer of [
      askCi(question({ kind: 'ci' }, other)),
      askCoverage(question({ kind: 'coverage', min: 80 }, other)),
      askImageScan(
        question({ kind: 'image-scan', maxCritical: 0, maxHigh: 0 }, other),
      ),
    ]) {
      await expect(answer).resolves.toMatchObject({ status: 'unknown' });
    }
  });

  it('takes the newest result, its age and its words', async () => {
    const answer = await askCi(
      question({ kind: 'ci' }, [
        evidence({ outcome: 'failed', at: NOW - 20 }),
        evidence({ value: 1_412, summary: '1,412 tests' }),
        evidence({ outcome: 'failed', at: NOW - 30 }),
      ]),
    );
    expect(answer).toEqual({
      status: 'passed',
      source: 'GitHub Actions',
      at: NOW - 10,
      value: 1_412,
      summary: '1,412 tests',
    });
  });

  it.each([
    [80, 'passed'],
    [79.9, 'failed'],
    [undefined, 'unknown'],
  ])('coverage of %s with at least 80: %s', async (value, status) => {
    const given = [evidence({ kind: 'coverage', ...(value && { value }) })];
    await expect(
      askCoverage(question({ kind: 'coverage', min: 80 }, given)),
    ).resolves.toMatchObject({ status });
  });

  it.each([
    [0, 'passed'],
    [1, 'unknown'],
    [3, 'unknown'],
    [4, 'failed'],
  ])(
    '%s vulnerabilities where none may be critical and three high: %s',
    async (value, status) => {
      const given = [evidence({ kind: 'image-scan', value })];
      await expect(
        askImageScan(
          question({ kind: 'image-scan', maxCritical: 0, maxHigh: 3 }, given),
        ),
      ).resolves.toMatchObject({ status });
    },
  );

  it('believes a failed outcome whatever the value is', async () => {
    const given = [
      evidence({ kind: 'coverage', outcome: 'failed', value: 99 }),
    ];
    await expect(
      askCoverage(question({ kind: 'coverage', min: 80 }, given)),
    ).resolves.toMatchObject({ status: 'failed' });
  });
});

describe('sloGate', () => {
  const asked = (value: number | undefined, limits: object) =>
    sloGate({ query: async () => value } as object as FiguresSource)(
      question({ kind: 'slo', name: 'errors', query: 'x', ...limits }),
    );

  it.each([
    [1, { max: 1 }, 'passed'],
    [1.1, { max: 1 }, 'failed'],
    [99, { min: 99 }, 'passed'],
    [98.9, { min: 99 }, 'failed'],
    [5, { min: 1, max: 9 }, 'passed'],
    [10, { min: 1, max: 9 }, 'failed'],
    [undefined, { max: 1 }, 'unknown'],
    [NaN, { max: 1 }, 'unknown'],
  ])('%s within %j: %s', async (value, limits, status) => {
    await expect(asked(value, limits)).resolves.toMatchObject({ status });
  });
});

describe('clusterHealthGate', () => {
  it.each([
    ['healthy', 'passed'],
    ['degraded', 'failed'],
    ['unhealthy', 'failed'],
    ['unknown', 'unknown'],
  ] as const)('%s: %s', async (state, status) => {
    const health = {
      healthOf: async () => ({ state, summary: 'prod', at: 7 }),
    } as object as ClusterHealthSource;
    await expect(
      clusterHealthGate(health)(question({ kind: 'cluster-health' })),
    ).resolves.toEqual({ status, source: 'Clusters', at: 7, summary: 'prod' });
  });
});

describe('soakGate', () => {
  const success = (over: Partial<Success>): Success => ({
    environment: 'staging',
    artefacts: 'a',
    version: '1.8.0',
    at: NOW - 500,
    ...over,
  });

  it.each([
    ['never', [], 'failed'],
    ['elsewhere only', [success({ environment: 'test' })], 'failed'],
    ['long enough', [success({ at: NOW - 1_000 })], 'passed'],
    ['not yet long enough', [success({})], 'running'],
    ['too short, and no longer', [success({ until: NOW - 100 })], 'failed'],
    [
      'long enough once',
      [success({ at: NOW - 5_000, until: NOW - 4_000 }), success({})],
      'passed',
    ],
  ])('%s', async (_, successes, status) => {
    await expect(
      soakGate(async () => successes)(
        question({ kind: 'soak', environment: 'staging', forMs: 1_000 }),
      ),
    ).resolves.toMatchObject({ status });
  });
});

describe('askHttp', () => {
  let server: Server;
  let respond: RequestListener;
  let url = '';

  beforeAll(async () => {
    server = createServer((req, res) => respond(req, res));
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = (timeoutMs = 2_000) =>
    askHttp(question({ kind: 'http', name: 'change board', url, timeoutMs }));

  it.each([
    ['{"passed": true, "summary": "CHG-7"}', 'passed'],
    ['{"passed": false}', 'failed'],
    ['{"passed": "yes"}', 'unknown'],
    ['null', 'unknown'],
  ])('%s: %s', async (body, status) => {
    respond = (_, res) => res.end(body);
    await expect(ask()).resolves.toMatchObject({
      status,
      source: 'change board',
    });
  });

  it('does not believe a refusal that says passed', async () => {
    respond = (_, res) => res.writeHead(500).end('{"passed": true}');
    await expect(ask()).resolves.toMatchObject({ status: 'unknown' });
  });

  it.each<[string, RequestListener]>([
    ['what is no JSON', (_, res) => res.end('passed')],
    ['too much', (_, res) => res.end(`"${'x'.repeat(70_000)}"`)],
    [
      'a redirect',
      (_, res) => res.writeHead(302, { location: 'http://127.0.0.1:1' }).end(),
    ],
  ])('throws for %s', async (_, listener) => {
    respond = listener;
    await expect(ask()).rejects.toThrow();
  });

  it('throws when the answer does not come in time', async () => {
    respond = () => {};
    await expect(ask(50)).rejects.toThrow();
  });
});
