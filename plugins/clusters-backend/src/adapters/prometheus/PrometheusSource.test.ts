import { SIGNAL_IDS } from '@textloom/plugin-clusters-common';
import {
  startHttpServer,
  TestHttpServer,
} from '../kubernetes/testUtils/httpServer';
import { PrometheusSettings, PrometheusSource } from './PrometheusSource';
import { SIGNAL_QUERIES } from './queries';

const AT = 1_767_225_600;

/** What the fake Prometheus answers a query with: a result, a status, or raw text. */
type Answer = unknown[] | number | string;

describe('PrometheusSource', () => {
  let server: TestHttpServer;
  let answerOf: (query: string, form: URLSearchParams) => Answer | undefined;
  let source: PrometheusSource;
  const asked: string[] = [];
  const make = (settings: Partial<PrometheusSettings> = {}) => {
    source = new PrometheusSource({ url: server.url, slos: [], ...settings });
  };
  const ask = () => source.ask(AbortSignal.timeout(5_000));
  const sample = (metric: unknown, value: unknown, at: unknown = AT) => ({
    metric,
    value: [at, value],
  });
  /** Answers one signal's query, and nothing of the others. */
  const only = (id: keyof typeof SIGNAL_QUERIES, answer: Answer) => {
    answerOf = query =>
      query === SIGNAL_QUERIES[id].query ? answer : undefined;
  };

  beforeAll(async () => {
    server = await startHttpServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const query = form.get('query') ?? '';
      asked.push(query);
      const answer = answerOf(query, form) ?? [];
      if (typeof answer === 'number') {
        response.writeHead(answer).end();
        return;
      }
      const resultType = request.url?.endsWith('_range') ? 'matrix' : 'vector';
      response.end(
        typeof answer === 'string'
          ? answer
          : JSON.stringify({
              status: 'success',
              data: { resultType, result: answer },
            }),
      );
    });
  });

  afterAll(() => server.close());

  beforeEach(() => {
    asked.length = 0;
    answerOf = () => undefined;
    make();
  });

  it('asks for every signal once', async () => {
    expect(source.facts().signals).toBeUndefined();
    await ask();
    expect(source.facts().signals).toEqual([]);
    expect([...asked].sort()).toEqual(
      ['vector(1)', ...SIGNAL_IDS.map(id => SIGNAL_QUERIES[id].query)].sort(),
    );
  });

  it('asks in the words of its owner, and of one cluster only', async () => {
    make({
      queries: { 'queue-length': 'max(celery)' },
      clusterLabel: { name: 'c', value: 'prod' },
    });
    await ask();
    expect(asked).toContain('max(celery{c="prod"})');
    expect(asked).not.toContain(SIGNAL_QUERIES['queue-length'].query);
    expect(asked.filter(query => !query.includes('{c="prod"'))).toEqual([
      'vector(1)',
    ]);
  });

  it.each<[string, number | string]>([
    ['refused', 400],
    ['failing', 500],
    ['overloaded', 429],
    ['garbage', '<html>'],
    ['of another type', '{"status":"success","data":{"resultType":"scalar"}}'],
    ['an error in words', '{"status":"error","errorType":"timeout"}'],
  ])('loses only the signal whose query is %s', async (_, broken) => {
    answerOf = query => {
      switch (query) {
        case SIGNAL_QUERIES['queue-wait'].query:
          return broken;
        case SIGNAL_QUERIES['queue-length'].query:
          return [sample({ queue: 'normal' }, '60')];
        default:
          return undefined;
      }
    };
    expect(await ask()).toBe(true);
    expect(source.facts().signals).toEqual([
      {
        signal: 'queue-length',
        subject: 'normal',
        value: 60,
        at: '2026-01-01T00:00:00.000Z',
      },
    ]);
  });

  it.each<[number, string]>([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not-served'],
    [503, 'server-error'],
  ])(
    'is out as a whole with %d, after one question',
    async (status, problem) => {
      answerOf = () => status;
      await expect(ask()).rejects.toMatchObject({ problem });
      expect(asked).toEqual(['vector(1)']);
    },
  );

  it('keeps what it knew while the server is out', async () => {
    only('queue-length', [sample({ queue: 'normal' }, '60')]);
    await ask();
    answerOf = () => 503;
    await expect(ask()).rejects.toThrow('503');
    expect(source.facts().signals).toHaveLength(1);
  });

  it('takes the worse of two series of one subject', async () => {
    const node = (value: string, more: object) => sample({ ...more }, value);
    only('node-network-latency', [
      node('0.02', { node: 'n1' }),
      node('0.03', { instance: 'n1:9100' }),
      node('0.01', { nodename: 'n1' }),
    ]);
    await ask();
    expect(source.facts().signals).toMatchObject([
      { subject: 'n1', value: 0.03 },
    ]);
    only('node-disk-free', [
      node('0.5', { node: 'n1' }),
      node('0.02', { instance: 'n1:9100' }),
    ]);
    await ask();
    expect(source.facts().signals).toMatchObject([
      { subject: 'n1', value: 0.02 },
    ]);
  });

  it.each<[string, unknown]>([
    ['NaN', sample({}, 'NaN')],
    ['an infinity', sample({}, '+Inf')],
    ['a number out of range', sample({}, '1e999')],
    ['an empty text', sample({}, '')],
    ['a number that is none', sample({}, 7)],
    ['a time beyond all', sample({}, '1', 1e300)],
    ['a time that is none', sample({}, '1', 'now')],
    ['no sample', { metric: {} }],
    ['null', null],
    ['a text', 'x'],
  ])('drops %s', async (_, item) => {
    only('istio-5xx', [item]);
    await ask();
    expect(source.facts().signals).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['no labels', undefined, ''],
    ['labels that are none', [1], ''],
    ['a label of another type', { queue: 7 }, ''],
    ['a name without end', { queue: 'q'.repeat(9_999) }, 'q'.repeat(253)],
    ['markup', { queue: '<img src=x>' }, '<img src=x>'],
    ['the name of a built-in', { queue: '__proto__' }, '__proto__'],
  ])('takes %s for what it is', async (_, metric, subject) => {
    only('queue-length', [sample(metric, '1')]);
    await ask();
    expect(source.facts().signals).toMatchObject([{ subject, value: 1 }]);
  });

  it('keeps a bounded number of subjects', async () => {
    only(
      'queue-length',
      Array.from({ length: 20_000 }, (_, n) => sample({ queue: `q${n}` }, '1')),
    );
    await ask();
    expect(source.facts().signals).toHaveLength(5_500);
  });

  describe('objectives', () => {
    const slo = {
      id: 's',
      title: 'S',
      objective: 0.99,
      windowDays: 7,
      total: 'sum(rate(all[$window]))',
      bad: 'sum(rate(bad[$window]))',
    };
    const window = (query: string) => /\[(\w+)\]/.exec(query)?.[1];

    it('burn by window', async () => {
      const shares: Record<string, string> = {
        '5m': '0.5',
        '1h': '2',
        '7d': '0.25',
      };
      make({ slos: [slo] });
      answerOf = query => {
        const share = shares[window(query) ?? ''];
        return query.includes('rate(bad') && share
          ? [sample({}, share)]
          : undefined;
      };
      await ask();
      expect(source.facts().slos).toEqual([
        {
          id: 's',
          title: 'S',
          objective: 0.99,
          windowDays: 7,
          good: 0.75,
          // Shares end at 1; windows without events are left out.
          bad: { '5m': 0.5, '1h': 1 },
        },
      ]);
    });

    it('stand by themselves', async () => {
      make({ slos: [{ ...slo, id: 'broken', bad: 'nonsense(' }, slo] });
      answerOf = query => (query.startsWith('nonsense') ? 400 : undefined);
      await ask();
      expect(source.facts().slos).toMatchObject([{ id: 's', bad: {} }]);
    });
  });

  describe('charts', () => {
    const range = { from: AT * 1_000, to: (AT + 60) * 1_000, stepSeconds: 30 };
    const series = (metric: object, ...values: unknown[]) => ({
      metric,
      values: values.map((value, n) => [AT + n * 30, value]),
    });

    it('of the cluster have gaps where there is no number', async () => {
      answerOf = (query, form) => {
        expect([form.get('start'), form.get('end'), form.get('step')]).toEqual([
          String(AT),
          String(AT + 60),
          '30',
        ]);
        return query.startsWith('avg') ? [series({}, '0.5', 'NaN', '1')] : [];
      };
      expect(await source.chart('cpu', range)).toEqual([
        {
          id: 'average',
          points: [
            { at: '2026-01-01T00:00:00.000Z', value: 50 },
            { at: '2026-01-01T00:00:30.000Z' },
            { at: '2026-01-01T00:01:00.000Z', value: 100 },
          ],
        },
        { id: 'highest', points: [] },
      ]);
    });

    it('of a group are made of its nodes', async () => {
      answerOf = () => [
        series({ node: 'a' }, '0.2', '0.4'),
        series({ instance: 'b:9100' }, '0.6', 'NaN'),
        series({ node: 'stranger' }, '1', '1'),
      ];
      const nodes = new Set(['a', 'b']);
      const lines = await source.chart('memory', { ...range, nodes });
      const values = lines.map(({ id, points }) => [
        id,
        ...points.map(({ value }) => value),
      ]);
      expect(values).toEqual([
        ['average', 40, 40],
        ['highest', 60, 40],
      ]);
    });

    it('tell when nobody answers', async () => {
      answerOf = () => 503;
      await expect(source.chart('queue', range)).rejects.toMatchObject({
        problem: 'server-error',
      });
    });
  });
});
