import {
  AlertmanagerSource,
  systemTime,
} from '@textloom/plugin-clusters-backend';
import {
  monitoringMissing,
  MonitoringServer,
  startAlertmanager,
} from '../harness/monitoring';

const missing = monitoringMissing();
const onServer = missing && !process.env.CI ? describe.skip : describe;

onServer(`a real Alertmanager${missing ? `: ${missing}` : ''}`, () => {
  let server: MonitoringServer;
  let source: AlertmanagerSource;
  const written = jest.fn();
  const read = async () => {
    await source.ask(AbortSignal.timeout(10_000));
    return source.facts();
  };
  const fire = (labels: object, annotations: object) =>
    fetch(`${server.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([
        { labels, annotations, generatorURL: 'http://prometheus.example/g' },
      ]),
    });
  const eventually = async (holds: () => Promise<void>) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await holds();
      } catch (error) {
        if (attempt > 40) {
          throw error;
        }
        await new Promise(resolve => setTimeout(resolve, 250));
      }
    }
  };

  beforeAll(async () => {
    server = await startAlertmanager();
    source = new AlertmanagerSource({ url: server.url }, systemTime, written);
    await fire(
      { alertname: 'KubeNodeNotReady', node: 'n1', severity: 'critical' },
      {
        summary: 'Node n1 is not ready <script>',
        runbook_url: 'data:text/html,<script>alert(1)</script>',
      },
    );
    await fire({ alertname: 'QueueLong', priority: 'P2' }, {});
  }, 60_000);

  afterAll(() => server?.stop());

  it('tells alerts by priority, with links that are safe only', async () => {
    await eventually(async () => {
      const { alerts = [] } = await read();
      expect(
        alerts.map(({ name, priority, state }) => [name, priority, state]),
      ).toEqual(
        expect.arrayContaining([
          ['KubeNodeNotReady', 'P0', 'active'],
          ['QueueLong', 'P2', 'active'],
        ]),
      );
    });
    const node = source
      .facts()
      .alerts?.find(({ name }) => name === 'KubeNodeNotReady');
    expect(node).toMatchObject({
      summary: 'Node n1 is not ready <script>',
      generatorUrl: 'http://prometheus.example/g',
      labels: { node: 'n1' },
      receivers: ['nobody'],
    });
    expect(node).not.toHaveProperty('runbookUrl');
  });

  it('silences, and ends the silence', async () => {
    const silence = await source.create(
      {
        matchers: [
          {
            name: 'alertname',
            value: 'QueueLong',
            isRegex: false,
            isEqual: true,
          },
        ],
        minutes: 30,
        comment: 'workers are being added',
      },
      'user:default/sre',
    );
    expect(silence).toMatchObject({
      createdBy: 'user:default/sre',
      state: 'active',
    });
    expect(written).toHaveBeenCalledTimes(1);
    await eventually(async () => {
      const { alerts = [], silences = [] } = await read();
      const queue = alerts.find(({ name }) => name === 'QueueLong');
      expect(queue).toMatchObject({
        state: 'suppressed',
        silencedBy: [silence.id],
      });
      expect(silences).toEqual([
        expect.objectContaining({
          id: silence.id,
          comment: 'workers are being added',
        }),
      ]);
    });
    await source.expire(silence.id);
    await eventually(async () => {
      const { alerts = [] } = await read();
      expect(alerts.find(({ name }) => name === 'QueueLong')?.state).toBe(
        'active',
      );
    });
  });

  it('tells a silence that is refused from one that is not there', async () => {
    await expect(
      source.create(
        {
          matchers: [{ name: 'a', value: '(', isRegex: true, isEqual: true }],
          minutes: 30,
          comment: 'no valid expression',
        },
        'user:default/sre',
      ),
    ).rejects.toMatchObject({ problem: 'malformed' });
    await expect(
      source.expire('00000000-0000-4000-8000-000000000000'),
    ).rejects.toMatchObject({
      problem: expect.stringMatching(/not-served|server-error/),
    });
  });
});
