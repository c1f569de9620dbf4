import { AllocatedEntry } from './cost';

/** What the overview's chart is stacked of, bottom first. */
export const VIEW_LAYERS = [
  'render-compute',
  'api-web-compute',
  'databases-cache',
  'storage',
  'cdn-network',
  /** Of components, in none of the service categories above. */
  'other',
  'idle-unused',
  /** Platform, mesh, untagged, support and tax. */
  'shared-mesh-untagged',
  'third-party',
] as const;
export type ViewLayer = (typeof VIEW_LAYERS)[number];

/** Names of the node groups that render. */
export const RENDER_NODE_GROUPS: readonly string[] = [
  'worker',
  'high-performance',
];

/** FOCUS ServiceCategory to view layer; `Compute` depends on the node group. */
const OF_CATEGORY: Readonly<Record<string, ViewLayer>> = {
  Databases: 'databases-cache',
  Storage: 'storage',
  Networking: 'cdn-network',
  Web: 'api-web-compute',
};

/**
 * The part of the overview's chart that an entry belongs to.
 * @param renderNodeGroups names (without cluster) of the node groups that render
 */
export function viewLayerOf(
  entry: Pick<AllocatedEntry, 'layer' | 'nodeGroup' | 'serviceCategory'>,
  renderNodeGroups: readonly string[] = RENDER_NODE_GROUPS,
): ViewLayer {
  switch (entry.layer) {
    case 'idle':
    case 'unused-commitment':
      return 'idle-unused';
    case 'third-party':
      return 'third-party';
    case 'attributed':
      return ofComponent(
        entry.nodeGroup,
        entry.serviceCategory,
        renderNodeGroups,
      );
    default:
      return 'shared-mesh-untagged';
  }
}

function ofComponent(
  nodeGroup: string,
  serviceCategory: string,
  renderNodeGroups: readonly string[],
): ViewLayer {
  const name = nodeGroup.slice(nodeGroup.lastIndexOf('/') + 1);
  if (nodeGroup !== '' || serviceCategory === 'Compute') {
    return renderNodeGroups.includes(name)
      ? 'render-compute'
      : 'api-web-compute';
  }
  return Object.hasOwn(OF_CATEGORY, serviceCategory)
    ? OF_CATEGORY[serviceCategory]
    : 'other';
}
