import { ClusterSummary, FleetView } from '@textloom/plugin-clusters-common';
import { Intent } from '@textloom/ui';

/** The fleet's health as one answer; the page turns it into words. */
export type FleetVerdict =
  | { kind: 'none' }
  | { kind: 'healthy'; clusters: number; nodes: Nodes; findings: number }
  | {
      kind: 'one';
      state: 'degraded' | 'unhealthy' | 'unknown';
      cluster: string;
      nodes: Nodes;
      findings: number;
    }
  | {
      kind: 'several';
      worst: 'degraded' | 'unhealthy' | 'unknown';
      count: number;
      total: number;
      names: string[];
      findings: number;
    };

interface Nodes {
  ready: number;
  total: number;
}

const ORDER = ['unhealthy', 'degraded', 'unknown'] as const;

function needsAttention(cluster: ClusterSummary): boolean {
  return cluster.state !== 'healthy';
}

function findingsOf(clusters: ClusterSummary[]): number {
  return clusters.reduce(
    (sum, { findings }) =>
      sum + findings.warning + findings.degraded + findings.critical,
    0,
  );
}

function nodesOf(clusters: ClusterSummary[]): Nodes {
  return clusters.reduce(
    (sum, { nodes }) => ({
      ready: sum.ready + nodes.ready,
      total: sum.total + nodes.total,
    }),
    { ready: 0, total: 0 },
  );
}

/**
 * Judges the fleet: the worst part decides the whole, and a cluster of which
 * nothing is known is never counted as healthy.
 */
export function fleetVerdict({ clusters }: FleetView): FleetVerdict {
  if (clusters.length === 0) return { kind: 'none' };
  const bad = clusters
    .filter(needsAttention)
    .sort(
      (a, b) =>
        ORDER.findIndex(s => s === a.state) -
        ORDER.findIndex(s => s === b.state),
    );
  const findings = findingsOf(clusters);
  const [first] = bad;
  if (!first || first.state === 'healthy') {
    return {
      kind: 'healthy',
      clusters: clusters.length,
      nodes: nodesOf(clusters),
      findings,
    };
  }
  if (bad.length === 1) {
    return {
      kind: 'one',
      state: first.state,
      cluster: first.title,
      nodes: first.nodes,
      findings: findingsOf(bad),
    };
  }
  return {
    kind: 'several',
    worst: first.state,
    count: bad.length,
    total: clusters.length,
    names: bad.map(({ title }) => title),
    findings,
  };
}

const INTENTS = {
  unhealthy: 'critical',
  degraded: 'caution',
  unknown: 'unknown',
} as const;

/** Colour and icon of a verdict. */
export function verdictIntent(verdict: FleetVerdict): Intent {
  if (verdict.kind === 'none') return 'planned';
  if (verdict.kind === 'healthy') return 'positive';
  return INTENTS[verdict.kind === 'one' ? verdict.state : verdict.worst];
}
