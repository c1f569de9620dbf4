import { HpaSummary, NodeGroupSummary } from '@textloom/plugin-clusters-common';

/** Where an autoscaler stands in its range. */
export type Bound = 'maximum' | 'minimum' | 'fixed' | 'within';

/** Where an autoscaler stands: only at its maximum can it not do what it is for. */
export function boundOf(hpa: HpaSummary): Bound {
  if (hpa.min === hpa.max) return 'fixed';
  if (hpa.current >= hpa.max) return 'maximum';
  if (hpa.current <= hpa.min) return 'minimum';
  return 'within';
}

const rank: Record<Bound, number> = {
  maximum: 0,
  within: 1,
  minimum: 2,
  fixed: 3,
};

/** Those at their maximum first, then by name. */
export function atBoundFirst(hpas: HpaSummary[]): HpaSummary[] {
  return [...hpas].sort(
    (a, b) =>
      rank[boundOf(a)] - rank[boundOf(b)] ||
      a.name.localeCompare(b.name, 'en') ||
      a.namespace.localeCompare(b.namespace, 'en'),
  );
}

/** Autoscalers whose target is a component that runs in the group. */
export function autoscalersOf(
  group: Pick<NodeGroupSummary, 'components'>,
  hpas: HpaSummary[],
): HpaSummary[] {
  const components = new Set(group.components);
  return atBoundFirst(hpas.filter(hpa => components.has(hpa.targetName)));
}
