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

  // Statuses and words are those of a real Alertmanager.
  it.each<[object, number, string]>([
    [{ matchers: [] }, 422, 'matchers in body should have at least 1 items'],
    [{ createdBy: undefined }, 422, 'createdBy in body is required'],
    [{ comment: '' }, 422, 'comment in body is required'],
    [{ startsAt: 'soon' }, 422, 'startsAt in body must be of type date-time'],
    [
      { matchers: [{ name: 'a' }] },
      422,
      'matchers.0.value in body is required',
    ],
    [
      { endsAt: '2020-01-01T00:00:00Z' },
      400,
      "Failed to create silence: end time can't be in the past",
    ],
    [
      { startsAt: '2027-01-01T00:00:00Z' },
      400,
      'Failed to create silence: start time must be before end time',
    ],
    [
      { matchers: [{ name: 'a', value: '.*', isRegex: true }] },
      400,
      'silence invalid: at least one matcher must not match the empty string',
    ],
    [
      { matchers: [{ name: 'a', value: '(', isRegex: true }] },
      400,
      'silence invalid: invalid label matcher 0: invalid regular expression "("',
    ],
    [{ id: '3b2b1ad6-3b9d-4a7b-8b1d-111111111111' }, 404, 'silence not found'],
  ])('refuses %j', async (change, status, message) => {
    const answer = await ask('POST', '/api/v2/silences', {
      ...silence('A'),
      ...change,
    });
    expect(answer.status).toBe(status);
    expect(answer.body.message ?? answer.body).toBe(message);
  });

  it('changes a silence that is there, and replaces it when it silences something else', async () => {
    const made = await ask('POST', '/api/v2/silences', silence('B'));
    const id = made.body.silenceID;
    const longer = { ...silence('B', 120), id };
    expect((await ask('POST', '/api/v2/silences', longer)).body.silenceID).toBe(
      id,
    );
    const other = { ...silence('C'), id };
    const replaced = await ask('POST', '/api/v2/silences', other);
    expect(replaced.body.silenceID).not.toBe(id);
    const state = async (of: string) =>
      (await ask('GET', `/api/v2/silence/${of}`)).body.status.state;
    expect(await state(id)).toBe('expired');
    expect(await state(replaced.body.silenceID)).toBe('active');
    const filter = encodeURIComponent('alertname="C"');
    const named = await ask('GET', `/api/v2/silences?filter=${filter}`);
    expect(named.body.map((item: { id: string }) => item.id)).toEqual([
      replaced.body.silenceID,
    ]);
  });

  it.each<[string[], number]>([
    [['alertname="ApiLatencyHigh"'], 1],
    [['priority=~"P[01]"', 'service=textloom-api'], 1],
    [['alertname!="ApiLatencyHigh"'], 0],
    [['priority!~P.*'], 0],
    [['node=""'], 1],
  ])('filters by %j', async (filters, count) => {
    sandbox.scenarios.start('api-latency', { cluster: CLUSTER });
    const query = new URLSearchParams(filters.map(text => ['filter', text]));
    const { body } = await ask('GET', `/api/v2/alerts?${query}`);
    sandbox.scenarios.stop('api-latency');
    expect(body).toHaveLength(count);
  });

  it.each(['a', '=x', '{a="b"}', 'a=~"("'])(
    'refuses the filter %s',
    async filter => {
      const query = new URLSearchParams({ filter });
      const { status } = await ask('GET', `/api/v2/alerts?${query}`);
      expect(status).toBe(400);
    },
  );

  it('tells its version', async () => {
    const { body } = await ask('GET', '/api/v2/status');
    expect(body).toMatchObject({
      cluster: { status: 'disabled' },
      uptime: '2026-03-02T12:00:00.000Z',
      versionInfo: { version: '0.28.1' },
    });
  });

  it('knows no silence that is not there, and nobody without the token', async () => {
    expect((await ask('DELETE', '/api/v2/silence/none')).status).toBe(422);
    const id = '3b2b1ad6-3b9d-4a7b-8b1d-111111111111';
    expect((await ask('DELETE', `/api/v2/silence/${id}`)).status).toBe(404);
    expect((await ask('GET', `/api/v2/silence/${id}`)).status).toBe(404);
    expect((await ask('GET', '/api/v2/nothing')).status).toBe(404);
    const url = `${sandbox.controlUrl}/alertmanager/${CLUSTER}/api/v2/alerts`;
    expect((await fetch(url)).status).toBe(401);
    const other = `${sandbox.controlUrl}/alertmanager/other/api/v2/alerts`;
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(other, { headers })).status).toBe(404);
  });
});
