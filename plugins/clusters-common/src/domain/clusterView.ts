import { compareText, groupBy } from '@textloom/kernel';
import { sumCapacity } from './capacity';
import { distinct } from './distinct';
import { ClusterFacts, EventFacts } from './facts';
import { Finding, HealthState, Severity } from './health';
import { NodeCase } from './nodeCase';
import { healthOf, healthOrder } from './severity';
import { freshnessOf, hasAnswered } from './sources';
import { nodeGroupSummary, nodeSummary, sinceOf } from './summaries';
import { alertCounts } from './alerts/alertFindings';
import { eksGroupOf, scalingOf } from './eks/scaling';
import { signalSummaries } from './signals/signalFindings';
import { sloSummaries } from './slo/sloFindings';
import { sourceOf } from './sources';
import { Thresholds } from './thresholds';
import { DigestedPods } from './workings';
import {
  AssessedCluster,
  ClusterSummary,
  NodeGroupSummary,
  PendingGroup,
} from './views';

/** Events in a view; older ones are left out. */
const MAX_EVENTS = 100;

interface Parts {
  facts: ClusterFacts;
  now: number;
  /** By name. */
  cases: readonly NodeCase[];
  /** By node, those without one included. */
  pods: ReadonlyMap<string, DigestedPods>;
  pending: PendingGroup[];
  /** Worst first. */
  findings: Finding[];
  thresholds: Thresholds;
}

/** Puts the view of a cluster together from its facts and what was found. */
export function clusterView(parts: Parts): AssessedCluster {
  const { facts, cases, findings, pending } = parts;
  const freshness = freshnessOf(facts);
  const live = freshness.state === 'live';
  const nodeGroups = groupSummaries(facts, cases, findings, live);
  const own = findings.filter(({ group }) => group === undefined);
  const state = live ? clusterState(nodeGroups, own) : 'unknown';
  const since = live
    ? clusterSince(state, nodeGroups, own)
    : connectionFinding(findings)?.since;
  const [region] = distinct(cases, ({ traits }) => traits.region);
  const worst = live ? findings[0] : connectionFinding(findings) ?? findings[0];
  const pods = podCounts(facts, parts.pods);
  return {
    name: facts.name,
    title: facts.title,
    state,
    ...(since && { since }),
    freshness,
    ...(facts.version && { version: facts.version }),
    ...(region && { region }),
    zones: distinct(cases, ({ zone }) => zone),
    nodes: {
      ready: nodeGroups.reduce((sum, { ready }) => sum + ready, 0),
      total: cases.length,
    },
    groups: {
      healthy: nodeGroups.filter(group => group.state === 'healthy').length,
      total: nodeGroups.length,
    },
    ...(pods && { pods }),
    findings: countBySeverity(findings),
    ...(worst && { worst }),
    capacity: sumCapacity(nodeGroups.map(group => group.capacity)),
    sources: [...facts.sources].sort((a, b) => compareText(a.source, b.source)),
    generatedAt: new Date(parts.now).toISOString(),
    nodeGroups,
    list: findings,
    pending,
    hpas: facts.hpas
      .map(({ uid: _uid, since: _since, ...hpa }) => hpa)
      .sort(
        (a, b) =>
          compareText(a.namespace, b.namespace) || compareText(a.name, b.name),
      ),
    events: latestEvents(facts.events, MAX_EVENTS),
    ...otherSources(parts),
  };
}

/** What the optional sources tell; absent where they never did. */
function otherSources({
  facts,
  findings,
  thresholds,
}: Parts): Partial<AssessedCluster> {
  const alerts = alertCounts(facts);
  const signals = signalSummaries(facts, thresholds.signals);
  const slos = sloSummaries(facts);
  const { source: _, ...source } = sourceOf(facts, 'eks');
  const unhealthy = new Set(
    findings
      .filter(
        ({ object, severity }) =>
          object.kind === 'Workload' &&
          object.workloadKind !== undefined &&
          healthOf(severity) !== 'healthy',
      )
      .map(
        ({ object }) =>
          `${object.workloadKind}/${object.namespace}/${object.name}`,
      ),
  );
  return {
    ...(alerts && { alerts }),
    ...(signals && { signals }),
    ...(slos && { slos }),
    ...(facts.eks && { eks: { ...facts.eks, source } }),
    ...(facts.workloads && {
      workloads: { unhealthy: unhealthy.size, total: facts.workloads.length },
    }),
  };
}

/** The newest events, newest first. */
export function latestEvents(
  events: readonly EventFacts[],
  max: number,
): EventFacts[] {
  return [...events]
    .sort((a, b) => compareText(b.at, a.at) || compareText(a.uid, b.uid))
    .slice(0, max);
}

function groupSummaries(
  facts: ClusterFacts,
  cases: readonly NodeCase[],
  findings: readonly Finding[],
  live: boolean,
): NodeGroupSummary[] {
  const ofGroups = groupBy(findings, ({ group }) => group ?? '');
  const byGroup = groupBy(cases, ({ group }) => group);
  // Groups without nodes: those that EKS knows, and those of which something was found.
  for (const name of [
    ...(facts.eks?.nodeGroups ?? []).map(group => group.name),
    ...findings.flatMap(({ group }) => group ?? []),
  ]) {
    if (!byGroup.has(name)) {
      byGroup.set(name, []);
    }
  }
  return [...byGroup]
    .map(([name, members]) => {
      const found = ofGroups.get(name) ?? [];
      const ofNodes = groupBy(
        found.filter(({ object }) => object.kind === 'Node'),
        ({ object }) => object.name,
      );
      const nodes = members.map(member =>
        nodeSummary(member, ofNodes.get(member.node.name), live),
      );
      const scaling = scalingOf(facts, name);
      const eks = eksGroupOf(facts, name);
      return {
        ...nodeGroupSummary(name, members, nodes, found, live),
        ...(members.length === 0 && { label: labelOf(facts, name) }),
        ...(scaling && { scaling }),
        ...(eks && { eks }),
      };
    })
    .sort((a, b) => compareText(a.name, b.name));
}

/** A group without nodes is named as those who know of it name its nodes. */
function labelOf(facts: ClusterFacts, group: string): string {
  return facts.karpenter?.some(
    ({ kind, name }) => kind === 'NodePool' && name === group,
  )
    ? 'karpenter.sh/nodepool'
    : 'eks.amazonaws.com/nodegroup';
}

/** The worst of the groups and of what belongs to no group. */
function clusterState(
  groups: readonly NodeGroupSummary[],
  own: readonly Finding[],
): HealthState {
  return (
    healthOrder.worst([
      ...groups.map(({ state }) => state),
      ...own.map(({ severity }) => healthOf(severity)),
    ]) ?? 'unknown'
  );
}

function clusterSince(
  state: HealthState,
  groups: readonly NodeGroupSummary[],
  own: readonly Finding[],
): string | undefined {
  const times = [
    sinceOf(state, own, ({ severity }) => severity),
    ...groups.filter(group => group.state === state).map(({ since }) => since),
  ].filter(time => time !== undefined);
  return state === 'healthy' ? undefined : times.sort(compareText)[0];
}

/** The finding that tells why nothing current is known. */
function connectionFinding(findings: readonly Finding[]): Finding | undefined {
  return (
    findings.find(
      ({ rule }) => rule === 'cluster-unreachable' || rule === 'cluster-stale',
    ) ??
    findings.find(
      ({ rule, object }) =>
        rule === 'source-missing' && object.name === 'nodes',
    )
  );
}

function podCounts(
  facts: ClusterFacts,
  pods: Parts['pods'],
): ClusterSummary['pods'] {
  if (!hasAnswered(facts, 'pods')) {
    return undefined;
  }
  const counts = { running: 0, pending: 0, total: 0 };
  for (const { pods: list, digest } of pods.values()) {
    counts.running += digest.running;
    counts.pending += digest.pending;
    counts.total += list.length;
  }
  return counts;
}

function countBySeverity(
  findings: readonly Finding[],
): Record<Severity, number> {
  const counts = { info: 0, warning: 0, degraded: 0, critical: 0, unknown: 0 };
  for (const { severity } of findings) {
    counts[severity]++;
  }
  return counts;
}
