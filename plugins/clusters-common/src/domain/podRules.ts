import { earliest, elapsed } from '@textloom/kernel';
import { HpaFacts } from './facts';
import { count, finding, seconds } from './finding';
import { Finding, ObjectRef } from './health';
import { Scene } from './nodeCase';
import { PendingGroup } from './views';
import { afterTime } from './workloads/common';

/** Taints that Kubernetes puts on a node that is down. */
const DOWN_TAINT = /\{node\.kubernetes\.io\/(?:unreachable|not-ready)\b/;

/** Whether pods wait for nothing but nodes that are down, which have findings of their own. */
function waitsForDownNodes(group: PendingGroup): boolean {
  return (
    group.reasons.length > 0 &&
    group.reasons.every(({ reason }) => DOWN_TAINT.test(reason))
  );
}

/** Pods that find no node. `nodesDown` tells whether nodes are lost or not ready, which then is the cause. */
export function pendingFindings(
  groups: readonly PendingGroup[],
  nodesDown: boolean,
  scene: Scene,
): Finding[] {
  const { unschedulableMs } = scene.thresholds;
  return groups
    .filter(group => !(nodesDown && waitsForDownNodes(group)))
    .map(group => {
      const waited = elapsed(group.since, scene.now);
      const long = waited !== undefined && waited > unschedulableMs;
      const object: ObjectRef = {
        kind: group.ownerKind ? 'Workload' : 'Pod',
        namespace: group.namespace,
        name: group.ownerName,
      };
      return finding('pods-unschedulable', long ? 'degraded' : 'info', object, {
        value: count(group.count),
        threshold: seconds(unschedulableMs),
        since: group.since || undefined,
        evidence: 'Pod.status.conditions[PodScheduled]',
        detail: detailOf(group),
        params: { count: group.count, reason: group.reasons[0]?.reason ?? '' },
        qualifier: JSON.stringify([
          group.ownerKind ?? '',
          ...(group.reasons.length
            ? group.reasons.map(({ reason }) => reason).sort()
            : [group.message ?? '']),
        ]),
      });
    });
}

function detailOf(group: PendingGroup): string | undefined {
  return group.reasons.length
    ? group.reasons.map(({ nodes, reason }) => `${nodes} ${reason}`).join(', ')
    : group.message;
}

/** The controller's word that it wants more than the maximum allows. */
function cappedBy(hpa: Pick<HpaFacts, 'conditions'>) {
  return hpa.conditions?.find(
    ({ type, status, reason }) =>
      type === 'ScalingLimited' &&
      status === 'True' &&
      reason === 'TooManyReplicas',
  );
}

/** Whether an autoscaler has nothing left to give. One with fixed replicas never had. */
export function isAtMaximum(
  hpa: Pick<HpaFacts, 'conditions' | 'current' | 'max' | 'min'>,
): boolean {
  return (
    hpa.max > hpa.min && (hpa.current >= hpa.max || cappedBy(hpa) !== undefined)
  );
}

/** Autoscalers at their maximum. */
export function hpaFindings(
  hpas: readonly HpaFacts[],
  scene: Scene,
): Finding[] {
  const { hpaAtMaximumMs } = scene.thresholds;
  return hpas.filter(isAtMaximum).map(hpa => {
    const capped = cappedBy(hpa);
    const base = finding(
      'hpa-at-maximum',
      'info',
      { kind: 'HPA', namespace: hpa.namespace, name: hpa.name },
      {
        value: count(hpa.current),
        threshold: count(hpa.max),
        since: earliest([
          capped?.lastTransitionTime,
          hpa.current >= hpa.max ? hpa.since : undefined,
        ]),
        evidence: capped
          ? 'HorizontalPodAutoscaler.status.conditions[ScalingLimited]'
          : 'HorizontalPodAutoscaler.status.currentReplicas',
        detail: capped?.message,
        params: { max: hpa.max, target: hpa.targetName },
      },
    );
    return afterTime(base, hpaAtMaximumMs, 'warning', scene);
  });
}
