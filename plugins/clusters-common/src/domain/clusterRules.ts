import { ClusterFacts, SourceName, SourceStatus } from './facts';
import { count, finding } from './finding';
import { Finding, ObjectRef, RuleId, Severity } from './health';
import { freshnessOf, isLive, sourceOf } from './sources';
import { Thresholds } from './thresholds';

/** Sources whose absence narrows the picture but hides no fault that other sources do not show. */
const NARROWING: readonly SourceName[] = [
  'leases',
  'metrics',
  'hpas',
  'events',
  'workloads',
  'budgets',
  'prometheus',
  'alertmanager',
  'eks',
];

/** Sources that a cluster may well be without. */
const OPTIONAL: readonly SourceName[] = ['vpas', 'autoscaler', 'karpenter'];

/** What was never there is not missed; what broke is. */
function isMissed({ source, state }: SourceStatus): boolean {
  return (
    state !== 'live' &&
    state !== 'connecting' &&
    state !== 'unconfigured' &&
    !(state === 'absent' && OPTIONAL.includes(source))
  );
}

/** What is wrong with the cluster's connection and sources, and whether it has nodes at all. */
export function clusterFindings(
  facts: ClusterFacts,
  { apiServerSlow }: Thresholds,
): Finding[] {
  const cluster: ObjectRef = { kind: 'Cluster', name: facts.name };
  if (!isLive(facts, 'nodes')) {
    return [...nodesFinding(facts, cluster), ...podsFinding(facts)];
  }
  const noNodes = facts.nodes.length
    ? []
    : [
        finding('cluster-no-nodes', 'degraded', cluster, {
          value: count(0),
          threshold: count(1),
          since: sourceOf(facts, 'nodes').since,
          evidence: 'GET /api/v1/nodes',
        }),
      ];
  return [
    ...noNodes,
    ...apiFinding(facts),
    ...slowFinding(facts, cluster, apiServerSlow.limitMs),
    ...podsFinding(facts),
    ...[...NARROWING, ...OPTIONAL]
      .map(name => sourceOf(facts, name))
      .filter(isMissed)
      .map(source => missing(facts, source, weightOf(source))),
  ];
}

/** Sources whose last known facts stand while they are silent, so that nothing turns healthy by silence. */
const KEPT: readonly SourceName[] = [
  'workloads',
  'prometheus',
  'alertmanager',
  'eks',
];

/** What was known once and no longer is leaves the cluster unknown; what never was known narrows the picture. */
function weightOf({ source, at }: SourceStatus): Severity {
  return KEPT.includes(source) && at !== undefined ? 'unknown' : 'info';
}

/** Why nothing current is known of the nodes. */
function nodesFinding(facts: ClusterFacts, cluster: ObjectRef): Finding[] {
  const nodes = sourceOf(facts, 'nodes');
  const api = sourceOf(facts, 'api');
  if (nodes.state === 'connecting' && api.problem === undefined) {
    return [];
  }
  const apiDown = api.state !== 'live' && api.problem !== undefined;
  if (!apiDown && freshnessOf(facts).state === 'never') {
    return [missing(facts, nodes, 'unknown')];
  }
  const cause = apiDown ? api : nodes;
  const rule: RuleId = apiDown ? 'cluster-unreachable' : 'cluster-stale';
  return [
    finding(rule, 'unknown', cluster, {
      since: cause.since,
      evidence: apiDown ? 'GET /version' : 'GET /api/v1/nodes',
      problem: cause.problem,
      params: { source: cause.source },
    }),
  ];
}

function apiFinding(facts: ClusterFacts): Finding[] {
  const api = sourceOf(facts, 'api');
  return api.state === 'live' || api.state === 'connecting'
    ? []
    : [missing(facts, api, 'unknown')];
}

/** Seconds with one decimal: a limit of 2 s and 2.4 s are to be told apart. */
const tenths = (ms: number) => ({
  value: Math.round(ms / 100) / 10,
  unit: 'seconds' as const,
});

/** The API server answers, but everyone who asks it waits. */
function slowFinding(
  facts: ClusterFacts,
  cluster: ObjectRef,
  limitMs: number,
): Finding[] {
  const { apiLatencyMs } = facts;
  if (
    apiLatencyMs === undefined ||
    apiLatencyMs < limitMs ||
    !isLive(facts, 'api')
  ) {
    return [];
  }
  return [
    finding('api-server-slow', 'degraded', cluster, {
      value: tenths(apiLatencyMs),
      threshold: tenths(limitMs),
      evidence: 'Median time of GET /version',
    }),
  ];
}

/** Without pods neither requests nor waiting pods are known, so nothing can be called healthy. */
function podsFinding(facts: ClusterFacts): Finding[] {
  const pods = sourceOf(facts, 'pods');
  const connecting = pods.state === 'connecting' && !isLive(facts, 'nodes');
  return pods.state === 'live' || connecting
    ? []
    : [missing(facts, pods, 'unknown')];
}

function missing(
  facts: ClusterFacts,
  source: SourceStatus,
  severity: Severity,
): Finding {
  return finding(
    'source-missing',
    severity,
    { kind: 'Source', name: source.source },
    {
      since: source.since,
      evidence: `Source ${source.source}`,
      problem: source.problem,
      params: { name: facts.name, source: source.source, state: source.state },
    },
  );
}
