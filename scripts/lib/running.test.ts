import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { developmentEnvironment } from './development.ts';
import { repositoryRoot } from './layout.ts';
import { forgetState, parseSandboxReady, portalEnvironment } from './portal.ts';
import { createProgress, elapsed } from './progress.ts';
import { readRunning, removeRunFile, writeRunFile } from './runFile.ts';
import { ROLES, fetchToken } from './token.ts';

const sandbox = {
  controlUrl: 'http://127.0.0.1:7008',
  clusters: [
    { name: 'textloom-prod', url: 'http://127.0.0.1:7009' },
    { name: 'textloom-nonprod', url: 'http://127.0.0.1:7010' },
  ],
  token: 'secret',
  region: 'ap-southeast-1',
  ciToken: 'ci-secret',
  policyFile: '/s/sandbox/deployments-policy.yaml',
};

test('the ready line of the sandbox is found among others', () => {
  const line = `sandbox ready ${JSON.stringify(sandbox)}`;
  assert.deepEqual(parseSandboxReady(`noise\n${line}\n`), sandbox);
  assert.equal(parseSandboxReady('sandbox ready soon'), undefined);
  assert.equal(parseSandboxReady('sandbox ready {}'), undefined);
});

test('the portal is told its own address and those of its clusters', () => {
  const { TEXTLOOM_DRILLS_DIR: drills, ...env } = portalEnvironment({
    port: 7307,
    state: '/s',
    sandbox,
  });
  assert.equal(drills, '/s-drills');
  assert.deepEqual(env, {
    PORT: '7307',
    TEXTLOOM_BASE_URL: 'http://localhost:7307',
    TEXTLOOM_STATE_DIR: '/s',
    TEXTLOOM_SANDBOX: '1',
    TEXTLOOM_SANDBOX_URL: 'http://127.0.0.1:7008',
    TEXTLOOM_PROD_URL: 'http://127.0.0.1:7009',
    TEXTLOOM_NONPROD_URL: 'http://127.0.0.1:7010',
    TEXTLOOM_SANDBOX_TOKEN: 'secret',
    TEXTLOOM_SANDBOX_REGION: 'ap-southeast-1',
    TEXTLOOM_CI_TOKEN: 'ci-secret',
    APP_CONFIG_deployments_policy: '/s/sandbox/deployments-policy.yaml',
  });
  assert.throws(
    () =>
      portalEnvironment({
        port: 1,
        state: '/s',
        sandbox: { ...sandbox, clusters: [] },
      }),
    /no cluster textloom-prod/,
  );
});

test('the portal is told where bills are, and of the contracts', () => {
  const contracts = [{ id: 'slack', endsOn: '2027-01-31' }];
  const billing = { directory: '/s/sandbox/billing', contracts };
  const line = `sandbox ready ${JSON.stringify({ ...sandbox, billing })}`;
  const facts = parseSandboxReady(line);
  assert.deepEqual(facts, { ...sandbox, billing });
  const env = portalEnvironment({ port: 7307, state: '/s', sandbox: facts });
  assert.equal(env.TEXTLOOM_BILLING_DIR, '/s/sandbox/billing');
  assert.deepEqual(JSON.parse(env.APP_CONFIG_costs_contracts ?? ''), contracts);
});

test('the portal is told where repositories are made', () => {
  const forge = { url: 'http://127.0.0.1:7008/forge', token: 'f-secret' };
  const line = `sandbox ready ${JSON.stringify({ ...sandbox, forge })}`;
  const facts = parseSandboxReady(line);
  assert.deepEqual(facts, { ...sandbox, forge });
  const env = portalEnvironment({ port: 7307, state: '/s', sandbox: facts });
  assert.equal(env.TEXTLOOM_FORGE_URL, 'http://127.0.0.1:7008/forge');
  assert.equal(env.TEXTLOOM_FORGE_HOST, '127.0.0.1:7008');
  assert.equal(env.TEXTLOOM_FORGE_TOKEN, 'f-secret');
});

test('all that is remembered is forgotten, and nothing else', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'forget-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const state = join(folder, 'state');
  for (const name of ['', '-copies', '-drills', '-dev', 's']) {
    mkdirSync(join(`${state}${name}`, 'deep'), { recursive: true });
  }
  await forgetState({ state });
  assert.deepEqual(readdirSync(folder), ['state-dev', 'states']);
  await forgetState({ state });
});

test('the configuration keeps nothing where it would not be forgotten', () => {
  const config = readFileSync(join(repositoryRoot, 'app-config.yaml'), 'utf8');
  const places = [
    ...config.matchAll(/\$\{TEXTLOOM_STATE_DIR:-[^}]+\}(\S*)/g),
  ].map(([, rest]) => rest ?? '');
  assert.ok(places.includes('-copies'));
  const others = places.filter(
    rest => rest !== '' && rest !== '-copies' && !rest.startsWith('/'),
  );
  assert.deepEqual(others, []);
});

test('in development the backend lets the app server in', () => {
  const env = developmentEnvironment({
    port: 7007,
    appPort: 3001,
    state: '/s',
    sandbox,
  });
  assert.equal(env.APP_CONFIG_app_baseUrl, 'http://localhost:3001');
  assert.equal(env.TEXTLOOM_BASE_URL, 'http://localhost:7007');
  assert.equal(
    JSON.parse(env.APP_CONFIG_backend_cors ?? '').origin,
    'http://localhost:3001',
  );
});

test('the run file counts only while its process lives', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'deep', 'run.json');
  const facts = {
    baseUrl: 'http://localhost:1',
    pid: process.pid,
    sandboxUrl: 'x',
  };
  assert.equal(await readRunning(path), undefined);
  await writeRunFile(path, facts);
  assert.deepEqual(await readRunning(path), facts);
  assert.equal(await readRunning(path, () => false), undefined);
  writeFileSync(path, '{"baseUrl":');
  assert.equal(await readRunning(path), undefined);
  writeFileSync(path, '{"baseUrl":"x"}');
  assert.equal(await readRunning(path), undefined);
  await removeRunFile(path);
  await removeRunFile(path);
});

test('progress lines carry the time since the beginning', async () => {
  const lines: string[] = [];
  let time = 1_000;
  const progress = createProgress({
    write: line => lines.push(line),
    now: () => time,
  });
  progress.say('one');
  time += 83_000;
  assert.equal(await progress.during('two', async () => 7), 7);
  assert.deepEqual(
    lines.map(line => line.trim()),
    ['0 s  one', '1 min 23 s  two'],
  );
  assert.equal(elapsed(59_400), '59 s');
});

test('a step that fails still ends its reminders', async () => {
  const lines: string[] = [];
  const progress = createProgress({
    write: line => lines.push(line),
    now: () => 0,
    every: 5,
  });
  const failure = progress.during('x', async () => {
    await new Promise(resolve => setTimeout(resolve, 30));
    throw new Error('broken');
  });
  await assert.rejects(failure, /broken/);
  const said = lines.length;
  assert.ok(said > 1);
  await new Promise(resolve => setTimeout(resolve, 30));
  assert.equal(lines.length, said);
});

const answer = (status: number, body: unknown) => async () =>
  new Response(JSON.stringify(body), { status });

test('a token is what the portal issues for the role', async () => {
  const asked: [string, unknown][] = [];
  const token = await fetchToken('http://p', ['sre'], async (url, init) => {
    asked.push([String(url), init?.headers]);
    return answer(200, { backstageIdentity: { token: 'abc' } })();
  });
  assert.equal(token, 'abc');
  assert.deepEqual(asked, [
    ['http://p/api/auth/sandbox/refresh', { 'x-sandbox-role': 'sre' }],
  ]);
});

test('no token, with a reason', async () => {
  const ask = (
    baseUrl: string | undefined,
    args: string[],
    get: typeof fetch = answer(200, {}),
  ) => fetchToken(baseUrl, args, get);
  await assert.rejects(ask('http://p', []), /Usage: .*developer/);
  await assert.rejects(ask('http://p', ['boss']), /no role 'boss'.*auditor/);
  await assert.rejects(ask('http://p', ['sre', 'x']), /Usage/);
  await assert.rejects(ask(undefined, ['sre']), /does not run/);
  await assert.rejects(ask('http://p', ['sre']), /without a token/);
  await assert.rejects(ask('http://p', ['sre'], answer(404, {})), /status 404/);
  await assert.rejects(
    ask('http://p', ['sre'], async () => {
      throw new TypeError('fetch failed');
    }),
    /does not run/,
  );
  assert.equal(ROLES.length, 8);
});
