import { parse } from 'yaml';
import { Json, JsonObject, isObject, listOf, objectOf } from '../covering/json';
import { exportedMetrics, readQuery } from './metrics';
import {
  at,
  ConsistencyRule,
  EmittedService,
  environmentsOf,
  ofKind,
  placeOf,
} from './service';

/** A query that some artefact asks. */
interface Asked {
  readonly where: string;
  readonly expr: string;
}

/** A rule that raises an alert. */
interface Alert extends Asked {
  readonly name: string;
  readonly labels: JsonObject;
  readonly annotations: JsonObject;
}

/** Alerts of the rule files and of the rendered PrometheusRules. */
function alertsOf(service: EmittedService): Alert[] {
  return ruleGroups(service).flatMap(({ where, groups }) =>
    groups
      .flatMap(group => listOf(objectOf(group).rules).map(objectOf))
      .filter(rule => rule.alert !== undefined)
      .map(rule => ({
        where: `${where} ${String(rule.alert)}`,
        name: String(rule.alert),
        expr: String(rule.expr),
        labels: objectOf(rule.labels),
        annotations: objectOf(rule.annotations),
      })),
  );
}

function ruleGroups(
  service: EmittedService,
): { where: string; groups: readonly Json[] }[] {
  const files = [...service.files]
    .filter(([path]) => /^chart\/rules\/.*\.ya?ml$/.test(path))
    .map(([path, text]) => ({
      where: path,
      groups: listOf(objectOf(parse(text) as Json).groups),
    }));
  const objects = [...environmentsOf(service)].flatMap(
    ([environment, rendered]) =>
      ofKind(rendered, 'PrometheusRule').map(object => ({
        where: placeOf(environment, object),
        groups: listOf(at(object, 'spec', 'groups')),
      })),
  );
  return [...files, ...objects];
}

/** Names that recording rules add. */
const recordedBy = (service: EmittedService) =>
  ruleGroups(service).flatMap(({ groups }) =>
    groups
      .flatMap(group => listOf(objectOf(group).rules).map(objectOf))
      .flatMap(({ record }) => (record === undefined ? [] : [String(record)])),
  );

/** Queries of alerts, recordings and dashboards. */
function queriesOf(service: EmittedService): Asked[] {
  const rules = ruleGroups(service).flatMap(({ where, groups }) =>
    groups
      .flatMap(group => listOf(objectOf(group).rules).map(objectOf))
      .map(rule => ({
        where: `${where} ${String(rule.alert ?? rule.record)}`,
        expr: String(rule.expr),
      })),
  );
  const dashboards = [...service.files]
    .filter(([path]) => /^chart\/dashboards\/.*\.json$/.test(path))
    .flatMap(([path, text]) =>
      expressionsIn(JSON.parse(text) as Json).map(expr => ({
        where: path,
        expr,
      })),
    );
  return [...rules, ...dashboards];
}

/** Each `expr` at any depth: panels may be inside rows. */
function expressionsIn(value: Json): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(expressionsIn);
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([key, item]) =>
        key === 'expr' && typeof item === 'string'
          ? [item]
          : expressionsIn(item),
      )
    : [];
}

/** Metrics of what every cluster runs: kubelet, kube-state-metrics, node-exporter, Istio, Argo and the runtimes' own. */
const PLATFORM =
  /^(?:up|ALERTS|(?:container|kube|kubelet|node|istio|envoy|argocd|rollout|process|python|nodejs|scrape)_\w+)$/;

/** Labels that scraping adds, whatever the code says. */
const OF_THE_TARGET = new Set(
  `job namespace pod service instance container endpoint node cluster le
  quantile __name__`.split(/\s+/),
);

/** Labels of pods and Services that a monitor copies to what it scrapes. */
function copiedLabels(service: EmittedService): string[] {
  return [...environmentsOf(service)]
    .flatMap(([, objects]) => ofKind(objects, 'ServiceMonitor', 'PodMonitor'))
    .flatMap(({ spec }) => [
      ...listOf(at(spec, 'podTargetLabels')),
      ...listOf(at(spec, 'targetLabels')),
    ])
    .map(label => String(label).replace(/\W/g, '_'));
}

const validQuery: ConsistencyRule = {
  id: 'query-valid',
  title: 'Queries of alerts and dashboards are PromQL',
  *check(service) {
    for (const { where, expr } of queriesOf(service)) {
      if (!readQuery(expr).isValid) {
        yield { where, message: `${expr} is no PromQL` };
      }
    }
  },
};

const exported: ConsistencyRule = {
  id: 'metric-exported',
  title:
    'What alerts and dashboards ask for is exported by the code, with the labels they use',
  *check(service) {
    const metrics = exportedMetrics(service.files);
    const recorded = new Set(recordedBy(service));
    const added = new Set([...OF_THE_TARGET, ...copiedLabels(service)]);
    for (const { where, expr } of queriesOf(service)) {
      const reading = readQuery(expr);
      const isOwn = (name: string) =>
        !PLATFORM.test(name) && !recorded.has(name);
      const unknown = reading.metrics.find(
        name => isOwn(name) && !metrics.has(name),
      );
      if (unknown) {
        yield { where, message: `No code exports ${unknown}` };
        continue;
      }
      // Labels of the platform's metrics are not known here.
      if (reading.metrics.every(name => metrics.has(name))) {
        const labels = new Set(
          reading.metrics.flatMap(name => [
            ...(metrics.get(name)?.labels ?? []),
          ]),
        );
        const strange = reading.labels.find(
          label => !labels.has(label) && !added.has(label),
        );
        if (strange) {
          yield {
            where,
            message: `${reading.metrics.join(', ')} has no label ${strange}`,
          };
        }
      }
    }
  },
};

/** Metrics that an adapter makes of those of the code, for autoscalers. */
const ADAPTED: Readonly<Record<string, string>> = {
  http_requests_per_second: 'http_requests_total',
};

const scaledBy: ConsistencyRule = {
  id: 'autoscaler-metric',
  title: 'What an autoscaler follows is exported by the code',
  *check(service) {
    const metrics = exportedMetrics(service.files);
    for (const [environment, objects] of environmentsOf(service)) {
      for (const autoscaler of ofKind(objects, 'HorizontalPodAutoscaler')) {
        for (const metric of listOf(at(autoscaler, 'spec', 'metrics'))) {
          const name =
            at(metric, 'pods', 'metric', 'name') ??
            at(metric, 'external', 'metric', 'name');
          if (typeof name === 'string' && !metrics.has(ADAPTED[name] ?? name)) {
            yield {
              where: placeOf(environment, autoscaler),
              message: `No code exports ${ADAPTED[name] ?? name}`,
            };
          }
        }
      }
    }
  },
};

/** Minutes until somebody answers and until it is resolved, by priority of the incident. */
const PRIORITIES: Readonly<Record<string, { ack: number; resolve: number }>> = {
  P0: { ack: 15, resolve: 120 },
  P1: { ack: 30, resolve: 240 },
  P2: { ack: 120, resolve: 480 },
};

const severity: ConsistencyRule = {
  id: 'severity-known',
  title:
    'Every alert has a severity with a receiver, and the times that belong to it',
  *check(service) {
    for (const { where, labels, annotations } of alertsOf(service)) {
      const times = PRIORITIES[String(labels.severity)];
      if (!times) {
        yield {
          where,
          message: `Severity ${String(
            labels.severity,
          )} has no receiver: P0, P1 and P2 do`,
        };
        continue;
      }
      if (
        Number(annotations.acknowledge_minutes) !== times.ack ||
        Number(annotations.resolve_minutes) !== times.resolve
      ) {
        yield {
          where,
          message: `${String(labels.severity)} is answered in ${
            times.ack
          } and resolved in ${
            times.resolve
          } minutes; the annotations say ${String(
            annotations.acknowledge_minutes,
          )} and ${String(annotations.resolve_minutes)}`,
        };
      }
    }
  },
};

const RUNBOOK = 'docs/runbook.md';

const runbook: ConsistencyRule = {
  id: 'runbook-anchor',
  title: 'The runbook has a section for every alert, where its link leads',
  *check(service) {
    const anchors = anchorsOf(service.files.get(RUNBOOK) ?? '');
    for (const { where, annotations, name } of alertsOf(service)) {
      const [page, anchor] = String(annotations.runbook_url ?? '').split('#');
      if (!anchor || !page.endsWith('/runbook/')) {
        yield { where, message: `${name} links to no section of the runbook` };
      } else if (!anchors.has(anchor)) {
        yield { where, message: `${RUNBOOK} has no section #${anchor}` };
      }
    }
  },
};

/** Anchors of the headings, as MkDocs makes them. */
function anchorsOf(markdown: string): Set<string> {
  return new Set(
    [...markdown.matchAll(/^#{1,6}\s+(.+?)\s*$/gm)].flatMap(([, heading]) => {
      const [, own] = /\{\s*#([\w-]+)\s*\}\s*$/.exec(heading) ?? [];
      return (
        own ??
        heading
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .trim()
          .replace(/[\s-]+/g, '-')
      );
    }),
  );
}

/** Names of alerts that tests of Prometheus see fire, and of those that they see silent beside them. */
function testedAlerts(service: EmittedService) {
  const fires = new Set<string>();
  const silent = new Set<string>();
  const all = alertsOf(service).map(({ name }) => name);
  const tests = [...service.files]
    .filter(([path]) => /^chart\/tests\/.*\.ya?ml$/.test(path))
    .flatMap(([, text]) => listOf(objectOf(parse(text) as Json).tests));
  for (const test of tests.map(objectOf)) {
    for (const item of listOf(test.alert_rule_test).map(objectOf)) {
      const name = String(item.alertname);
      (listOf(item.exp_alerts).length > 0 ? fires : silent).add(name);
    }
    // All at once, by the series that Prometheus writes for its alerts.
    for (const item of listOf(test.promql_expr_test).map(objectOf)) {
      if (!readQuery(String(item.expr)).metrics.includes('ALERTS')) {
        continue;
      }
      const seen = new Set(
        listOf(item.exp_samples).map(
          sample =>
            /alertname="(\w+)"/.exec(String(objectOf(sample).labels))?.[1],
        ),
      );
      for (const name of all) {
        (seen.has(name) ? fires : silent).add(name);
      }
    }
  }
  return { fires, silent };
}

const tested: ConsistencyRule = {
  id: 'alert-tested',
  title:
    'Every alert has a test of Prometheus that sees it fire, and one that sees it silent',
  *check(service) {
    const { fires, silent } = testedAlerts(service);
    for (const { where, name } of alertsOf(service)) {
      if (
        where.startsWith('chart/') &&
        !(fires.has(name) && silent.has(name))
      ) {
        yield {
          where,
          message: `No test sees ${name} ${
            fires.has(name) ? 'silent' : 'fire'
          }`,
        };
      }
    }
  },
};

/** Rules on monitoring: what is asked is answered, and what wakes somebody helps them. */
export const ALERT_RULES: readonly ConsistencyRule[] = [
  validQuery,
  exported,
  scaledBy,
  severity,
  runbook,
  tested,
];
