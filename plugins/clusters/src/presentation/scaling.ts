import { NodeGroupSummary } from '@textloom/plugin-clusters-common';

/** A size between its bounds. */
export interface RailBounds {
  min: number;
  desired: number;
  max?: number;
}

/** A node group between its bounds, as far as somebody told them; nothing without any bound. */
export function groupRail(
  group: Pick<NodeGroupSummary, 'scaling' | 'total'>,
): RailBounds | undefined {
  const { scaling, total } = group;
  if (!scaling || (scaling.min === undefined && scaling.max === undefined)) {
    return undefined;
  }
  return {
    min: scaling.min ?? 0,
    desired: scaling.desired ?? total,
    ...(scaling.max !== undefined && { max: scaling.max }),
  };
}
