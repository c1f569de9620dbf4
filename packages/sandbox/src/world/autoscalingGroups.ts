import { NodeGroupPlan } from './clusters';
import { uuid } from './random';
import { ClusterWorld } from './world';

/** Name that EKS gives the Auto Scaling group of a managed node group. */
export function autoscalingGroupName(
  { seed, name: cluster }: ClusterWorld,
  group: string,
): string {
  return `eks-${group}-${uuid(`${seed}/${cluster}/${group}/asg`)}`;
}

/** How many nodes a group is asked to have, whether they are there or not. */
export function desiredNodes(
  { desired }: ClusterWorld,
  { name, count }: NodeGroupPlan,
): number {
  return desired.get(name) ?? count;
}
