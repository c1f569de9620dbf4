import { compareText, earliest, groupBy } from '@textloom/kernel';
import { PodFacts } from './facts';
import { parseScheduling } from './scheduling';
import { PendingGroup } from './views';

/** A pod that the scheduler could not place. */
type WaitingPod = PodFacts & Required<Pick<PodFacts, 'unschedulable'>>;

function isWaiting(pod: PodFacts): pod is WaitingPod {
  return (
    pod.unschedulable !== undefined &&
    pod.phase === 'Pending' &&
    pod.nodeName === undefined &&
    !pod.deleting
  );
}

const ownerOf = (pod: PodFacts) => pod.ownerName ?? pod.name;

/** Owner and reasons without their counts, which differ from pod to pod by chance. */
function keyOf(pod: WaitingPod): string {
  const reasons = parseScheduling(pod.unschedulable.message)
    .map(({ reason }) => reason)
    .sort(compareText);
  return JSON.stringify([
    pod.namespace,
    pod.ownerKind,
    ownerOf(pod),
    reasons.length ? reasons : pod.unschedulable.message,
  ]);
}

function compareWaiting(a: WaitingPod, b: WaitingPod): number {
  return (
    compareText(a.unschedulable.since, b.unschedulable.since) ||
    compareText(a.name, b.name)
  );
}

/** Pods that wait for a node, put together by owner and reason; the oldest first. */
export function pendingGroups(pods: readonly PodFacts[]): PendingGroup[] {
  const waiting = pods.filter(isWaiting);
  const groups = [...groupBy(waiting, keyOf)].map(([key, members]) => ({
    key,
    group: pendingGroup([...members].sort(compareWaiting)),
  }));
  return groups
    .sort(
      (a, b) =>
        compareText(a.group.since, b.group.since) || compareText(a.key, b.key),
    )
    .map(({ group }) => group);
}

function pendingGroup(pods: WaitingPod[]): PendingGroup {
  const [oldest] = pods;
  const reasons = parseScheduling(oldest.unschedulable.message).sort(
    (a, b) => b.nodes - a.nodes || compareText(a.reason, b.reason),
  );
  return {
    namespace: oldest.namespace,
    ...(oldest.ownerKind && { ownerKind: oldest.ownerKind }),
    ownerName: ownerOf(oldest),
    ...(oldest.component && { component: oldest.component }),
    count: pods.length,
    since:
      earliest(pods.map(pod => pod.unschedulable.since)) ?? oldest.createdAt,
    requests: {
      cpuMillis: pods.reduce((sum, pod) => sum + pod.requests.cpuMillis, 0),
      memoryBytes: pods.reduce((sum, pod) => sum + pod.requests.memoryBytes, 0),
    },
    reasons,
    ...(!reasons.length &&
      oldest.unschedulable.message && {
        message: oldest.unschedulable.message,
      }),
  };
}
