import { compareText, earliest, groupBy } from '@textloom/kernel';
import { PodFacts } from './facts';
import { parseScheduling } from './scheduling';
import { PendingFix, PendingGroup } from './views';
import { PendingWorld } from './workloads/growth';
import { pendingFixes, prepareWorld } from './workloads/pendingFixes';

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

/** Groups for which it is worked out what would help; what waits longest comes first. */
const MAX_FIXED = 50;

/**
 * Pods that wait for a node, put together by owner and reason; the oldest first. `world` tells what the nodes
 * are like, so that each group says what would place it.
 */
export function pendingGroups(
  pods: readonly PodFacts[],
  world?: PendingWorld,
): PendingGroup[] {
  const waiting = pods.filter(isWaiting);
  const groups = [...groupBy(waiting, keyOf)].map(([key, members]) => {
    const sorted = [...members].sort(compareWaiting);
    return { key, members: sorted, group: pendingGroup(sorted) };
  });
  const known = world && prepareWorld(world);
  return groups
    .sort(
      (a, b) =>
        compareText(a.group.since, b.group.since) || compareText(a.key, b.key),
    )
    .map(({ group, members }, index) =>
      known && index < MAX_FIXED
        ? withFixes(group, pendingFixes(members, group.reasons, known))
        : group,
    );
}

function withFixes(group: PendingGroup, fixes: PendingFix[]): PendingGroup {
  return fixes.length ? { ...group, fixes } : group;
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
