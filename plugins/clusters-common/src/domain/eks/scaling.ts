import { ClusterFacts } from '../facts';
import { EksNodeGroupFacts } from '../sourceFacts';
import { ScalingBounds } from '../views';
import { AutoscalerGroupFacts } from '../workloadFacts';

/** What EKS says of a node group. */
export function eksGroupOf(
  facts: ClusterFacts,
  group: string,
): EksNodeGroupFacts | undefined {
  return facts.eks?.nodeGroups.find(({ name }) => name === group);
}

/**
 * What the cluster-autoscaler says of a node group. It names Auto Scaling groups, which EKS names
 * `eks-GROUP-UUID`.
 */
export function autoscalerGroupOf(
  facts: ClusterFacts,
  group: string,
): AutoscalerGroupFacts | undefined {
  return facts.autoscaler?.find(
    ({ name }) =>
      name === group ||
      name
        .replace(/^eks-/, '')
        .replace(/-[0-9a-f]{8}(-[0-9a-f]{4,12}){4}$/i, '') === group,
  );
}

/** Bounds of a node group: EKS's, else the autoscaler's. */
export function scalingOf(
  facts: ClusterFacts,
  group: string,
): ScalingBounds | undefined {
  const eks = eksGroupOf(facts, group);
  const scaler = autoscalerGroupOf(facts, group);
  const known = eks ?? scaler;
  if (!known) {
    return undefined;
  }
  const desired = eks ? eks.desired : scaler?.target;
  return {
    ...(desired !== undefined && { desired }),
    ...(known.min !== undefined && { min: known.min }),
    ...(known.max !== undefined && { max: known.max }),
    source: eks ? 'eks' : 'cluster-autoscaler',
    ...(scaler?.scaleUp && { activity: scaler.scaleUp }),
  };
}

const ownedByKarpenter = (facts: ClusterFacts, group: string) =>
  (facts.karpenter ?? []).some(
    ({ kind, name }) => kind === 'NodePool' && name === group,
  );

/**
 * How many nodes the maximum of a group still allows, whether AWS has them or not; undefined where no maximum
 * is known, or Karpenter decides.
 */
export function roomOf(
  facts: ClusterFacts,
  group: string,
  nodes: number,
): number | undefined {
  const max = scalingOf(facts, group)?.max;
  return max === undefined || ownedByKarpenter(facts, group)
    ? undefined
    : Math.max(0, max - nodes);
}

/** Whether somebody may start further nodes of a group: its bounds leave room, or Karpenter owns it. */
export function canGrow(
  facts: ClusterFacts,
  group: string,
  nodes: number,
): boolean {
  const { max, activity } = scalingOf(facts, group) ?? {};
  const scaled = max !== undefined && max > nodes && activity !== 'Backoff';
  return scaled || ownedByKarpenter(facts, group);
}
