import http from 'node:http';
import { AddressInfo } from 'node:net';
import { imageFor } from '../world/images';
import { textloomServices } from '../world/workloads/textloom';
import { CLUSTER_PLANS } from '../world/clusters';
import { CiReporter } from './CiReporter';
import { badRelease, developRelease, releasesSoFar } from './releases';

const NOW = Date.parse('2026-11-25T10:00:00Z');

describe('what CI has built', () => {
  const releases = releasesSoFar(NOW);

  it('has what runs in every environment, by the same digest', () => {
    const images = releases.map(({ images: [image] }) =>
      [image.repository, image.digest].join('@'),
    );
    for (const plan of CLUSTER_PLANS) {
      for (const { image } of textloomServices(plan, plan.environments[0])) {
        expect(images).toContain(image);
      }
    }
  });

  it('has a next version of the API that only a developer has written', () => {
    const next = releases.find(
      ({ service, version }) =>
        service === 'textloom-api' && version === '1.8.0',
    );
    expect(next).toMatchObject({
      ref: 'refs/tags/v1.8.0',
      commit: next?.commits[0].sha,
    });
    expect(next?.commits.map(({ author }) => author)).toEqual(
      Array(14).fill('developer'),
    );
    expect(
      next?.evidence.map(({ kind, outcome, value }) => [kind, outcome, value]),
    ).toEqual([
      ['ci', 'passed', 1_412],
      ['coverage', 'passed', 86],
      ['image-scan', 'passed', 0],
    ]);
  });

  it('names each commit once, and in full', () => {
    const shas = [...releases, badRelease(NOW), developRelease(NOW)].flatMap(
      ({ commits }) => commits.map(({ sha }) => sha),
    );
    expect(new Set(shas).size).toBe(shas.length);
    shas.forEach(sha => expect(sha).toMatch(/^[0-9a-f]{40}$/));
  });

  it('builds another version at each merge', () => {
    const [one, two] = [NOW, NOW + 1_000].map(developRelease);
    expect(one.version).toBe('2.6.0-dev.20261125T100000');
    expect(two.images[0].digest).not.toBe(one.images[0].digest);
    expect(one.ref).toBe('refs/heads/develop');
  });

  it('has a bad release whose image is known to be bad', () => {
    const { images, service, version } = badRelease(NOW);
    const [{ repository, digest }] = images;
    expect(`${repository}@${digest}`).toBe(imageFor(service, version));
  });
});

describe('reporting', () => {
  let server: http.Server;
  let reporter: CiReporter;
  const answers: number[] = [];
  const asked: { headers: http.IncomingHttpHeaders; body: string }[] = [];
  const log = jest.fn();

  beforeEach(async () => {
    answers.length = 0;
    asked.length = 0;
    log.mockClear();
    server = http.createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) {
        body += chunk;
      }
      asked.push({ headers: request.headers, body });
      response.statusCode =
        request.url === '/api/deployments/releases'
          ? answers.shift() ?? 201
          : 404;
      response.end('{}');
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    const { port } = server.address() as AddressInfo;
    reporter = new CiReporter({
      portalUrl: `http://127.0.0.1:${port}/`,
      token: 'ci-token',
      log,
      retryMs: 5,
    });
  });
  afterEach(async () => {
    reporter.stop();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const versions = () => asked.map(({ body }) => JSON.parse(body).version);
  const told = (release = badRelease(NOW)) =>
    new Promise<void>(resolve => {
      reporter.publish(release, resolve);
    });

  it('reports with its token and a key of its own, in order', async () => {
    await Promise.all([told(badRelease(NOW)), told(developRelease(NOW))]);
    expect(versions()).toEqual(['1.9.0', '2.6.0-dev.20261125T100000']);
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(keys[0]).not.toBe(keys[1]);
    expect(asked[0].headers.authorization).toBe('Bearer ci-token');
  });

  it('goes on until the portal is there, with the same key', async () => {
    answers.push(503, 401, 500);
    await told();
    expect(asked).toHaveLength(4);
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
    expect(log).not.toHaveBeenCalled();
  });

  it('leaves what the portal refuses for good, and goes on with the next', async () => {
    answers.push(400);
    await Promise.all([told(badRelease(NOW)), told(developRelease(NOW))]);
    expect(versions()).toEqual(['1.9.0', '2.6.0-dev.20261125T100000']);
    expect(log).toHaveBeenCalledWith(
      'The portal refuses textloom-api 1.9.0: 400',
    );
  });

  it('reports what comes later too, and nothing once it was stopped', async () => {
    await told();
    await told(developRelease(NOW));
    expect(asked).toHaveLength(2);
    answers.push(503);
    reporter.publish(badRelease(NOW));
    await new Promise(resolve => setTimeout(resolve, 20));
    const before = asked.length;
    reporter.stop();
    reporter.publish(badRelease(NOW));
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(asked).toHaveLength(before);
  });
});
