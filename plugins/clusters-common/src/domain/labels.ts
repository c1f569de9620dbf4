import { own } from '@textloom/kernel';

/**
 * Labels that name a node's group, in order of precedence.
 * The first that a node carries wins; then its role; else it is ungrouped.
 */
export const DEFAULT_GROUP_LABELS: readonly string[] = [
  'eks.amazonaws.com/nodegroup',
  'karpenter.sh/nodepool',
  'alpha.eksctl.io/nodegroup-name',
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'kops.k8s.io/instancegroup',
  'cluster.x-k8s.io/deployment-name',
];

/** Prefix of the labels that name a node's roles. */
export const ROLE_PREFIX = 'node-role.kubernetes.io/';

export const ZONE_LABELS: readonly string[] = [
  'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/zone',
];

export const REGION_LABELS: readonly string[] = [
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/region',
];

export const INSTANCE_TYPE_LABELS: readonly string[] = [
  'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/instance-type',
];

/** How the node is bought, such as ON_DEMAND or SPOT. */
export const CAPACITY_TYPE_LABELS: readonly string[] = [
  'eks.amazonaws.com/capacityType',
  'karpenter.sh/capacity-type',
  'kubernetes.azure.com/scalesetpriority',
];

export const IMAGE_LABEL = 'eks.amazonaws.com/nodegroup-image';

/** Labels that are kept of a node besides those of its group and roles. */
export const KEPT_LABELS: ReadonlySet<string> = new Set([
  ...ZONE_LABELS,
  ...REGION_LABELS,
  ...INSTANCE_TYPE_LABELS,
  ...CAPACITY_TYPE_LABELS,
  IMAGE_LABEL,
  'kubernetes.io/arch',
  'kubernetes.io/os',
]);

/** The value of the first of the labels that is set and not empty. */
export function firstLabel(
  labels: Readonly<Record<string, string>>,
  keys: readonly string[],
): string | undefined {
  for (const key of keys) {
    const value = own(labels, key);
    if (value) {
      return value;
    }
  }
  return undefined;
}
