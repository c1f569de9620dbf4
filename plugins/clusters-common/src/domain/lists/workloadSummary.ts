import { compareText, earliest } from '@textloom/kernel';
import { ClusterFacts, PodFacts } from '../facts';
import { Finding, HealthState } from '../health';
import { healthOf } from '../severity';
import { AssessedCluster } from '../views';
import { WorkloadFacts } from '../workloadFacts';
import { WorkloadSummary } from '../workloadViews';
import { ownerKey, podsByOwner } from './byOwner';
import { workloadFindingsOf } from './findingsOf';
import { nodePlaces } from './nodePlaces';
import { relatedObjects } from './related';
import { workloadsLive } from './workloadFreshness';

/** Pods of a workload. */
export function podsOf(
  facts: ClusterFacts,
  { kind, namespace, name }: WorkloadFacts,
): PodFacts[] {
  return podsByOwner(facts).get(ownerKey(kind, namespace, name)) ?? [];
}

/** A workload with what was found of it. */
export interface JudgedWorkload {
  workload: WorkloadFacts;
  state: HealthState;
  /** Its findings, worst first. */
  findings: Finding[];
}

/** Judges a workload. Nothing is called healthy while workloads or nodes are not live. */
export function judgeWorkload(
  facts: ClusterFacts,
  view: AssessedCluster,
  workload: WorkloadFacts,
): JudgedWorkload {
  const related = relatedObjects(facts, workload);
  const findings = workloadFindingsOf(view, workload, related);
  const state = workloadsLive(facts, view)
    ? healthOf(findings[0]?.severity)
    : 'unknown';
  return { workload, state, findings };
}

/** A workload as lists show it. */
export function workloadSummary(
  facts: ClusterFacts,
  view: AssessedCluster,
  { workload, state, findings }: JudgedWorkload,
): WorkloadSummary {
  const pods = podsOf(facts, workload);
  const [worst] = findings;
  const since =
    state === 'healthy'
      ? undefined
      : earliest(
          findings
            .filter(({ severity }) => healthOf(severity) === state)
            .map(finding => finding.since),
        );
  return {
    kind: workload.kind,
    namespace: workload.namespace,
    name: workload.name,
    state,
    ...(since && { since }),
    desired: workload.desired,
    ready: workload.ready,
    updated: workload.updated,
    restarts: pods.reduce((sum, { restarts }) => sum + restarts, 0),
    images: workload.images,
    requests: workload.requests,
    groups: groupsOf(view, pods),
    ...(workload.component && { component: workload.component }),
    ...(worst && { worst }),
    findings: findings.length,
  };
}

function groupsOf(view: AssessedCluster, pods: readonly PodFacts[]): string[] {
  const places = nodePlaces(view);
  const counts = new Map<string, number>();
  for (const { nodeName } of pods) {
    const group = places.get(nodeName ?? '')?.group;
    if (group !== undefined) {
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || compareText(a, b))
    .map(([group]) => group);
}
