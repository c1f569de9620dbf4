import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import {
  ChartValues,
  EmittedChart,
  emitChart,
} from './__testUtils__/emitChart';
import { ENVIRONMENTS, helmTemplate } from './__testUtils__/helmTemplate';
import { PLATFORM_METRICS } from './platformMetrics';

jest.setTimeout(120_000);

interface Alert {
  alert: string;
  expr: string;
  for: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

const VARIANTS: [ChartValues['kind'], ChartValues['priority']][] = [
  ['api', 'P0'],
  ['web', 'P1'],
  ['worker', 'P2'],
  ['worker', 'P1'],
];
const charts = new Map<string, EmittedChart>();
const chartOf = (kind: string, priority: string) =>
  charts.get(`${kind} ${priority}`) as EmittedChart;

beforeAll(async () => {
  for (const [kind, priority] of VARIANTS) {
    charts.set(`${kind} ${priority}`, await emitChart(kind, { priority }));
  }
});
afterAll(() => Promise.all([...charts.values()].map(it => it.remove())));

async function alertsOf(chart: EmittedChart): Promise<Alert[]> {
  const file = join(chart.folder, 'chart/rules/alerts.yaml');
  const { groups } = parse(await readFile(file, 'utf8'));
  return groups.flatMap(({ rules }: { rules: Alert[] }) => rules);
}

/** Runs promtool. @throws with what it said */
async function promtool(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('promtool', args, {
    cwd: folder,
  });
  return stdout;
}

/** Severity, minutes to answer and to resolve. */
const TIMES: Record<ChartValues['priority'], [string, string]> = {
  P0: ['15', '120'],
  P1: ['30', '240'],
  P2: ['120', '480'],
};
const SATURATION = [
  'HighCpu',
  'HighMemory',
  'AutoscalerAtLimit',
  'HighNetworkLatency',
];

describe.each(VARIANTS)('alerts of %s with priority %s', (kind, priority) => {
  it('are rules of Prometheus, and fire just beyond their limits, not just within', async () => {
    const { folder } = chartOf(kind, priority);
    await promtool(folder, 'check', 'rules', 'chart/rules/alerts.yaml');
    expect(
      await promtool(folder, 'test', 'rules', 'chart/tests/alerts_test.yaml'),
    ).toContain('SUCCESS');
  });

  it('are as severe as the priority says, or P2 where it is only near its limits', async () => {
    for (const { alert, labels, annotations } of await alertsOf(
      chartOf(kind, priority),
    )) {
      const severity = SATURATION.includes(alert) ? 'P2' : priority;
      expect([alert, labels.severity]).toEqual([alert, severity]);
      expect([
        annotations.acknowledge_minutes,
        annotations.resolve_minutes,
      ]).toEqual(TIMES[severity]);
    }
  });

  it('say what is wrong and where it is written what to do', async () => {
    const { name, ownerName } = chartOf(kind, priority).values;
    for (const { alert, labels, annotations } of await alertsOf(
      chartOf(kind, priority),
    )) {
      expect(labels).toMatchObject({ service: name, owner: ownerName });
      expect(annotations.summary).toContain(name);
      expect(annotations.description).toMatch(/\w.*\.$/);
      expect(annotations.runbook_url).toBe(
        `https://portal.textloom.ai/docs/default/component/${name}/runbook/#${alert.toLocaleLowerCase(
          'en-US',
        )}`,
      );
    }
  });

  it('reach production as they are', async () => {
    for (const environment of ENVIRONMENTS) {
      const chart = chartOf(kind, priority);
      const found = (await helmTemplate(chart, { environment })).ofKind(
        'PrometheusRule',
      );
      expect(found).toHaveLength(environment === 'prod' ? 1 : 0);
      const installed = found.flatMap(({ spec }) =>
        spec.groups.flatMap(({ rules }: { rules: Alert[] }) => rules),
      );
      expect(installed).toEqual(
        environment === 'prod' ? await alertsOf(chart) : [],
      );
    }
  });
});

const LIMITS: [ChartValues['kind'], Record<string, string>][] = [
  [
    'api',
    {
      HighErrorRate: '> 0.01',
      HighLatency: '> 0.5',
      HighNetworkLatency: '> 100',
      HighCpu: '> 0.70',
      HighMemory: '> 0.80',
    },
  ],
  [
    'worker',
    {
      LowTaskSuccess: '< 0.95',
      LowThroughput: '< 1000',
      LongQueue: '> 50',
      LongWait: '> 300',
    },
  ],
];

describe.each(LIMITS)('limits of %s', (kind, limits) => {
  const chart = () => chartOf(kind, kind === 'api' ? 'P0' : 'P1');

  it('are those of the architecture', async () => {
    const alerts = await alertsOf(chart());
    for (const [name, limit] of Object.entries(limits)) {
      const found = alerts.find(({ alert }) => alert === name);
      expect([name, found?.expr]).toEqual([
        name,
        expect.stringMatching(new RegExp(`${limit}(?![0-9.])`)),
      ]);
    }
  });

  it('are missed by no test: looser ones stay silent where they should fire', async () => {
    const beyond = await firing(chart(), limits, 0.03);
    Object.keys(limits).forEach(name => expect(beyond).not.toContain(name));
  });

  it('are missed by no test: tighter ones fire where they should be silent', async () => {
    const within = await firing(chart(), limits, -0.03);
    Object.keys(limits).forEach(name => expect(within).toContain(name));
  });
});

/** What fires, as promtool says, in the emitted test that notices that every limit was moved by a share of it. */
async function firing(
  chart: EmittedChart,
  limits: Record<string, string>,
  looser: number,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'textloom-alerts-'));
  try {
    await cp(join(chart.folder, 'chart'), join(folder, 'chart'), {
      recursive: true,
    });
    const file = join(folder, 'chart/rules/alerts.yaml');
    let text = await readFile(file, 'utf8');
    for (const limit of Object.values(limits)) {
      const [operator, value] = limit.split(' ');
      const factor = operator === '>' ? 1 + looser : 1 - looser;
      text = text.replace(limit, `${operator} ${Number(value) * factor}`);
    }
    await writeFile(file, text);
    const said = await promtool(
      folder,
      'test',
      'rules',
      'chart/tests/alerts_test.yaml',
    ).catch(error => `${error.stdout}${error.stderr}`);
    const got = (expression: string) => {
      const [, samples] =
        new RegExp(`expr: "${expression}[^]*?got: *(.*)`).exec(said) ?? [];
      if (samples === undefined) {
        throw new Error(`promtool found nothing wrong: ${said}`);
      }
      return samples;
    };
    return looser > 0 ? got('count by .*time: 1h30m') : got('ALERTS"');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('dashboards', () => {
  const OWN =
    /^(?:up|http_requests|http_request_duration_seconds|tasks|task_duration_seconds|task_wait_seconds|queue_length|queue_oldest_task_seconds|db_pool_in_use|cache_requests)/;

  /** Names before a selector: every expression here selects by labels. */
  const metricsOf = (expr: string) =>
    [...expr.matchAll(/([a-z_]+)\{/g)].map(([, metric]) => metric);

  it.each(VARIANTS)(
    'of %s (%s) draw what is measured, without overlap',
    async (kind, priority) => {
      const chart = chartOf(kind, priority);
      const map = (await helmTemplate(chart)).one(
        'ConfigMap',
        `${chart.values.name}-dashboards`,
      );
      expect(map.metadata.labels).toMatchObject({ grafana_dashboard: '1' });
      const dashboard = JSON.parse(map.data?.['service.json'] ?? '');
      expect(dashboard.uid).toBe(chart.values.name);
      const cells = new Set<string>();
      const expressions: string[] = [];
      for (const { gridPos, targets, title } of dashboard.panels) {
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
          const cell = `${x}/${gridPos.y}`;
          expect([title, cells.has(cell)]).toEqual([title, false]);
          cells.add(cell);
        }
        expressions.push(...targets.map((it: { expr: string }) => it.expr));
      }
      await checkExpressions(chart.folder, expressions);
      const unknown = expressions
        .flatMap(metricsOf)
        .filter(name => !OWN.test(name) && !PLATFORM_METRICS.includes(name));
      expect(unknown).toEqual([]);
    },
  );

  async function checkExpressions(folder: string, expressions: string[]) {
    const rules = expressions.map((expr, at) => ({ record: `a${at}`, expr }));
    const file = join(folder, 'expressions.json');
    await writeFile(file, JSON.stringify({ groups: [{ name: 'a', rules }] }));
    await promtool(folder, 'check', 'rules', file);
  }

  it('are once in a cluster', async () => {
    const counts = await Promise.all(
      ENVIRONMENTS.map(async environment => {
        const objects = await helmTemplate(chartOf('api', 'P0'), {
          environment,
        });
        return objects.ofKind('ConfigMap').length;
      }),
    );
    expect(counts).toEqual([1, 0, 0, 1]);
  });
});

describe('the monitor', () => {
  it.each(VARIANTS)(
    'of %s (%s) finds a port of the Service',
    async (kind, priority) => {
      const objects = await helmTemplate(chartOf(kind, priority));
      const { spec } = objects.one('ServiceMonitor');
      const found = objects
        .ofKind('Service')
        .filter(({ metadata }) =>
          Object.entries(spec.selector.matchLabels).every(
            ([key, value]) => metadata.labels?.[key] === value,
          ),
        );
      expect(found).toHaveLength(1);
      const [endpoint] = spec.endpoints;
      const ports = found[0].spec.ports.map(
        ({ name }: { name: string }) => name,
      );
      expect(ports).toContain(endpoint.port);
      expect(endpoint).toMatchObject({ path: '/metrics', scheme: 'https' });
      expect(spec.jobLabel).toBe('app.kubernetes.io/name');
    },
  );
});
