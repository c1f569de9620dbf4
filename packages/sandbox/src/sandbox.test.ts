import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox, startSandbox } from './sandbox';

const TOKEN = 'secret';

interface Answer {
  status: number;
  text: string;
}

function send(
  method: string,
  url: string,
  options: { headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, agent: false, ...options });
    request.on('error', reject);
    request.on('response', response => {
      let text = '';
      response.on('data', chunk => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text }),
      );
    });
    request.end(options.body);
  });
}

const json = { 'content-type': 'application/json' };
const authorized = { authorization: `Bearer ${TOKEN}` };

// A world is built at each start.
jest.setTimeout(30_000);

describe('startSandbox', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startSandbox({
      port: 0,
      token: TOKEN,
      portalUrl: 'http://localhost:1234/"<x>',
    });
  });
  afterEach(() => sandbox.close());

  const start = (id: string, headers: Record<string, string>, body = '{}') =>
    send('POST', `${sandbox.controlUrl}/api/scenarios/${id}/start`, {
      headers,
      body,
    });

  it('makes a lost node visible to the next request', async () => {
    const { status, text } = await start('node-failure', json);
    expect(status).toBe(200);
    const { cluster, target } = JSON.parse(text);
    expect(cluster).toBe('textloom-prod');
    const [prod] = sandbox.clusters;
    const node = await send('GET', `${prod.url}/api/v1/nodes/${target}`, {
      headers: authorized,
    });
    expect(JSON.parse(node.text).status.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', status: 'Unknown' }),
    );
  });

  it('lets one API hang without the other, and cuts what hung', async () => {
    const [prod, nonprod] = sandbox.clusters;
    await start('api-hang', json);
    const hanging = send('GET', `${nonprod.url}/livez`, {
      headers: authorized,
    }).then(
      () => 'answered',
      () => 'cut',
    );
    const other = await send('GET', `${prod.url}/livez`, {
      headers: authorized,
    });
    expect(other).toEqual({ status: 200, text: 'ok' });
    const first = await Promise.race([
      hanging,
      new Promise(resolve => setTimeout(resolve, 200, 'silent')),
    ]);
    expect(first).toBe('silent');
    await send('POST', `${sandbox.controlUrl}/api/scenarios/api-hang/stop`, {
      headers: json,
      body: '{}',
    });
    expect(await hanging).toBe('cut');
    const after = await send('GET', `${nonprod.url}/livez`, {
      headers: authorized,
    });
    expect(after.status).toBe(200);
  });

  it('refuses what another site could send', async () => {
    const plain = await start('node-failure', { 'content-type': 'text/plain' });
    expect(plain.status).toBe(415);
    const foreign = await start('node-failure', {
      ...json,
      origin: 'https://evil.example',
    });
    expect(foreign.status).toBe(403);
    const disguised = await start('node-failure', {
      ...json,
      origin: 'http://localhost.evil.example',
    });
    expect(disguised.status).toBe(403);
    const rebound = await send('GET', `${sandbox.controlUrl}/kubeconfig`, {
      headers: { host: 'evil.example' },
    });
    expect(rebound.status).toBe(421);
    const own = await start('node-failure', {
      ...json,
      origin: 'http://localhost:7010',
    });
    expect(own.status).toBe(200);
  });

  it('shows every scenario under what it disturbs', async () => {
    const page = await send('GET', `${sandbox.controlUrl}/?lang=zh`);
    expect(
      [...page.text.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, t]) => t),
    ).toEqual([
      '节点',
      '伸缩',
      '工作负载',
      '服务与数据',
      '发布',
      '备份',
      '费用',
      '新服务的代码仓库',
    ]);
    expect(page.text.match(/<h3>/g)).toHaveLength(
      sandbox.scenarios.list().length,
    );
  });

  it('gives what exporters tell to whoever has the token', async () => {
    const url = `${sandbox.controlUrl}/exporters/textloom-prod`;
    expect((await send('GET', `${url}/metrics`)).status).toBe(401);
    const found = await send('GET', `${url}/metrics`, { headers: authorized });
    expect(found.status).toBe(200);
    expect(found.text).toContain('# TYPE node_cpu_seconds_total counter\n');
    const other = await send('GET', `${url}/other`, { headers: authorized });
    expect(other.status).toBe(404);
  });

  it('names what does not exist', async () => {
    const unknown = await start('earthquake', json);
    expect(unknown.status).toBe(404);
    const cluster = await start('api-hang', json, '{"cluster":"moon"}');
    expect(JSON.parse(cluster.text)).toEqual({
      error: { message: 'There is no cluster moon' },
    });
    expect((await start('api-hang', json, '{')).status).toBe(400);
  });

  it('shows the page in the language of the browser or the link', async () => {
    const page = (path: string, language: string) =>
      send('GET', `${sandbox.controlUrl}${path}`, {
        headers: { 'accept-language': language },
      });
    const zh = await page('/', 'fr,zh-CN;q=0.9,en;q=0.8');
    expect(zh.text).toContain('<html lang="zh-CN">');
    expect(zh.text).toContain('一台 worker 节点故障');
    expect(zh.text).not.toContain('Where to look');
    const en = await page('/?lang=en', 'zh');
    expect(en.text).toContain('A worker node fails');
    expect(en.text).toContain('href="http://localhost:1234/&quot;&lt;x&gt;"');
    expect(en.text).not.toMatch(/(src|href)="https?:\/\/(?!localhost)/);
  });

  it('stops with a watch open', async () => {
    const [prod] = sandbox.clusters;
    const request = http.get(`${prod.url}/api/v1/pods?watch=1`, {
      agent: false,
      headers: authorized,
    });
    const response = await new Promise<http.IncomingMessage>(resolve =>
      request.on('response', resolve),
    );
    const ended = new Promise(resolve => response.on('close', resolve));
    // Being cut off is what this test is about.
    response.on('error', () => undefined).resume();
    await sandbox.close();
    await expect(ended).resolves.toBeUndefined();
  });
});

it('writes bills into its state, and scenarios change them', async () => {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const sandbox = await startSandbox({ port: 0, token: TOKEN, stateDirectory });
  try {
    expect(sandbox.billing).toMatchObject({
      directory: join(stateDirectory, 'billing'),
      contracts: expect.arrayContaining([
        expect.objectContaining({ id: 'slack', vendor: 'Slack' }),
      ]),
    });
    const { target } = sandbox.scenarios.start('cost-spike');
    expect(target).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(sandbox.scenarios.stop('cost-spike')).toBe(1);
  } finally {
    await sandbox.close();
    await rm(stateDirectory, { recursive: true, force: true });
  }
});

it('frees what it had when a port is taken', async () => {
  const blocker = createServer();
  await new Promise<void>(resolve => blocker.listen(0, '127.0.0.1', resolve));
  const { port } = blocker.address() as AddressInfo;
  await expect(startSandbox({ port: port - 2, token: TOKEN })).rejects.toThrow(
    'EADDRINUSE',
  );
  const free = createServer();
  await new Promise<void>((resolve, reject) => {
    free.once('error', reject);
    free.listen(port - 1, '127.0.0.1', resolve);
  });
  free.close();
  blocker.close();
});
