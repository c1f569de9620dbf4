import { startSandbox, Sandbox } from '../sandbox';

const TOKEN = 'alertmanager-test';
const CLUSTER = 'textloom-prod';

describe('the Alertmanager of a cluster', () => {
  let sandbox: Sandbox;
  let clock = Date.parse('2026-03-02T12:00:00Z');
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(
      `${sandbox.controlUrl}/alertmanager/${CLUSTER}${path}`,
      {
        method,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          'content-type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      },
    );
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  };
  const alerts = async () => (await ask('GET', '/api/v2/alerts')).body;
  const pass = (ms: number) => {
    clock += ms;
    sandbox.tick();
  };
  const silence = (value: string, minutes = 60) => ({
    matchers: [{ name: 'alertname', value, isRegex: false, isEqual: true }],
    startsAt: new Date(clock).toISOString(),
    endsAt: new Date(clock + minutes * 60_000).toISOString(),
    createdBy: 'user:default/sre',
    comment: 'being mended',
  });

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, token: TOKEN, clock: () => clock });
  });
  afterAll(() => sandbox.close());

  it('has no alert on a quiet day', async () => {
    expect(await alerts()).toEqual([]);
  });

  it('fires for a lost node, and can be silenced until the silence ends', async () => {
    sandbox.scenarios.start('node-failure', { cluster: CLUSTER });
    for (let second = 0; second < 20; second++) {
      pass(1_000);
    }
    const [firing] = await alerts();
    expect(firing).toMatchObject({
      labels: { alertname: 'KubeNodeNotReady', priority: 'P1' },
      status: { state: 'active', silencedBy: [] },
    });
    const made = await ask(
      'POST',
      '/api/v2/silences',
      silence('KubeNodeNotReady'),
    );
    expect(made.status).toBe(200);
    const id = made.body.silenceID;
    expect((await alerts())[0].status).toEqual({
      state: 'suppressed',
      silencedBy: [id],
      inhibitedBy: [],
    });
    const left = (query: string) =>
      ask('GET', `/api/v2/alerts?${query}`).then(({ body }) => body.length);
    expect(await left('silenced=false')).toBe(0);
    expect(await left('active=false')).toBe(1);
    expect((await ask('DELETE', `/api/v2/silence/${id}`)).status).toBe(200);
    expect((await alerts())[0].status.state).toBe('active');
    expect((await ask('GET', '/api/v2/silences')).body[0].status.state).toBe(
      'expired',
    );
    sandbox.scenarios.stop('node-failure');
  });

  it.each([
    ['crash-loop', 'KubePodCrashLooping', 'P2'],
    ['api-latency', 'ApiLatencyHigh', 'P1'],
    ['disk-full', 'NodeFilesystemAlmostOutOfSpace', 'P1'],
    ['redis-master-lost', 'RedisMasterMissing', 'P1'],
  ])(
    'fires for %s, and no longer when it ends',
    async (id, alertname, priority) => {
      const named = async () =>
        (await alerts()).filter(
          ({ labels }: { labels: Record<string, string> }) =>
            labels.alertname === alertname,
        );
      sandbox.scenarios.start(id, { cluster: CLUSTER });
      pass(6_000);
      expect(await named()).toMatchObject([{ labels: { priority } }]);
      sandbox.scenarios.stop(id);
      pass(6_000);
      expect(await named()).toEqual([]);
    },
  );

  it.each([
    [{ matchers: [] }, 'at least one matcher'],
    [{ endsAt: '2020-01-01T00:00:00Z' }, 'start time must be before'],
    [
      { matchers: [{ name: 'a', value: '(', isRegex: true, isEqual: true }] },
      'invalid regular expression',
    ],
    [{ createdBy: undefined }, 'creator and comment'],
  ])('refuses %j', async (change, message) => {
    const answer = await ask('POST', '/api/v2/silences', {
      ...silence('A'),
      ...change,
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(message);
  });

  it('knows no silence that is not there, and nobody without the token', async () => {
    expect((await ask('DELETE', '/api/v2/silence/none')).status).toBe(404);
    const url = `${sandbox.controlUrl}/alertmanager/${CLUSTER}/api/v2/alerts`;
    expect((await fetch(url)).status).toBe(401);
    const other = `${sandbox.controlUrl}/alertmanager/other/api/v2/alerts`;
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(other, { headers })).status).toBe(404);
  });
});
