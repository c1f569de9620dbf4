import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { emit, EmittedPython } from './__testUtils__/emitted';
import { startIssuer } from './__testUtils__/issuer';
import {
  eventually,
  freePorts,
  missingServers,
  start,
  Started,
  startDatabase,
  startPrometheus,
  startRedis,
} from './__testUtils__/servers';
import { virtualEnvironment } from './__testUtils__/virtualEnvironment';

const required = process.env.CI !== undefined;
// The first run of a machine installs what the emitted code needs.
jest.setTimeout(900_000);

/** More than the rule for long queues allows, also when a worker has taken some. */
const BACKLOG = 60;
/** Work for a good part of a second. */
const LONG_SCRIPT = '字'.repeat(20_000);

interface Job {
  id: string;
  state: string;
  attempts: number;
  updated_at: string;
  result: { seconds: number } | null;
}

/** The emitted API, worker and priority worker as processes, with the real servers that they need. */
async function startTogether() {
  const folder = await mkdtemp(join(tmpdir(), 'textloom-together-'));
  const started: Started[] = [];
  const closing: (() => Promise<unknown>)[] = [
    () => rm(folder, { recursive: true, force: true }),
  ];
  const stop = async () => {
    for (const one of [...started].reverse()) {
      await one.end('SIGKILL');
    }
    for (const close of closing.reverse()) {
      await close();
    }
  };
  try {
    return { ...(await startAll(folder, started, closing)), folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  folder: string,
  started: Started[],
  closing: (() => Promise<unknown>)[],
) {
  const api = await emit('api-service', 'video-search', { jobs: true });
  const worker = await emit('worker', 'video-renderer', {
    priorityQueue: true,
  });
  closing.push(api.remove, worker.remove);
  const [apiPort, workerPort, priorityPort, redisPort, metricsPort, ...ports] =
    await freePorts(7);
  const database = await startDatabase(folder, ports);
  started.push(...database.started);
  const redis = startRedis(folder, redisPort);
  started.push(redis.started);
  const issuer = await startIssuer('textloom');
  closing.push(issuer.stop);
  const python = join(await virtualEnvironment(), 'python');
  const launch = (one: EmittedPython, port: number, ...args: string[]) => {
    const process = start(python, ['-m', one.module, ...args], {
      cwd: join(one.folder, 'src'),
      log: join(folder, `${one.name}-${port}.log`),
      env: {
        ...{ PATH: '/usr/bin:/bin', PORT: `${port}`, ENVIRONMENT: 'test' },
        ...{ JWT_ISSUER: issuer.issuer, JWT_AUDIENCE: 'textloom' },
        DATABASE_URL: database.url,
        DATABASE_REPLICA_URL: database.url,
        REDIS_URL: redis.url(0),
        BROKER_URL: redis.url(1),
        CONCURRENCY: '1',
      },
    });
    started.push(process);
    return process;
  };
  const migration = launch(api, apiPort, 'migrate');
  await eventually(
    async () => migration.process.exitCode ?? undefined,
    'the migration ends',
  );
  const processes = {
    api: launch(api, apiPort),
    worker: launch(worker, workerPort, '--queues', 'video'),
    priority: launch(worker, priorityPort, '--queues', 'video-priority'),
  };
  const rules = join(folder, 'rules.yaml');
  await writeFile(rules, atOnce(worker.files.get('chart/rules/alerts.yaml')));
  const prometheus = await startPrometheus(folder, metricsPort, {
    rules,
    targets: {
      'video-search': [apiPort],
      'video-renderer': [workerPort, priorityPort],
    },
  });
  started.push(prometheus.started);
  return {
    ...{ database, issuer, prometheus, processes, migration, workerPort },
    bases: [apiPort, workerPort, priorityPort].map(
      port => `http://127.0.0.1:${port}`,
    ),
  };
}

/** The rules of the chart without their patience: a test has no five minutes. */
function atOnce(rules = ''): string {
  const { groups } = parse(rules, { merge: true });
  for (const group of groups) {
    for (const rule of group.rules) {
      rule.for = '1s';
    }
  }
  return stringify({ groups }, { aliasDuplicateObjects: false });
}

const canRun = required || missingServers.length === 0;

(canRun ? describe : describe.skip)('API, worker and priority worker', () => {
  let world: Awaited<ReturnType<typeof startTogether>>;
  const ask = async (
    path: string,
    tenant = 'a',
    body?: object,
  ): Promise<{ status: number; body: ReturnType<typeof JSON.parse> }> => {
    const answer = await fetch(`${world.bases[0]}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${world.issuer.token(tenant)}`,
        'content-type': 'application/json',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      },
      body: body && JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const submit = async (body: object): Promise<Job> => {
    const answer = await ask('/v1/jobs', 'a', body);
    expect(answer).toMatchObject({ status: 202 });
    return answer.body;
  };
  const done = (id: string) =>
    eventually(async () => {
      const job: Job = (await ask(`/v1/jobs/${id}`)).body;
      return job.state === 'succeeded' ? job : undefined;
    }, `job ${id} is done`);

  beforeAll(async () => {
    world = await startTogether();
  });
  afterAll(() => world?.stop());

  it('become ready over a database that was migrated through PgBouncer', async () => {
    expect(world.migration.process.exitCode).toBe(0);
    for (const base of world.bases) {
      const ready = await eventually(async () => {
        const answer = await fetch(`${base}/readyz`);
        return answer.ok ? await answer.json() : undefined;
      }, `${base} is ready`);
      expect(ready.checks.database).toBe('ok');
    }
  });

  it('do a job that was submitted through the API', async () => {
    const { id, state } = await submit({ script: 'Hello there. 你好。' });
    expect(state).toMatch(/queued|running|succeeded/);
    await expect(done(id)).resolves.toMatchObject({
      attempts: 1,
      result: { seconds: 1.3 },
    });
  });

  it('show a job to its own tenant alone, in the API and in the database', async () => {
    const { id } = await submit({ script: 'Mine.' });
    expect(await ask(`/v1/jobs/${id}`, 'b')).toMatchObject({ status: 404 });
    expect((await ask('/v1/jobs', 'b')).body.items).toEqual([]);
    const { query } = world.database;
    expect(await query('SELECT count(*) FROM jobs')).toBe('0');
    const asTenant = (tenant: string) =>
      query(`SET app.tenant = '${tenant}'; SELECT count(*) FROM jobs`);
    expect(await asTenant('b')).toBe('0');
    expect(Number(await asTenant('a'))).toBeGreaterThan(0);
  });

  it('pass the trace of a request on to the worker', async () => {
    await done((await submit({ script: 'Traced.' })).id);
    const log = await readFile(world.processes.worker.log, 'utf8');
    expect(log).toContain('"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"');
  });

  it('answer from the cache what they have computed before', async () => {
    const { status } = await ask('/v1/styles');
    expect(status).toBe(200);
    const estimate = () => ask('/v1/estimates', 'a', { script: LONG_SCRIPT });
    expect((await estimate()).body).toEqual((await estimate()).body);
    const metrics = await (await fetch(`${world.bases[0]}/metrics`)).text();
    expect(metrics).toContain(
      'cache_requests_total{level="l1",outcome="hit"} 1.0',
    );
    expect(metrics).toContain(
      'cache_requests_total{level="l2",outcome="miss"} 1.0',
    );
  });

  it('take many requests at once over two connections to PostgreSQL', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        ask(`/v1/${n % 2 ? 'jobs' : 'scripts'}`),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([200]),
    );
  });

  it('let an urgent job overtake a backlog, of which an alert tells until it is gone', async () => {
    const { prometheus, processes } = world;
    const alert = (fires: boolean) =>
      eventually(
        async () =>
          (await prometheus.firing()).includes('LongQueue') === fires ||
          undefined,
        `the alert LongQueue ${fires ? 'fires' : 'clears'}`,
        60_000,
      );
    // Held still, so that the backlog does not depend on the machine's speed.
    processes.worker.process.kill('SIGSTOP');
    const backlog = await Promise.all(
      Array.from({ length: BACKLOG }, () => submit({ script: 'Later.' })),
    );
    const urgent = await submit({ script: 'Now.', priority: 'high' });
    const overtaker = await done(urgent.id);
    await alert(true);
    expect(await prometheus.firing()).not.toContain('ServiceDown');

    processes.worker.process.kill('SIGCONT');
    await alert(false);
    for (const { id } of backlog) {
      const { updated_at: end } = await done(id);
      expect(Date.parse(end)).toBeGreaterThan(Date.parse(overtaker.updated_at));
    }
  });

  it('export what rules and autoscalers ask for', async () => {
    const { value } = world.prometheus;
    for (const expression of [
      'http_requests_total{route="/v1/jobs", status="202"}',
      'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[1m])))',
      'http_requests_in_flight',
      'db_pool_in_use + 1',
      'cache_requests_total{level="l3", outcome="miss"}',
      'tasks_total{queue="video", task="video.storyboard", outcome="success"}',
      'tasks_total{queue="video-priority", outcome="success"}',
      'task_duration_seconds_count{queue="video"}',
      'histogram_quantile(0.95, sum by (le) (rate(task_wait_seconds_bucket{queue="video"}[1m])))',
      'queue_oldest_task_seconds{queue="video"} + 1',
    ]) {
      await expect(
        eventually(() => value(expression), expression),
      ).resolves.toBeGreaterThan(0);
    }
  });

  it('end in good order when they are told to, and lose no job', async () => {
    const { api, worker, priority } = world.processes;
    const { id } = await submit({ script: LONG_SCRIPT });
    expect(await worker.end()).toBe(0);
    expect(await priority.end()).toBe(0);
    const { state } = (await ask(`/v1/jobs/${id}`)).body;
    expect(['succeeded', 'accepted', 'queued']).toContain(state);
    // Uvicorn ends what it has begun, and then itself by the signal that it was sent.
    expect(await api.end()).toBe('SIGTERM');
    expect(await readFile(api.log, 'utf8')).toContain('shutdown complete');
  });
});
