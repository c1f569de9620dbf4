import { NodeCase } from '../nodeCase';
import { EksFacts } from '../sourceFacts';
import { PendingFix, ScalingBounds } from '../views';

/** Something that would let waiting pods be placed, before its group is named. */
export type Fix = Omit<PendingFix, 'group'>;

/** What is known of where waiting pods could go. */
export interface PendingWorld {
  cases: readonly NodeCase[];
  /** Bounds of a node group, if anybody told them. */
  scaling: (group: string) => ScalingBounds | undefined;
  /** Why the autoscaler has given a group up for a while. */
  backoff?: (group: string) => string | undefined;
  eks?: EksFacts;
}

/** More nodes, or what stands in their way. */
export function growth(
  group: string,
  present: number,
  nodes: number,
  world: PendingWorld,
): Fix[] {
  const scaling = world.scaling(group);
  const issue = world.eks?.nodeGroups.find(({ name }) => name === group)
    ?.issues[0];
  const code =
    world.backoff?.(group) ??
    (scaling?.activity === 'Backoff' ? scaling.activity : undefined);
  const blockers: Fix[] = [
    ...(code
      ? [{ kind: 'autoscaler-backoff' as const, params: { code } }]
      : []),
    ...(issue
      ? [{ kind: 'eks-issue' as const, params: { code: issue.code } }]
      : []),
  ];
  const max = scaling?.max;
  const coming = Math.max(0, (scaling?.desired ?? 0) - present);
  const missing = nodes - coming;
  if (max !== undefined && missing > 0 && present + coming + missing > max) {
    return [{ kind: 'raise-maximum', params: { nodes, max } }, ...blockers];
  }
  if (blockers.length) {
    return blockers;
  }
  return [
    ...(coming
      ? [{ kind: 'wait-for-nodes' as const, params: { nodes: coming } }]
      : []),
    ...(missing > 0
      ? [{ kind: 'add-nodes' as const, params: { nodes: missing } }]
      : []),
  ];
}
