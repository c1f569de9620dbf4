import { own } from '@textloom/kernel';
import { NodeFacts, Taint } from '../facts';
import { NodeSummary } from '../views';
import { Placement, Toleration } from '../workloadFacts';
import { HeadroomGroup } from '../workloadViews';

/** Why a pod may not run on a node; undefined when it may. */
export type Exclusion =
  | { by: Required<HeadroomGroup>['excludedBy']; detail?: string }
  | undefined;

/** Whether a toleration matches a taint. Source: Kubernetes `core/v1 helper.ToleratesTaint`. */
function tolerates(toleration: Toleration, taint: Taint): boolean {
  const { key, operator, value = '', effect } = toleration;
  if (effect && effect !== taint.effect) {
    return false;
  }
  if (!key) {
    return operator === 'Exists';
  }
  return (
    key === taint.key &&
    (operator === 'Exists' || value === (taint.value ?? ''))
  );
}

/** The first taint that keeps a pod away: `NoSchedule` and `NoExecute` do, `PreferNoSchedule` does not. */
export function untolerated(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
): Taint | undefined {
  return taints.find(
    taint =>
      taint.effect !== 'PreferNoSchedule' &&
      !tolerations.some(toleration => tolerates(toleration, taint)),
  );
}

/** The first selector that the node does not carry. A label that is not kept of nodes cannot be judged. */
function unselected(
  node: NodeFacts,
  { nodeSelector }: Placement,
  judged: (label: string) => boolean,
): [string, string] | undefined {
  return Object.entries(nodeSelector).find(
    ([key, value]) => judged(key) && own(node.labels, key) !== value,
  );
}

/** Whether a pod may run on a node, and if not, why. */
export function exclusionOf(
  node: NodeFacts,
  summary: NodeSummary,
  placement: Placement,
  judged: (label: string) => boolean,
): Exclusion {
  if (node.unschedulable) {
    return { by: 'cordoned' };
  }
  if (!['ready', 'pressure'].includes(summary.status)) {
    return { by: 'not-ready' };
  }
  const selector = unselected(node, placement, judged);
  if (selector) {
    return { by: 'selector', detail: selector.join('=') };
  }
  const taint = untolerated(node.taints, placement.tolerations);
  return (
    taint && {
      by: 'taint',
      detail: `${taint.key}${taint.value ? `=${taint.value}` : ''}:${
        taint.effect
      }`,
    }
  );
}
