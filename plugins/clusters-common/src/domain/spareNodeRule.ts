import { finding } from './finding';
import { Finding, Figure } from './health';
import { isReady, NodeCase, Scene } from './nodeCase';
import { leavingTaint } from './readyRules';

const RESOURCES = [
  { name: 'cpu', unit: 'millicores' },
  { name: 'memory', unit: 'bytes' },
] as const satisfies readonly { name: string; unit: Figure['unit'] }[];

/** Whether the scheduler may put pods on the node. */
const takesPods = (subject: NodeCase) =>
  isReady(subject) && !subject.node.unschedulable && !leavingTaint(subject);

/**
 * N−1: what the pods of the group request would not fit on the nodes that take pods if the largest of them
 * went away. Of CPU and memory it tells the one that lacks the larger share.
 */
export function spareNodeRule(
  group: string,
  nodes: readonly NodeCase[],
  scene: Scene,
): Finding[] {
  const usable = nodes.filter(takesPods);
  if (!scene.podsKnown || nodes.length < 2 || usable.length === 0) {
    return [];
  }
  const lacking = RESOURCES.flatMap(({ name, unit }) => {
    const sizes = usable.map(node => node.capacity[name].allocatable);
    const requested = total(
      nodes.map(node => node.capacity[name].requested ?? 0),
    );
    const left = total(sizes) - sizes.reduce((a, b) => Math.max(a, b), 0);
    return requested > left ? [{ name, unit, requested, left }] : [];
  }).sort((a, b) => b.requested / b.left - a.requested / a.left);
  return lacking.slice(0, 1).map(({ name, unit, requested, left }) =>
    finding(
      'group-no-spare-node',
      'warning',
      { kind: 'NodeGroup', name: group },
      {
        group,
        value: { value: requested, unit },
        threshold: { value: left, unit },
        evidence: `Pod.spec…requests.${name} against Node.status.allocatable.${name} without the largest node`,
        params: { resource: name },
      },
    ),
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
