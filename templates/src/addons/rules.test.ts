import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { readQuery } from '../consistency/metrics';
import { Json, listOf, objectOf } from '../covering/json';
import { run } from '../tools/run';
import {
  emittedFiles,
  FileFolder,
  filesBelow,
  textOf,
  writtenFiles,
} from './__testUtils__/emitted';
import { alertRules, Limit, limitsIn, withLimit } from './__testUtils__/rules';
import { describeWith } from './__testUtils__/tools';

jest.setTimeout(120_000);

const ROOT = 'observability/prometheus';
const TOPICS = ['system', 'application', 'business', 'platform'];
const files = filesBelow(emittedFiles(), ROOT);
const rulesOf = (topic: string) => textOf(files, `${ROOT}/rules/${topic}.yaml`);
const testsOf = (topic: string) =>
  textOf(files, `${ROOT}/tests/${topic}_test.yaml`);

/** The numbers of the architecture document, by alert. */
const LIMITS: Readonly<Record<string, number[]>> = {
  NodeHighCpu: [0.7],
  NodeHighMemory: [0.8],
  NodeDiskFull: [0.85],
  NodeExporterDown: [0],
  NetworkLatencyHigh: [0.1],
  PlatformUnavailable: [0.5, 0],
  GatewayErrorsHigh: [0.01],
  GatewayLatencyHigh: [500],
  TaskThroughputLow: [1000, 0],
  VideoSuccessLow: [0.95],
  SignupConversionLow: [0.05],
  RetentionLow: [0.8],
  RevenueGrowthLow: [0.2],
  DataUnreachable: [0],
  BackupMissing: [2 * 3600, 26 * 3600, 8 * 86400],
  CertificateNotRenewed: [21 * 86400],
};

/** Alerts that fired against what a test says, or did not. */
function differing(said: string): Set<string> {
  const named = (text: string) =>
    new Set([...text.matchAll(/alertname="(\w+)"/g)].map(([, name]) => name));
  return new Set(
    [
      ...said.matchAll(
        /exp: ?([\s\S]*?)\n\s*got: ?([\s\S]*?)(?=\n\s*expr:|$(?![\s\S]))/g,
      ),
    ].flatMap(([, expected, got]) => [
      ...[...named(expected)].filter(name => !named(got).has(name)),
      ...[...named(got)].filter(name => !named(expected).has(name)),
    ]),
  );
}

describe('limits', () => {
  it('are those of the architecture', () => {
    const found: Record<string, number[]> = {};
    for (const topic of TOPICS) {
      for (const { alert, value } of limitsIn(rulesOf(topic))) {
        (found[alert] ??= []).push(value);
      }
    }
    expect(found).toEqual(LIMITS);
  });

  it('each have an alert for when there is nothing to compare', () => {
    for (const topic of TOPICS) {
      const rules = alertRules(filesBelow(files, `${ROOT}/rules/${topic}`));
      const absent = new Set(
        rules
          .filter(
            ({ name }) => name.endsWith('Missing') && name !== 'BackupMissing',
          )
          .flatMap(({ expr }) => readQuery(expr).metrics),
      );
      // Videos are tasks, and the way to the data is the network.
      const elsewhere = new Set([
        'tasks_total',
        'queue_length',
        'probe_success',
      ]);
      const unwatched = rules
        .flatMap(({ expr }) => readQuery(expr).metrics)
        .filter(metric => !absent.has(metric) && !elsewhere.has(metric));
      expect({ topic, unwatched }).toEqual({ topic, unwatched: [] });
    }
  });
});

describeWith('promtool')('rules, by promtool', () => {
  let written: FileFolder;
  beforeAll(async () => {
    written = await writtenFiles(files);
  });
  afterAll(() => written?.remove());

  /** Tests a rule file that may have been changed, by its own tests or by others. */
  async function verdict(topic: string, rules: string, tests = testsOf(topic)) {
    const folder = join(written.folder, ROOT);
    const name = `try-${topic}-${Math.random().toString(36).slice(2)}`;
    await writeFile(join(folder, 'rules', `${name}.yaml`), rules);
    const path = join(folder, 'tests', `${name}.yaml`);
    await writeFile(
      path,
      tests.replace(`../rules/${topic}.yaml`, `../rules/${name}.yaml`),
    );
    const { code, stdout, stderr } = await run('promtool', [
      'test',
      'rules',
      path,
    ]);
    return { passed: code === 0, said: stdout + stderr };
  }

  it.each(TOPICS)('%s: are rules, and keep their tests', async topic => {
    const check = await run('promtool', [
      ...['check', 'rules'],
      join(written.folder, ROOT, 'rules', `${topic}.yaml`),
    ]);
    expect(check.stderr + check.stdout).toMatch(/SUCCESS/);
    expect(check.code).toBe(0);
    expect(await verdict(topic, rulesOf(topic))).toMatchObject({
      passed: true,
    });
  });

  // The first limit of each alert of a file, the second of those that have one, and so on: each a little less or more.
  const changes = TOPICS.flatMap(topic => {
    const byAlert = new Map<string, Limit[]>();
    for (const limit of limitsIn(rulesOf(topic))) {
      byAlert.set(limit.alert, [...(byAlert.get(limit.alert) ?? []), limit]);
    }
    const most = Math.max(...[...byAlert.values()].map(({ length }) => length));
    return Array.from({ length: most }, (_, index) =>
      [0.97, 1.03].map(factor => {
        const limits = [...byAlert.values()].flatMap(all => all[index] ?? []);
        const names = limits.map(({ alert }) => alert);
        return [topic, names.join(), factor, limits] as const;
      }),
    ).flat();
  });
  it.each(changes)(
    '%s: would notice %s at %d of the limit',
    async (topic, names, factor, limits) => {
      // From the end, so that the places of those before stay.
      const rules = [...limits]
        .reverse()
        .reduce(
          (text, limit) =>
            withLimit(
              text,
              limit,
              limit.value === 0 ? 1 : factor * limit.value,
            ),
          rulesOf(topic),
        );
      const { said } = await verdict(topic, rules);
      expect(
        names.split(',').filter(name => !differing(said).has(name)),
      ).toEqual([]);
    },
  );

  it.each(TOPICS)('%s: say when one metric alone is missing', async topic => {
    const all = listOf(objectOf(parse(testsOf(topic)) as Json).tests).map(
      objectOf,
    );
    const within = objectOf(all.find(({ name }) => name === 'within') ?? null);
    const watching = alertRules(
      filesBelow(files, `${ROOT}/rules/${topic}`),
    ).filter(
      ({ name, expr }) => name.endsWith('Missing') && expr.includes('absent('),
    );
    const tests = watching.flatMap(({ name, expr, labels }) =>
      [...new Set(readQuery(expr).metrics)].map(metric => ({
        name: metric,
        interval: '1m',
        input_series: listOf(within.input_series).filter(
          item =>
            !String(objectOf(item).series).match(new RegExp(`^${metric}\\b`)),
        ),
        promql_expr_test: [
          {
            expr: `count by (alertname, severity) (ALERTS{alertstate="firing", alertname="${name}"})`,
            eval_time: '60m',
            exp_samples: [
              {
                labels: `{alertname="${name}", severity="${String(
                  labels.severity,
                )}"}`,
                value: 1,
              },
            ],
          },
        ],
      })),
    );
    expect(tests.length).toBeGreaterThan(0);
    expect(
      await verdict(
        topic,
        rulesOf(topic),
        stringify({
          rule_files: [`../rules/${topic}.yaml`],
          evaluation_interval: '1m',
          tests,
        }),
      ),
    ).toMatchObject({ passed: true });
  });
});
