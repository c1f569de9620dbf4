import { compareText } from '@textloom/kernel';
import { ClusterFacts, PodFacts } from '../facts';
import { headroomView } from '../headroom/headroomView';
import { healthOf, severityOrder } from '../severity';
import { AssessedCluster } from '../views';
import { ComponentPlace, ComponentView } from '../workloadViews';
import { nodePlaces } from './nodePlaces';
import { workloadsLive } from './workloadFreshness';
import { judgeWorkload, workloadSummary } from './workloadSummary';
import { holdsResources } from '../workloads/digest';

/** A cluster as known. */
export interface KnownCluster {
  facts: ClusterFacts;
  view: AssessedCluster;
}

/** Where a component runs, cluster by cluster. Clusters in which it does not run are left out. */
export function componentView(
  clusters: readonly KnownCluster[],
  component: string,
  now: number,
): ComponentView {
  return {
    component,
    generatedAt: new Date(now).toISOString(),
    places: clusters
      .flatMap(cluster => placeOf(cluster, component) ?? [])
      .sort((a, b) => compareText(a.cluster, b.cluster)),
  };
}

function placeOf(
  { facts, view }: KnownCluster,
  component: string,
): ComponentPlace | undefined {
  const workloads = (facts.workloads ?? []).filter(
    workload => workload.component === component,
  );
  const pods = facts.pods.filter(pod => pod.component === component);
  if (workloads.length === 0 && pods.length === 0) {
    return undefined;
  }
  const judged = workloads.map(workload =>
    judgeWorkload(facts, view, workload),
  );
  const findings = judged.flatMap(item => item.findings);
  const [largest] = [...workloads].sort(
    (a, b) => b.desired - a.desired || compareText(a.name, b.name),
  );
  const fits = largest && headroomView(facts, view, { workload: largest }).fits;
  return {
    cluster: view.name,
    title: view.title,
    freshness: view.freshness,
    state: workloadsLive(facts, view)
      ? healthOf(severityOrder.worst(findings.map(({ severity }) => severity)))
      : 'unknown',
    workloads: judged.map(item => workloadSummary(facts, view, item)),
    groups: groupsOf(view, pods),
    findings,
    ...requestsOf(view, pods),
    pods: pods.length,
    ...(fits !== undefined && { fits }),
  };
}

function groupsOf(
  view: AssessedCluster,
  pods: readonly PodFacts[],
): ComponentPlace['groups'] {
  const places = nodePlaces(view);
  const groups = new Map<string, ComponentPlace['groups'][number]>();
  for (const { nodeName } of pods) {
    const place = places.get(nodeName ?? '');
    if (place) {
      const { group, groupState } = place;
      const known = groups.get(group);
      groups.set(group, {
        name: group,
        state: groupState,
        pods: (known?.pods ?? 0) + 1,
      });
    }
  }
  return [...groups.values()].sort(
    (a, b) => b.pods - a.pods || compareText(a.name, b.name),
  );
}

/** What its pods ask for, against all that the cluster has. */
function requestsOf(
  view: AssessedCluster,
  pods: readonly PodFacts[],
): Pick<ComponentPlace, 'cpu' | 'memory'> {
  const holding = pods.filter(holdsResources);
  const sum = (amount: (pod: PodFacts) => number) =>
    holding.reduce((total, pod) => total + amount(pod), 0);
  return {
    cpu: {
      allocatable: view.capacity.cpu.allocatable,
      requested: sum(pod => pod.requests.cpuMillis),
    },
    memory: {
      allocatable: view.capacity.memory.allocatable,
      requested: sum(pod => pod.requests.memoryBytes),
    },
  };
}
