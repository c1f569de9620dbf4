import { parse } from 'yaml';
import { readQuery } from '../../consistency/metrics';
import { at } from '../../consistency/service';
import { Json, isObject, listOf, objectOf } from '../../covering/json';
import { textOf } from './emitted';
import { AddonRule, Repository, valuesOf, yamlOf } from './repository';
import { alertRules } from './rules';

const ALERTMANAGER = 'observability/alertmanager/alertmanager.yaml';

/** Minutes until somebody answers and until it is resolved. */
const TIMES: Readonly<Record<string, readonly [number, number]>> = {
  P0: [15, 120],
  P1: [30, 240],
  P2: [120, 480],
};

const own = ({ files }: Repository) =>
  alertRules(files).filter(({ path }) => path.startsWith('observability/'));

const severities: AddonRule = {
  id: 'severity-received',
  title: 'Every alert has a severity with a receiver, and its times',
  *check({ files }) {
    const config = yamlOf(files, ALERTMANAGER);
    const names = listOf(config.receivers).map(it => String(objectOf(it).name));
    const routed = JSON.stringify(objectOf(config.route).routes);
    for (const { name, labels, annotations } of alertRules(files)) {
      const severity = String(labels.severity);
      if (
        !names.includes(severity) ||
        !routed.includes(`severity=\\"${severity}\\"`)
      ) {
        yield `${name} has severity ${severity}, which reaches nobody`;
      }
      const [acknowledge, resolve] = TIMES[severity] ?? [];
      if (
        Number(annotations.acknowledge_minutes) !== acknowledge ||
        Number(annotations.resolve_minutes) !== resolve
      ) {
        yield `${name} has other times than ${severity}`;
      }
      if (!labels.service) {
        yield `${name} names no service, so that nothing can be quiet beside it`;
      }
    }
  },
};

const runbooks: AddonRule = {
  id: 'runbook-section',
  title: 'Every alert has a section in the runbook, and every section an alert',
  *check(repository) {
    const { files } = repository;
    const sections = new Set(
      [...textOf(files, 'docs/runbook.md').matchAll(/^### (\w+)$/gm)].map(
        ([, name]) => name,
      ),
    );
    const alerts = own(repository);
    for (const { name, annotations } of alerts) {
      const url = String(annotations.runbook_url);
      if (
        !url.endsWith(
          `/component/platform-addons/runbook/#${name.toLowerCase()}`,
        )
      ) {
        yield `${name} links to ${url}`;
      }
      if (!sections.has(name)) {
        yield `The runbook has no section ${name}`;
      }
    }
    for (const section of sections) {
      if (!alerts.some(({ name }) => name === section)) {
        yield `No alert leads to the section ${section}`;
      }
    }
    for (const { name, annotations } of alertRules(files)) {
      if (!/^https:\/\//.test(String(annotations.runbook_url))) {
        yield `${name} has no runbook`;
      }
    }
  },
};

/** Which add-on exports metrics that begin so, as long as its values have the switch on. */
const EXPORTERS: readonly [
  pattern: RegExp,
  addon: string,
  ...path: string[],
][] = [
  [/^node_/, 'kube-prometheus-stack', 'nodeExporter', 'enabled'],
  [/^kube_/, 'kube-prometheus-stack', 'kubeStateMetrics', 'enabled'],
  [
    /^container_/,
    'kube-prometheus-stack',
    'kubelet',
    'serviceMonitor',
    'cAdvisor',
  ],
  [/^velero_/, 'velero', 'metrics', 'serviceMonitor', 'enabled'],
  [/^certmanager_/, 'cert-manager', 'prometheus', 'servicemonitor', 'enabled'],
  [/^business_/, 'business-metrics', 'serviceMonitor', 'enabled'],
];

/** Metrics that the queries of the business exporter make. */
function businessMetrics(files: Repository['files']): string[] {
  const queries = parse(
    String(at(valuesOf(files, 'business-metrics'), 'config', 'queries')),
  ) as Json;
  return Object.entries(objectOf(queries)).flatMap(([query, what]) =>
    listOf(objectOf(what).metrics).flatMap(metric =>
      Object.keys(objectOf(metric)).map(column => `${query}_${column}`),
    ),
  );
}

/** Each `expr` in a dashboard. */
function expressionsIn(value: Json): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(expressionsIn);
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([key, item]) =>
        key === 'expr' ? [String(item)] : expressionsIn(item),
      )
    : [];
}

function* queriesOf(
  repository: Repository,
): Iterable<[where: string, expr: string]> {
  for (const { name, expr } of own(repository)) {
    yield [name, expr];
  }
  for (const [path, text] of repository.files) {
    if (/^observability\/grafana\/.*\.json$/.test(path)) {
      for (const expr of expressionsIn(JSON.parse(text) as Json)) {
        yield [path, expr];
      }
    }
  }
}

const read = new Map<string, ReturnType<typeof readQuery>>();

/** A query is read once. */
function reading(expr: string) {
  const result = read.get(expr) ?? readQuery(expr);
  read.set(expr, result);
  return result;
}

/** Whether something that runs exports a metric. */
function isExported({ files, exported }: Repository, metric: string): boolean {
  if (metric === 'up' || metric === 'ALERTS' || exported.has(metric)) {
    return true;
  }
  if (/^istio_/.test(metric)) {
    return /name: envoy-stats\n/.test(
      textOf(files, 'observability/templates/watching.yaml'),
    );
  }
  if (/^probe_/.test(metric)) {
    const { fullnameOverride } = valuesOf(files, 'blackbox-exporter');
    return textOf(files, 'observability/templates/watching.yaml').includes(
      `url: ${String(fullnameOverride)}.monitoring:9115`,
    );
  }
  const [, addon, ...path] =
    EXPORTERS.find(([pattern]) => pattern.test(metric)) ?? [];
  return (
    addon !== undefined &&
    at(valuesOf(files, addon), ...path) === true &&
    (!metric.startsWith('business_') || businessMetrics(files).includes(metric))
  );
}

const exported: AddonRule = {
  id: 'metric-exported',
  title: 'Alerts and dashboards ask in PromQL for what something exports',
  *check(repository) {
    for (const [where, expr] of queriesOf(repository)) {
      const { isValid, metrics } = reading(expr);
      if (!isValid) {
        yield `${where}: ${expr} is no PromQL`;
      }
      for (const metric of metrics) {
        if (!isExported(repository, metric)) {
          yield `${where}: nothing exports ${metric}`;
        }
      }
    }
  },
};

const adapted: AddonRule = {
  id: 'autoscaler-metric',
  title:
    'The adapter gives autoscalers of services the metrics that they ask for',
  *check({ files, exported: metrics }) {
    const rules = objectOf(valuesOf(files, 'prometheus-adapter').rules);
    const given = (kind: string) =>
      listOf(rules[kind]).map(rule => {
        const [, from] = /^(\w+)/.exec(String(at(rule, 'seriesQuery'))) ?? [];
        return { name: String(at(rule, 'name', 'as')), from };
      });
    const wanted: [kind: string, name: string][] = [
      ['custom', 'http_requests_per_second'],
      ['external', 'queue_length'],
      ['external', 'queue_oldest_task_seconds'],
    ];
    for (const [kind, name] of wanted) {
      const rule = given(kind).find(it => it.name === name);
      if (!rule) {
        yield `There is no ${kind} metric ${name}`;
      } else if (!metrics.has(rule.from)) {
        yield `${name} is made of ${rule.from}, which no service exports`;
      }
    }
  },
};

const secretFiles: AddonRule = {
  id: 'secret-provided',
  title:
    'Every secret that a receiver reads as a file comes from the secret store',
  *check({ files }) {
    const wanted = [
      ...textOf(files, ALERTMANAGER).matchAll(
        /secrets\/alertmanager-receivers\/(\w+)/g,
      ),
    ].map(([, name]) => name);
    const [, keys = ''] =
      /range \$key := list ("pagerduty[^}]*)\}\}/.exec(
        textOf(files, 'observability/templates/alerting.yaml'),
      ) ?? [];
    const provided: readonly string[] = keys.match(/\w+/g) ?? [];
    for (const name of new Set(wanted)) {
      if (!provided.includes(name)) {
        yield `Nothing provides ${name}`;
      }
    }
    const bridge = textOf(files, 'observability/alertmanager/bridge.py');
    const template = textOf(files, 'observability/templates/bridge.yaml');
    for (const [, name] of bridge.matchAll(/secret\(['"](\w+)['"]\)/g)) {
      if (!template.includes(`"${name}"`)) {
        yield `Nothing provides ${name} to the bridge`;
      }
    }
    const spec = at(
      valuesOf(files, 'kube-prometheus-stack'),
      'alertmanager',
      'alertmanagerSpec',
    );
    if (
      String(at(spec, 'secrets')) !== 'alertmanager-receivers' ||
      at(spec, 'configSecret') !== 'alertmanager-textloom'
    ) {
      yield 'Alertmanager is not given its configuration and secrets';
    }
  },
};

/** Rules on observability: what is asked is answered, and who is called is helped. */
export const WATCH_RULES: readonly AddonRule[] = [
  severities,
  runbooks,
  exported,
  adapted,
  secretFiles,
];
