import { elapsed } from '@textloom/kernel';
import { PodFacts } from './facts';
import { finding, findingId, seconds } from './finding';
import { leavingTaint, NodeCase, nodeRef, NodeRule } from './nodeCase';

const CORDON_TAINT = 'node.kubernetes.io/unschedulable';

/** Whether a pod would have to move before the node could be taken away. */
function mustMove(pod: PodFacts): boolean {
  return (
    pod.ownerKind !== 'DaemonSet' &&
    !pod.mirror &&
    pod.phase !== 'Succeeded' &&
    pod.phase !== 'Failed'
  );
}

/** Whether only pods are left that belong to every node. */
export function isDrained(subject: NodeCase): boolean {
  return subject.node.unschedulable && !subject.pods.some(mustMove);
}

/** A node that was taken out of scheduling: forgotten, drained or just cordoned. One finding tells it. */
export const cordonRule: NodeRule = (subject, scene) => {
  const { node, group } = subject;
  if (!node.unschedulable || leavingTaint(subject)) {
    return [];
  }
  const object = nodeRef(subject);
  const since =
    node.taints.find(taint => taint.key === CORDON_TAINT)?.timeAdded ??
    (['node-cordoned', 'node-drained', 'node-cordoned-long'] as const)
      .map(rule => scene.firstSeen(findingId(rule, object)))
      .find(time => time !== undefined);
  const details = { group, since, evidence: 'Node.spec.unschedulable' };
  const { cordonedLongMs } = scene.thresholds;
  const lasted = elapsed(since, scene.now);
  if (lasted !== undefined && lasted > cordonedLongMs) {
    return [
      finding('node-cordoned-long', 'warning', object, {
        ...details,
        threshold: seconds(cordonedLongMs),
      }),
    ];
  }
  const drained = scene.podsKnown && isDrained(subject);
  return [
    finding(
      drained ? 'node-drained' : 'node-cordoned',
      'info',
      object,
      details,
    ),
  ];
};
