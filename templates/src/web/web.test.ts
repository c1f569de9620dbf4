import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { AddressInfo, createServer } from 'node:net';
import { renderTemplate } from '../tester/renderTemplate';
import { run } from '../tools/run';
import { imageContent, installedFolder } from './installed';

// The first run of a machine installs the application's dependencies.
jest.setTimeout(300_000);

const TITLE = `It's "video" #1: 视频`;

/** The environment of a newcomer's shell: with what npm and proxies need, without what the test runner has set. */
const SHELL = {
  ...process.env,
  NODE_ENV: undefined,
  NODE_OPTIONS: undefined,
  JEST_WORKER_ID: undefined,
  NEXT_TELEMETRY_DISABLED: '1',
};

let folder: string;
const make = (target: string) =>
  run('make', [target], { cwd: folder, env: SHELL, timeoutMs: 240_000 });

/** Fails with what was said, which says more than a number. */
async function makes(target: string): Promise<string> {
  const { code, stdout, stderr } = await make(target);
  if (code !== 0) {
    throw new Error(`make ${target} ended with ${code}\n${stdout}\n${stderr}`);
  }
  return stdout;
}

beforeAll(async () => {
  const rendered = await renderTemplate({
    slug: 'web-app',
    parameters: {
      name: 'video-studio',
      title: TITLE,
      description: 'Where customers cut "and" caption their videos: #1',
      owner: 'group:default/experience',
      repoUrl: 'github.com?owner=textloom&repo=video-studio',
    },
  });
  folder = await installedFolder(rendered);
  await makes('setup');
});

describe('the emitted web application', () => {
  it('leaves a lock file from which others install the same', async () => {
    const again = await run('npm', ['ci', '--dry-run', '--ignore-scripts'], {
      cwd: folder,
      env: SHELL,
    });
    expect(again).toMatchObject({ code: 0 });
  });

  it('has no fault that its own linters find', async () => {
    await expect(makes('lint')).resolves.toContain('eslint');
  });

  it('passes its own tests, above its gate', async () => {
    const said = await makes('test');
    expect(said).not.toContain('ERROR: Coverage');
    const gate = await run('bash', ['scripts/coverage.sh'], { cwd: folder });
    expect(gate).toMatchObject({ code: 0 });
    const [, coverage] = /^coverage=(.*)$/m.exec(gate.stdout) ?? [];
    expect(Number(coverage)).toBeGreaterThan(90);
  });

  describe('built and started as in its image', () => {
    let server: ChildProcess;
    let said = '';
    let base: string;
    const get = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${base}${path}`, { headers, redirect: 'manual' });

    beforeAll(async () => {
      await makes('build');
      const port = await freePort();
      base = `http://127.0.0.1:${port}`;
      server = spawn(process.execPath, ['server.js'], {
        cwd: await imageContent(folder),
        env: {
          PATH: process.env.PATH,
          NODE_ENV: 'production',
          PORT: `${port}`,
          HOSTNAME: '127.0.0.1',
          RELEASE: '1.2.0',
          ENVIRONMENT: 'test',
          LOG_LEVEL: 'INFO',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      server.stdout?.on('data', chunk => (said += chunk));
      server.stderr?.on('data', chunk => (said += chunk));
      await answering();
    });
    afterAll(() => server.kill('SIGKILL'));

    async function answering(attempts = 100): Promise<void> {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const response = await get('/readyz').catch(() => undefined);
        if (response?.ok) {
          return;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      throw new Error(`It does not answer: ${said}`);
    }
    const lines = () =>
      said
        .split('\n')
        .filter(line => line.startsWith('{'))
        .map(line => JSON.parse(line));

    it('is healthy and ready', async () => {
      expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
      expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' });
    });

    it.each([
      ['zh-CN,zh;q=0.9', '/zh'],
      ['en', '/en'],
    ])('leads a reader of %s to %s', async (language, path) => {
      const response = await get('/', { 'accept-language': language });
      expect(response.status).toBe(307);
      expect(response.headers.get('location')).toBe(path);
    });

    it('shows its page in both languages, with scripts that carry its nonce', async () => {
      const response = await get('/zh');
      const html = await response.text();
      expect(html).toContain('<html lang="zh-Hans"');
      expect(html).toContain('运行正常。');
      expect(html).toContain('It&#x27;s &quot;video&quot; #1: 视频');
      const policy = response.headers.get('content-security-policy') ?? '';
      const [, nonce] = /'nonce-([^']+)'/.exec(policy) ?? [];
      expect(policy).not.toContain('unsafe');
      const scripts = [...html.matchAll(/<script\b[^>]*>/g)];
      expect(scripts.length).toBeGreaterThan(0);
      scripts.forEach(([tag]) => expect(tag).toContain(`nonce="${nonce}"`));
      expect(await (await get('/en')).text()).toContain('It runs.');
    });

    it('says that a page is not there', async () => {
      const response = await get('/en/nothing');
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('页面不存在。');
    });

    it('has strict headers, and lets caches keep what is static for a day', async () => {
      const { headers } = await get('/assets/README.md');
      expect(headers.get('cache-control')).toBe('public, max-age=86400');
      expect(headers.get('strict-transport-security')).toBe(
        'max-age=31536000; includeSubDomains',
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    });

    it('measures by route and status, and not its probes', async () => {
      const text = await (await get('/metrics')).text();
      expect(text).toMatch(
        /^http_requests_total\{method="GET",route="\/\[locale\]",status="200"\} 2$/m,
      );
      expect(text).toMatch(
        /^http_requests_total\{method="GET",route="other",status="404"\} 1$/m,
      );
      expect(text).toMatch(
        /^http_request_duration_seconds_bucket\{le="0.5",method="GET",route="\/\[locale\]"\} \d+$/m,
      );
      expect(text).toContain('http_requests_in_flight 0');
      expect(text).not.toContain('healthz');
    });

    it('logs each request as JSON, without what its address says', async () => {
      await get('/en?email=jane@example.com', { 'x-request-id': 'abc-1' });
      await new Promise(resolve => setTimeout(resolve, 100));
      const [started] = lines();
      expect(started).toMatchObject({
        service: 'video-studio',
        release: '1.2.0',
        environment: 'test',
        msg: 'started',
        tracing: false,
      });
      const last = lines().pop();
      expect(last).toMatchObject({
        level: 'info',
        msg: 'request',
        route: '/[locale]',
        status: 200,
        requestId: 'abc-1',
      });
      expect(said).not.toContain('jane');
    });

    it('ends when it is asked to, and says so', async () => {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      expect(lines().pop()).toMatchObject({ msg: 'draining' });
    });
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
