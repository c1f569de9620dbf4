import { compareText } from '@textloom/kernel';
import { latestEvents } from '../clusterView';
import { ClusterFacts, EventFacts, PodFacts } from '../facts';
import { podSummary } from '../nodeView';
import { AssessedCluster } from '../views';
import { WorkloadFacts, WorkloadKind } from '../workloadFacts';
import { WorkloadPod, WorkloadView } from '../workloadViews';
import { workloadNamed } from './workloadNamed';
import { nodePlaces } from './nodePlaces';
import { RelatedObjects, relatedObjects } from './related';
import { workloadFreshness } from './workloadFreshness';
import { judgeWorkload, podsOf, workloadSummary } from './workloadSummary';

const MAX_PODS = 500;
const MAX_EVENTS = 50;

/** View of one workload; undefined when there is none of that name. */
export function workloadView(
  facts: ClusterFacts,
  view: AssessedCluster,
  wanted: { kind: WorkloadKind; namespace: string; name: string },
): WorkloadView | undefined {
  const workload = workloadNamed(facts, wanted);
  if (!workload) {
    return undefined;
  }
  const judged = judgeWorkload(facts, view, workload);
  const pods = podsOf(facts, workload)
    .map(pod => workloadPod(view, pod))
    .sort(troubledFirst);
  return {
    ...workloadSummary(facts, view, judged),
    cluster: view.name,
    generatedAt: view.generatedAt,
    freshness: workloadFreshness(facts, view),
    createdAt: workload.createdAt,
    available: workload.available,
    paused: workload.paused ?? false,
    list: judged.findings,
    pods: pods.slice(0, MAX_PODS),
    podsTotal: pods.length,
    zones: zonesOf(pods),
    ...boundsOf(view, relatedObjects(facts, workload)),
    events: latestEvents(
      eventsOf(facts.events, workload, podsOf(facts, workload)),
      MAX_EVENTS,
    ),
  };
}

function boundsOf(
  view: AssessedCluster,
  { hpas, vpas, budgets }: RelatedObjects,
): Pick<WorkloadView, 'hpa' | 'vpa' | 'budgets'> {
  const [scaler] = hpas;
  const hpa =
    scaler &&
    view.hpas.find(
      ({ namespace, name }) =>
        namespace === scaler.namespace && name === scaler.name,
    );
  const [vpa] = vpas;
  const refusal = vpa?.conditions.find(
    ({ type, status }) =>
      (type === 'RecommendationProvided' && status === 'False') ||
      (type === 'NoPodsMatched' && status === 'True'),
  );
  return {
    ...(hpa && { hpa }),
    ...(vpa && {
      vpa: {
        name: vpa.name,
        updateMode: vpa.updateMode,
        ...(vpa.target && { target: vpa.target }),
        ...(refusal && { reason: refusal.message ?? refusal.reason }),
      },
    }),
    budgets: budgets.map(
      ({ name, disruptionsAllowed, currentHealthy, desiredHealthy }) => ({
        name,
        disruptionsAllowed,
        currentHealthy,
        desiredHealthy,
      }),
    ),
  };
}

function workloadPod(view: AssessedCluster, pod: PodFacts): WorkloadPod {
  const trouble = pod.troubles
    ?.map(({ waiting, terminated }) => waiting ?? terminated?.reason)
    .find(word => word !== undefined);
  const zone = nodePlaces(view).get(pod.nodeName ?? '')?.node.zone;
  return {
    ...podSummary(pod),
    ...(pod.nodeName && { nodeName: pod.nodeName }),
    ...(trouble && { trouble }),
    ...(zone && { zone }),
  };
}

function troubledFirst(a: WorkloadPod, b: WorkloadPod): number {
  const rank = ({ trouble, ready }: WorkloadPod) =>
    (trouble ? 2 : 0) + (ready ? 0 : 1);
  return (
    rank(b) - rank(a) || b.restarts - a.restarts || compareText(a.name, b.name)
  );
}

function zonesOf(pods: readonly WorkloadPod[]): WorkloadView['zones'] {
  const counts = new Map<string, number>();
  for (const { zone } of pods) {
    if (zone) {
      counts.set(zone, (counts.get(zone) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([zone, count]) => ({ zone, pods: count }))
    .sort((a, b) => compareText(a.zone, b.zone));
}

function eventsOf(
  events: readonly EventFacts[],
  workload: WorkloadFacts,
  pods: readonly PodFacts[],
): EventFacts[] {
  const names = new Set(pods.map(({ name }) => name));
  return events.filter(
    ({ object }) =>
      object.namespace === workload.namespace &&
      (object.kind === 'Pod'
        ? names.has(object.name)
        : object.kind === workload.kind && object.name === workload.name),
  );
}
