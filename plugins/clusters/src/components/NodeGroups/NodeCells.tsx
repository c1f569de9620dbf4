import { Cells, formatPercent } from '@textloom/ui';
import { NodeSummary } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { nodeCell } from '../../presentation/intents';
import { fillOf, MapMetric } from '../../presentation/nodeMap';
import { nodesInZone, ZoneColumn } from '../../presentation/zones';

/** Properties of {@link NodeCells}. */
export interface NodeCellsProps {
  cluster: string;
  group: string;
  nodes: NodeSummary[];
  zones: ZoneColumn[];
  labels?: 'always' | 'phone';
  /** What the fill shows; memory when absent. */
  metric?: MapMetric;
}

/** A cell per node, by zone; the fill is one metric in use. */
export function NodeCells(props: NodeCellsProps) {
  const { cluster, group, nodes, zones, labels, metric = 'memory' } = props;
  const say = useSay();
  const links = useLinks();
  const nameOf = (node: NodeSummary) => {
    const fill = fillOf(node.capacity, metric);
    const params = {
      name: node.name,
      status: say(`nodeStatus.${node.status}`),
    };
    return fill === undefined
      ? say(`groups.cellNoUsage.${metric}`, params)
      : say(`groups.cell.${metric}`, { ...params, value: formatPercent(fill) });
  };
  return (
    <Cells
      label={say('groups.nodesOf', { name: group })}
      labels={labels}
      groups={zones.map(zone => ({
        id: zone.id,
        label: zone.label,
        items: nodesInZone(nodes, zone.id).map(node => ({
          id: node.name,
          label: nameOf(node),
          status: nodeCell(node.status),
          fill: fillOf(node.capacity, metric),
          href: links.node(cluster, node.name),
        })),
      }))}
    />
  );
}
