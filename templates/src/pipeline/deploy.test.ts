import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { proposeRequestSchema } from '@textloom/plugin-deployments-common';
import { emit, Emitted, removeEmitted } from './__testUtils__/emit';
import { Answer, Asked, FakeServer } from './__testUtils__/FakeServer';
import { git, run } from './__testUtils__/run';

jest.setTimeout(120_000);

const RELEASE = '11111111-1111-4111-8111-111111111111';
const PROPOSAL = '22222222-2222-4222-8222-222222222222';

let repository: Emitted;
let worker: Emitted;
const script = (
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { folder } = repository,
) => run(folder, 'bash', [`scripts/${name}.sh`, ...args], env);

beforeAll(async () => {
  repository = await emit('api-service');
  // The same scripts: they know what they serve from this file alone.
  worker = await emit('api-service');
  const settings = worker.file('.textloom/service.env');
  await writeFile(
    join(worker.folder, '.textloom/service.env'),
    settings.replace('KIND=api', 'KIND=worker'),
  );
});
afterAll(removeEmitted);

describe('a deployment', () => {
  let portal: FakeServer;
  let states: string[];
  let refusal: Answer | undefined;
  let proposals: { id: string; version: string; requestedAt: number }[];

  const answer = ({ method, url }: Asked): Answer => {
    const path = url.pathname.replace('/api/deployments', '');
    if (path === '/services/video-search/releases') {
      const trigger = (name: string) =>
        ({ dev: 'automatic', test: 'manual' }[name] ?? 'proposal');
      const environments = ['dev', 'test', 'staging', 'prod'].map(name => ({
        name,
        trigger: trigger(name),
      }));
      const release = { id: RELEASE, version: '1.2.0' };
      return [200, { releases: [{ release, environments }] }];
    }
    if (path === '/proposals' && method === 'POST') {
      return refusal ?? [201, { id: PROPOSAL }];
    }
    if (path === '/proposals') {
      return [200, { items: proposals }];
    }
    if (path === `/proposals/${PROPOSAL}`) {
      const state = states.length > 1 ? states.shift() : states[0];
      return [200, { proposal: { state } }];
    }
    return [404, {}];
  };
  const deploy = (environment: string, version = '1.2.0', patience = 60) =>
    script('deploy', [environment, version], {
      TEXTLOOM_PORTAL_URL: portal.url,
      TOKEN: 'a-token',
      REASON: 'For the "launch" $(id)',
      PAUSE: '0.05',
      PATIENCE: `${patience}`,
    });
  const posted = () => portal.asked.filter(({ method }) => method === 'POST');

  beforeAll(async () => {
    portal = await FakeServer.start(answer);
  });
  beforeEach(() => {
    portal.asked.splice(0);
    states = ['Pending', 'Executing', 'Soaking', 'Succeeded'];
    refusal = undefined;
    proposals = [];
  });
  afterAll(() => portal.stop());

  it('is proposed and followed to its end', async () => {
    const { code, stderr, outputs } = await deploy('staging');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(outputs).toEqual({ proposal: PROPOSAL });
    expect(stderr).toContain('video-search 1.2.0 in staging: Soaking');
    const [{ body, headers }] = posted();
    expect(proposeRequestSchema.parse(JSON.parse(body))).toEqual({
      release: RELEASE,
      environment: 'staging',
      reason: 'For the "launch" $(id)',
    });
    expect(headers.authorization).toBe('Bearer a-token');
    expect(headers['idempotency-key']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is only followed where every release is deployed by itself', async () => {
    proposals = [
      { id: 'older', version: '1.2.0', requestedAt: 1 },
      { id: PROPOSAL, version: '1.2.0', requestedAt: 2 },
      { id: 'other', version: '1.3.0', requestedAt: 3 },
    ];
    expect(await deploy('dev')).toMatchObject({
      code: 0,
      outputs: { proposal: PROPOSAL },
    });
    expect(posted()).toEqual([]);
  });

  it.each(['RolledBack', 'Rejected', 'Expired', 'Diverged', 'NeedsHuman'])(
    'fails when it ends %s',
    async state => {
      states = ['Executing', state];
      const { code, stderr } = await deploy('prod');
      expect(code).toBe(1);
      expect(stderr).toContain(`did not stay in prod: ${state}`);
    },
  );

  it('fails with what the portal says', async () => {
    refusal = [409, { error: { message: 'prod is frozen until Monday' } }];
    const { code, stderr } = await deploy('prod');
    expect(code).toBe(1);
    expect(stderr).toContain('The portal says no: prod is frozen until Monday');
  });

  it('fails when it takes too long', async () => {
    states = ['Pending'];
    const { code, stderr } = await deploy('prod', '1.2.0', 1);
    expect(code).toBe(1);
    expect(stderr).toContain('still Pending in prod');
  });

  it.each([
    ['test', '9.9.9', 'knows no release 9.9.9'],
    ['production', '1.2.0', 'There is no environment production'],
    ['dev/../prod', '1.2.0', 'There is no environment dev/../prod'],
  ])('is refused to %s of %s', async (environment, version, message) => {
    const { code, stderr } = await deploy(environment, version);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(posted()).toEqual([]);
  });
});

describe('the look at what was deployed', () => {
  /** What Prometheus answers, by what is asked for; nothing where it has nothing. */
  type Figures = Partial<Record<'up' | 'count' | 'bad' | 'slow', number>>;
  const GOOD: Figures = { up: 1, count: 5000, bad: 0.2, slow: 0.3 };
  let figures: Figures[];
  let prometheus: FakeServer;

  const kindOf = (query: string): keyof Figures => {
    if (query.startsWith('min(up')) return 'up';
    if (query.startsWith('sum(increase')) return 'count';
    return query.startsWith('100 *') ? 'bad' : 'slow';
  };
  const answer = ({ body }: Asked): Answer => {
    const kind = kindOf(new URLSearchParams(body).get('query') ?? '');
    const now =
      kind === 'up' && figures.length > 1 ? figures.shift() : undefined;
    const value = (now ?? figures[0])[kind];
    const result = value === undefined ? [] : [{ value: [0, `${value}`] }];
    return [200, { status: 'success', data: { result } }];
  };
  const verify = (
    environment: string,
    looks: Figures | Figures[],
    emitted = repository,
  ) => {
    figures = [looks].flat();
    prometheus.asked.splice(0);
    return script(
      'verify',
      [environment],
      {
        PROMETHEUS_URL: prometheus.url,
        PROMETHEUS_TOKEN: 'prometheus-token',
        WINDOW: '0',
        PAUSE: '0.05',
      },
      emitted,
    );
  };

  beforeAll(async () => {
    prometheus = await FakeServer.start(answer);
  });
  afterAll(() => prometheus.stop());

  it('is content just below the limits', async () => {
    const figuresBelow = { ...GOOD, bad: 0.99, slow: 0.499 };
    const { code, stderr } = await verify('prod', figuresBelow);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain('video-search is healthy in prod');
    const queries = prometheus.asked.map(({ body }) =>
      new URLSearchParams(body).get('query'),
    );
    expect(queries[0]).toBe('min(up{job="video-search",namespace="textloom"})');
    expect(prometheus.asked[0].headers.authorization).toBe(
      'Bearer prometheus-token',
    );
  });

  it.each<[string, Figures, string]>([
    ['errors', { ...GOOD, bad: 1 }, '1 % fail; the limit is 1 %'],
    ['P95', { ...GOOD, slow: 0.5 }, 'P95 is 0.5 s; the limit is 0.5 s'],
    ['a replica that is down', { ...GOOD, up: 0 }, 'not up (0)'],
    ['nothing scraped', {}, 'not up (NaN)'],
  ])('ends at once with %s at the limit', async (_, bad, message) => {
    const { code, stderr } = await verify('prod', bad);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });

  it('forgives one bad look', async () => {
    const looks = [{ ...GOOD, up: 0 }, GOOD];
    expect(await verify('prod', looks)).toMatchObject({ code: 0 });
  });

  it('judges nothing by a few requests: fails in prod, passes elsewhere', async () => {
    const few = { up: 1, count: 19, bad: 100 };
    const { code, stderr } = await verify('prod', few);
    expect(code).toBe(1);
    expect(stderr).toContain('Fewer than 20 requests');
    expect(await verify('dev', { up: 1 })).toMatchObject({ code: 0 });
  });

  it('asks of a worker that 95 % of its tasks succeed', async () => {
    const tasks = { up: 1, count: 400 };
    expect(await verify('prod', { ...tasks, bad: 4.9 }, worker)).toMatchObject({
      code: 0,
    });
    const { code, stderr } = await verify('prod', { ...tasks, bad: 5 }, worker);
    expect(code).toBe(1);
    expect(stderr).toContain('5 % fail; the limit is 5 %');
  });
});

describe('a rollback', () => {
  let origin: string;
  let clone: string;
  const folder = 'environments/prod/video-search';

  const change = async (message: string, files: Record<string, string>) => {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(clone, path)), { recursive: true });
      await writeFile(join(clone, path), content);
    }
    await git(clone, 'add', '--all');
    await git(clone, 'commit', '--quiet', '--message', message);
    await git(clone, 'push', '--quiet');
  };
  const rollback = (environment = 'prod') =>
    script(
      'rollback',
      [environment, 'P95 "above" $(id)\nReverts-Approval-Id: x'],
      {
        GITOPS_URL: origin,
        GITOPS_TOKEN: 'gitops-token',
      },
    );
  const now = async (path: string) => {
    await git(clone, 'pull', '--quiet');
    return readFile(join(clone, path), 'utf8');
  };

  beforeEach(async () => {
    origin = await mkdtemp(join(tmpdir(), 'gitops-'));
    clone = await mkdtemp(join(tmpdir(), 'gitops-clone-'));
    await git(origin, 'init', '--quiet', '--bare');
    await git(clone, 'clone', '--quiet', origin, '.');
    await change('other', { 'environments/prod/other/a.yaml': 'other: 1' });
    await change('1.0.0', { [`${folder}/a.yaml`]: 'one' });
    await change('1.1.0', {
      [`${folder}/a.yaml`]: 'two',
      [`${folder}/new.yaml`]: 'new',
      'environments/prod/other/a.yaml': 'other: 2',
    });
  });
  afterEach(async () => {
    await rm(origin, { recursive: true });
    await rm(clone, { recursive: true });
  });

  it('brings back what ran before, and touches nothing else', async () => {
    const bad = await git(clone, 'rev-parse', 'HEAD');
    const { code, stderr } = await rollback();
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await now(`${folder}/a.yaml`)).toBe('one');
    await expect(now(`${folder}/new.yaml`)).rejects.toThrow('ENOENT');
    expect(await now('environments/prod/other/a.yaml')).toBe('other: 2');
    const message = await git(clone, 'log', '-1', '--format=%B');
    expect(message).toContain('revert: video-search in prod');
    expect(message).toContain('P95 "above" $(id)');
    expect(message).toContain(`Rolls-Back: ${bad}`);
    expect(stderr).not.toContain('gitops-token');
  });

  it('does not take back a rollback', async () => {
    expect(await rollback()).toMatchObject({ code: 0 });
    const head = await git(origin, 'rev-parse', 'HEAD');
    const { code, stderr } = await rollback();
    expect(code).toBe(1);
    expect(stderr).toContain('is a rollback already');
    expect(await git(origin, 'rev-parse', 'HEAD')).toBe(head);
  });

  it('refuses where nothing ran before, or nothing runs', async () => {
    await change('first', { 'environments/test/video-search/a.yaml': 'one' });
    expect((await rollback('test')).stderr).toContain('nothing to go back to');
    expect((await rollback('dev')).stderr).toContain(
      'environments/dev/video-search is not in the GitOps repository',
    );
    expect((await rollback('../prod')).stderr).toContain('no environment');
  });
});
