import { memo } from 'react';
import { TextLink } from '@textloom/ui';
import {
  NodeGroupSummary,
  NodeSummary,
} from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { MapMetric } from '../../presentation/nodeMap';
import { zoneColumns } from '../../presentation/zones';
import { inService } from '../../text/inService';
import { HealthLabel } from '../HealthLabel/HealthLabel';
import { NodeCells } from '../NodeGroups/NodeCells';
import classes from './NodeMap.module.css';

/** Properties of {@link GroupCells}. */
export interface GroupCellsProps {
  cluster: string;
  group: NodeGroupSummary;
  /** Those of its nodes that are shown. */
  nodes: NodeSummary[];
  metric: MapMetric;
}

function CellsOfGroup(props: GroupCellsProps) {
  const { cluster, group, nodes, metric } = props;
  const say = useSay();
  const links = useLinks();
  const href = links.nodeGroup(cluster, group.name);
  return (
    <section className={classes.group} aria-label={group.name}>
      <h4 className={classes.head}>
        {href ? <TextLink href={href}>{group.name}</TextLink> : group.name}
        <HealthLabel state={group.state} />
        <span className={classes.count}>{say.message(inService(group))}</span>
      </h4>
      <NodeCells
        cluster={cluster}
        group={group.name}
        nodes={nodes}
        zones={zoneColumns([{ nodes }], say('groups.noZone'))}
        metric={metric}
      />
    </section>
  );
}

/** One node group of the map: its name and state, then a cell per node by zone. */
export const GroupCells = memo(CellsOfGroup);
