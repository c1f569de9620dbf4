import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment } from '../git/runGit';
import { Sandbox, startSandbox } from '../sandbox';
import { digestFor } from '../world/images';

jest.setTimeout(90_000);

const TOKEN = 'secret';
const API = 'textloom-api';
const run = promisify(execFile);

interface Found {
  status?: {
    [field: string]: unknown;
    currentPodHash?: string;
    stableRS?: string;
  };
}

describe('a sandbox whose repository is kept', () => {
  const clock = { now: Date.parse('2026-11-25T10:00:00Z') };
  let folder: string;
  let sandbox: Sandbox;

  const start = () =>
    startSandbox({
      port: 0,
      token: TOKEN,
      stateDirectory: join(folder, 'state'),
      clock: () => clock.now,
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'delivery-test-'));
    sandbox = await start();
  });
  afterAll(async () => {
    await sandbox?.close();
    await rm(folder, { recursive: true, force: true });
  });

  // The clock is moved without a pause: a server may close what was kept open meanwhile.
  const headers = { authorization: `Bearer ${TOKEN}`, connection: 'close' };
  const get = async (cluster: string, path: string): Promise<Found> => {
    const url = sandbox.clusters.find(({ name }) => name === cluster)?.url;
    return (await fetch(`${url}${path}`, { headers })).json();
  };
  const application = (cluster: string, name: string) =>
    get(
      cluster,
      `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${name}`,
    );
  const ROLLOUT = `/apis/argoproj.io/v1alpha1/namespaces/textloom/rollouts/${API}`;
  const rollout = async () =>
    (await get('textloom-prod', ROLLOUT)).status ?? {};
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      clock.now += 1_000;
      sandbox.tick();
    }
  };
  const git = async (directory: string, ...args: string[]) => {
    const config = [
      ['http.extraHeader', `Authorization: Bearer ${TOKEN}`],
      ['user.name', 'Ana'],
      ['user.email', 'ana@textloom.invalid'],
    ].flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const { stdout } = await run('git', ['-C', directory, ...config, ...args], {
      env: gitEnvironment(),
      encoding: 'utf8',
    });
    return stdout.trim();
  };
  /** Pushes a commit with another version of textloom-api. */
  const deploy = async (environment: string, version: string) => {
    const copy = await mkdtemp(join(folder, 'copy-'));
    await git(copy, 'clone', '--quiet', sandbox.gitops?.url ?? '', '.');
    const path = join(
      copy,
      `environments/${environment}/${API}/deployment.yaml`,
    );
    const text = await readFile(path, 'utf8');
    await writeFile(
      path,
      text.replace(/sha256:[0-9a-f]{64}/, digestFor(API, version)),
    );
    await git(copy, 'commit', '--quiet', '--all', '--message', version);
    await git(copy, 'push', '--quiet');
    return git(copy, 'rev-parse', 'HEAD');
  };
  const ask = async (query: string) => {
    const url = new URL(
      '/prometheus/textloom-prod/api/v1/query',
      sandbox.controlUrl,
    );
    url.search = new URLSearchParams({ query }).toString();
    const { data } = await (await fetch(url, { headers })).json();
    return Number(data.result[0]?.value[1]);
  };
  const figures = async (hash = '') => {
    const labels = `destination_service_name="${API}",destination_service_namespace="textloom",rollouts_pod_template_hash="${hash}"`;
    const rate = (more = '') =>
      `sum(rate(istio_requests_total{${labels}${more}}[1m]))`;
    return {
      requests: await ask(rate()),
      errorRate: await ask(
        `100 * ${rate(',response_code=~"5.."')} / ${rate()}`,
      ),
      p95: await ask(
        `histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${labels}}[1m])))`,
      ),
    };
  };

  it('brings a push to the cluster', async () => {
    const commit = await deploy('dev', '1.8.0');
    expect(await sandbox.gitops?.head()).toBe(commit);
    pass(60);
    expect(await application('textloom-nonprod', `${API}-dev`)).toMatchObject({
      status: {
        sync: { status: 'Synced', revision: commit },
        health: { status: 'Healthy' },
        operationState: { phase: 'Succeeded' },
      },
    });
  });

  it('shows what a bad release does to its share of the traffic', async () => {
    await deploy('prod', '1.9.0');
    pass(150);
    const { currentPodHash, stableRS } = await rollout();
    expect(currentPodHash).not.toBe(stableRS);
    const [canary, stable] = [
      await figures(currentPodHash),
      await figures(stableRS),
    ];
    expect(canary.errorRate).toBeCloseTo(4, 1);
    expect(canary.p95 / 900).toBeCloseTo(1, 1);
    expect(stable.errorRate).toBeLessThan(0.5);
    expect(stable.p95).toBeLessThan(300);
    expect(canary.requests / (canary.requests + stable.requests)).toBeCloseTo(
      0.05,
      2,
    );
  });

  it('obeys a patch of the status that names what it is about', async () => {
    const { currentPodHash } = await rollout();
    const patch = (index: number) =>
      fetch(`${sandbox.clusters[0].url}${ROLLOUT}/status`, {
        method: 'PATCH',
        headers: { ...headers, 'content-type': 'application/json-patch+json' },
        body: JSON.stringify([
          { op: 'test', path: '/status/currentPodHash', value: currentPodHash },
          { op: 'test', path: '/status/currentStepIndex', value: index },
          { op: 'remove', path: '/status/pauseConditions' },
        ]),
      });
    expect((await patch(3)).status).toBe(422);
    expect((await patch(1)).status).toBe(200);
    pass(20);
    expect(await rollout()).toMatchObject({ currentStepIndex: 3 });
  });

  it('aborts, and has only good answers again', async () => {
    const answer = await fetch(`${sandbox.clusters[0].url}${ROLLOUT}/status`, {
      method: 'PATCH',
      headers: { ...headers, 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify({ status: { abort: true } }),
    });
    expect(answer.status).toBe(200);
    pass(90);
    const { currentPodHash, stableRS } = await rollout();
    expect((await figures(currentPodHash)).requests).toBe(0);
    expect((await figures(stableRS)).errorRate).toBeLessThan(0.5);
  });

  it('stands after a restart where a rollout stood, with its figures', async () => {
    const commit = await deploy('prod', '1.8.0');
    pass(90);
    const before = await rollout();
    expect(before).toMatchObject({ phase: 'Paused', currentStepIndex: 1 });
    await sandbox.close();
    sandbox = await start();
    const after = await rollout();
    expect(after).toMatchObject({
      phase: 'Paused',
      currentStepIndex: 1,
      currentPodHash: before.currentPodHash,
      stableRS: before.stableRS,
    });
    const [canary, stable] = [
      await figures(after.currentPodHash),
      await figures(after.stableRS),
    ];
    expect(canary.requests / (canary.requests + stable.requests)).toBeCloseTo(
      0.05,
      2,
    );
    expect(await application('textloom-prod', `${API}-prod`)).toMatchObject({
      status: {
        sync: { status: 'Synced', revision: commit },
        health: { status: 'Suspended' },
      },
    });
  });

  it('runs after a restart what was pushed before', async () => {
    const commit = await deploy('dev', '1.8.1');
    pass(60);
    await sandbox.close();
    sandbox = await start();
    expect(await sandbox.gitops?.head()).toBe(commit);
    const dev = await application('textloom-nonprod', `${API}-dev`);
    expect(dev).toMatchObject({
      status: {
        sync: { status: 'Synced', revision: commit },
        health: { status: 'Healthy' },
      },
    });
    expect(JSON.stringify(dev)).toContain(digestFor(API, '1.8.1'));
  });
});
