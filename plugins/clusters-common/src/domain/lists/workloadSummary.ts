import { compareText, earliest } from '@textloom/kernel';
import { ClusterFacts, PodFacts } from '../facts';
import { Finding, ObjectRef } from '../health';
import { compareFindings, healthOf } from '../severity';
import { AssessedCluster } from '../views';
import { WorkloadFacts } from '../workloadFacts';
import { WorkloadSummary } from '../workloadViews';
import { ownerKey, podsByOwner } from './byOwner';
import { nodePlaces } from './nodePlaces';

/** Objects that bound a workload and whose findings are also its own. */
export function relatedObjects(facts: ClusterFacts, workload: WorkloadFacts) {
  const targets = (item: {
    namespace: string;
    targetKind: string;
    targetName: string;
  }) =>
    item.namespace === workload.namespace &&
    item.targetKind === workload.kind &&
    item.targetName === workload.name;
  return {
    hpas: facts.hpas.filter(targets),
    vpas: (facts.vpas ?? []).filter(targets),
    budgets: (facts.budgets ?? []).filter(
      budget =>
        budget.namespace === workload.namespace &&
        budget.matchLabels !== undefined &&
        podsOf(facts, workload).some(pod =>
          Object.entries(budget.matchLabels ?? {}).every(
            ([key, value]) => pod.labels?.[key] === value,
          ),
        ),
    ),
  };
}

export type RelatedObjects = ReturnType<typeof relatedObjects>;

/** Pods of a workload. */
export function podsOf(
  facts: ClusterFacts,
  { kind, namespace, name }: WorkloadFacts,
): PodFacts[] {
  return podsByOwner(facts).get(ownerKey(kind, namespace, name)) ?? [];
}

/** Findings of a workload, and of what scales or protects it; worst first. */
export function workloadFindingsOf(
  view: AssessedCluster,
  workload: WorkloadFacts,
  related: RelatedObjects,
): Finding[] {
  const named = new Set([
    ...related.hpas.map(({ name }) => `HPA/${name}`),
    ...related.vpas.map(({ name }) => `VPA/${name}`),
    ...related.budgets.map(({ name }) => `PDB/${name}`),
  ]);
  const concerns = ({ kind, name, workloadKind }: ObjectRef) =>
    kind === 'Workload'
      ? name === workload.name &&
        (workloadKind === undefined || workloadKind === workload.kind)
      : named.has(`${kind}/${name}`);
  return view.list
    .filter(
      ({ object }) =>
        object.namespace === workload.namespace && concerns(object),
    )
    .sort(compareFindings);
}

/** A workload as lists show it. Nothing is called healthy while the nodes are not live. */
export function workloadSummary(
  facts: ClusterFacts,
  view: AssessedCluster,
  workload: WorkloadFacts,
): WorkloadSummary {
  const pods = podsOf(facts, workload);
  const findings = workloadFindingsOf(
    view,
    workload,
    relatedObjects(facts, workload),
  );
  const [worst] = findings;
  const state =
    view.freshness.state === 'live' ? healthOf(worst?.severity) : 'unknown';
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
