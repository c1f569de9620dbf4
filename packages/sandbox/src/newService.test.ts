import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  ADDED,
  addedManifests,
  inFolder,
} from './argo/__testUtils__/addedService';
import { CiRelease } from './ci/releases';
import { gitEnvironment } from './git/runGit';
import { Sandbox, startSandbox } from './sandbox';

jest.setTimeout(120_000);

const TOKEN = 'secret';
const FORGE_TOKEN = 'forge-secret';
const run = promisify(execFile);

/** What somebody sees of a service from its first commit to its first bill, without a line of code for it here. */
describe('a new service in the sandbox', () => {
  const clock = { now: Date.parse('2026-11-25T10:00:00Z') };
  const releases: CiRelease[] = [];
  let unknown = 2;
  let folder: string;
  let portal: http.Server;
  let sandbox: Sandbox;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'new-service-'));
    portal = http.createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) {
        body += chunk;
      }
      const release: CiRelease = JSON.parse(body);
      // The catalog reads a new component some seconds after it was pushed.
      if (release.service === ADDED && unknown > 0) {
        unknown -= 1;
        response.statusCode = 404;
      } else {
        releases.push(release);
      }
      response.end('{}');
    });
    await new Promise<void>(resolve => portal.listen(0, '127.0.0.1', resolve));
    sandbox = await startSandbox({
      port: 0,
      token: TOKEN,
      forgeToken: FORGE_TOKEN,
      ciToken: 'ci',
      portalUrl: `http://127.0.0.1:${(portal.address() as AddressInfo).port}`,
      stateDirectory: join(folder, 'state'),
      clock: () => clock.now,
    });
  });
  afterAll(async () => {
    await sandbox?.close();
    portal.closeAllConnections();
    portal.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      clock.now += 1_000;
      sandbox.tick();
    }
  };
  const git = async (at: string, token: string, ...args: string[]) => {
    const password = Buffer.from(`ana:${token}`).toString('base64');
    const config = [
      ['http.extraHeader', `Authorization: Basic ${password}`],
      ['user.name', 'Ana'],
      ['user.email', 'ana@textloom.invalid'],
    ].flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const { stdout } = await run('git', ['-C', at, ...config, ...args], {
      env: gitEnvironment(),
      encoding: 'utf8',
    });
    return stdout.trim();
  };
  /** Clones, adds files and pushes. */
  const push = async (
    url: string,
    token: string,
    files: Record<string, string>,
  ) => {
    const copy = await mkdtemp(join(folder, 'copy-'));
    await git(copy, token, 'clone', '--quiet', url, '.');
    await git(copy, token, 'checkout', '--quiet', '-B', 'main');
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await writeFile(join(copy, path), text);
    }
    await git(copy, token, 'add', '--all');
    await git(copy, token, 'commit', '--quiet', '--message', 'feat: begin');
    await git(copy, token, 'push', '--quiet', 'origin', 'main');
  };
  const authorization = `Bearer ${TOKEN}`;
  const get = async (path: string) => {
    const [, nonprod] = sandbox.clusters;
    const headers = { authorization, connection: 'close' };
    return (await fetch(`${nonprod.url}${path}`, { headers })).json();
  };

  it('is in the forge, and CI tells of its first release', async () => {
    const { forge } = sandbox;
    expect(forge).toEqual({
      url: `${sandbox.controlUrl}/forge`,
      org: 'textloom',
      token: FORGE_TOKEN,
    });
    const page = () => fetch(sandbox.controlUrl).then(answer => answer.text());
    expect(await page()).toContain('None yet.');
    const made = await fetch(`${forge?.url}/api/v1/orgs/textloom/repos`, {
      method: 'POST',
      headers: {
        authorization: `token ${FORGE_TOKEN}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ name: ADDED }),
    });
    expect(made.status).toBe(201);
    await push(`${forge?.url}/textloom/${ADDED}.git`, FORGE_TOKEN, {
      Dockerfile: 'FROM scratch\n',
    });
    expect(await page()).toContain(`href="/forge/textloom/${ADDED}"`);
    const own = () => releases.find(({ service }) => service === ADDED);
    for (let tries = 0; !own() && tries < 200; tries++) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(own()).toMatchObject({
      version: '0.1.0',
      images: [{ repository: `registry.textloom.ai/${ADDED}` }],
    });
  });

  it('is told of again until the catalog knows it, and keeps nobody waiting', () => {
    expect(unknown).toBe(0);
    const services = releases.map(({ service }) => service);
    expect(services.at(-1)).toBe(ADDED);
    expect(new Set(services).size).toBe(10);
  });

  it('runs where its manifests are, with requests and figures of its pods', async () => {
    const files = inFolder(`environments/dev/${ADDED}`, addedManifests());
    await push(sandbox.gitops?.url ?? '', TOKEN, files);
    pass(200);
    const argo = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
    const { status } = await get(`${argo}/${ADDED}-dev`);
    expect([status.sync.status, status.health.status]).toEqual([
      'Synced',
      'Healthy',
    ]);
    const selector = `labelSelector=backstage.io/kubernetes-id%3D${ADDED}`;
    const { items } = await get(`/api/v1/namespaces/dev/pods?${selector}`);
    expect(items).toHaveLength(2);
    const query = async (text: string) => {
      const url = new URL(
        '/prometheus/textloom-nonprod/api/v1/query',
        sandbox.controlUrl,
      );
      url.search = new URLSearchParams({ query: text }).toString();
      const answer = await fetch(url, { headers: { authorization } });
      return Number((await answer.json()).data.result[0]?.value[1]);
    };
    const requests = `istio_requests_total{destination_service_name="${ADDED}",destination_service_namespace="dev"}`;
    expect(await query(`sum(rate(${requests}[1m]))`)).toBeGreaterThan(0.4);
    // It had none before it was there.
    expect(await query(`sum(${requests})`)).toBeLessThan(300);
    const replicas = `kube_deployment_status_replicas_available{deployment="${ADDED}"}`;
    expect(await query(replicas)).toBe(2);
    const metrics = await get(
      '/apis/metrics.k8s.io/v1beta1/namespaces/dev/pods',
    );
    const own = metrics.items.filter(
      ({ metadata }: { metadata: { name: string } }) =>
        metadata.name.startsWith(ADDED),
    );
    expect(own).toHaveLength(2);
  });

  it('is billed for what it has asked for, the day after', async () => {
    clock.now = Date.parse('2026-11-26T00:00:05Z');
    sandbox.tick();
    const directory = sandbox.billing?.directory ?? '';
    const rows = async () => {
      const text = await readFile(join(directory, 'usage/2026-11.csv'), 'utf8');
      return text.split('\n').filter(line => line.includes(ADDED));
    };
    for (let tries = 0; tries < 400; tries++) {
      if ((await rows().catch(() => [])).length > 0) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(await rows()).toHaveLength(1);
    const [, cluster, group, namespace, component, environment, role, hours] = (
      await rows()
    )[0].split(',');
    expect([cluster, group, namespace, component, environment, role]).toEqual([
      'textloom-nonprod',
      'apps',
      'dev',
      `component:default/${ADDED}`,
      'dev',
      'workload',
    ]);
    // Two pods of a quarter core for nearly fourteen hours.
    expect(Number(hours)).toBeGreaterThan(6.5);
    expect(Number(hours)).toBeLessThan(7);
  });
});
