import {
  ActionButton,
  CellsHead,
  CellsLegend,
  MeterLegend,
  Surface,
} from '@textloom/ui';
import {
  HpaSummary,
  NodeGroupSummary,
  NodeStatus,
} from '@textloom/plugin-clusters-common';
import { useHeldOrder } from '../../hooks/useHeldOrder';
import { useSay } from '../../hooks/useSay';
import { autoscalersOf } from '../../presentation/autoscalers';
import { nodeCell } from '../../presentation/intents';
import { worstFirst } from '../../presentation/order';
import { zoneColumns } from '../../presentation/zones';
import { NodeGroupRow } from './NodeGroupRow';
import classes from './NodeGroups.module.css';

const STATUSES: NodeStatus[] = [
  'ready',
  'pressure',
  'draining',
  'cordoned',
  'starting',
  'not-ready',
  'unknown',
];

function Legend({ groups }: { groups: NodeGroupSummary[] }) {
  const say = useSay();
  const present = new Set(
    groups.flatMap(group => group.nodes.map(node => node.status)),
  );
  return (
    <CellsLegend
      items={STATUSES.filter(status => present.has(status)).map(status => ({
        status: nodeCell(status),
        label: say(`nodeStatus.${status}`),
      }))}
    />
  );
}

/** Properties of {@link NodeGroupsCard}. */
export interface NodeGroupsCardProps {
  cluster: string;
  groups: NodeGroupSummary[];
  hpas: HpaSummary[];
}

/** All node groups of a cluster in shared columns, worst first; nothing moves under the pointer. */
export function NodeGroupsCard({ cluster, groups, hpas }: NodeGroupsCardProps) {
  const say = useSay();
  const zones = zoneColumns(groups, say('groups.noZone'));
  const order = useHeldOrder(worstFirst(groups).map(group => group.name));
  const byName = new Map(groups.map(group => [group.name, group]));
  const rows = order.ids.flatMap(name => byName.get(name) ?? []);
  return (
    <Surface
      flush
      title={say('groups.title')}
      subtitle={say('groups.subtitle')}
      action={<Legend groups={groups} />}
      footer={<MeterLegend />}
    >
      {order.changes > 0 && (
        <ActionButton
          variant="tertiary"
          label={say('groups.reorder', { count: order.changes })}
          onPress={order.update}
        />
      )}
      <div
        role="table"
        aria-label={say('groups.title')}
        className={classes.table}
        {...order.inside}
      >
        <div role="row" className={classes.head}>
          <span role="columnheader">{say('groups.column.group')}</span>
          <span role="columnheader" className={classes.zones}>
            <CellsHead groups={zones} />
          </span>
          <span role="columnheader">{say('groups.column.capacity')}</span>
          <span role="columnheader">{say('groups.column.autoscaling')}</span>
        </div>
        {rows.map(group => (
          <NodeGroupRow
            key={group.name}
            cluster={cluster}
            group={group}
            zones={zones}
            hpas={autoscalersOf(group, hpas)}
          />
        ))}
        {rows.length === 0 && (
          <p className={classes.none}>{say('groups.none')}</p>
        )}
      </div>
    </Surface>
  );
}
