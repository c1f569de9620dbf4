import {
  DataColumn,
  DataTable,
  formatCount,
  Since,
  TextLink,
} from '@textloom/ui';
import { ReactNode } from 'react';
import { NodeSummary } from '@textloom/plugin-clusters-common';
import { Links, useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { share } from '../../presentation/capacity';
import { rankOfStatus } from '../../presentation/order';
import { zoneColumns } from '../../presentation/zones';
import { countWords } from '../../text/countWords';
import { shortNodeName } from '../../text/names';
import { Say } from '../../text/say';
import { CapacityMeters } from '../CapacityMeters/CapacityMeters';
import { NodeLabel } from '../HealthLabel/HealthLabel';
import classes from './NodesCard.module.css';

/** Properties of {@link NodesTable}. */
export interface NodesTableProps {
  cluster: string;
  /** In the order to show. */
  nodes: NodeSummary[];
  /** All there are, when `nodes` is a filtered part. */
  total: number;
  /** With the node's group rather than its instance type, for nodes of many groups. */
  grouped?: boolean;
  /** Stands in place of rows when there are none. */
  empty: ReactNode;
}

function typeColumn(say: Say): DataColumn<NodeSummary> {
  return {
    id: 'type',
    header: say('nodes.column.type'),
    cell: node => node.instanceType || say('unknownValue'),
    sortValue: node => node.instanceType || undefined,
  };
}

function groupColumn(
  cluster: string,
  say: Say,
  links: Links,
): DataColumn<NodeSummary> {
  return {
    id: 'group',
    header: say('groups.column.group'),
    cell: node => {
      const href = links.nodeGroup(cluster, node.group);
      return href ? <TextLink href={href}>{node.group}</TextLink> : node.group;
    },
    sortValue: node => node.group,
  };
}

function columns(
  props: NodesTableProps,
  zones: Map<string, string>,
  say: Say,
  links: Links,
): DataColumn<NodeSummary>[] {
  const { cluster, grouped } = props;
  return [
    {
      id: 'node',
      header: say('nodes.column.node'),
      width: '20%',
      cell: node => {
        const href = links.node(cluster, node.name);
        return href ? (
          <TextLink href={href} className="tl-table__name" title={node.name}>
            {shortNodeName(node.name)}
          </TextLink>
        ) : (
          node.name
        );
      },
      sortValue: node => node.name,
    },
    {
      id: 'status',
      header: say('nodes.column.status'),
      phone: 'figure',
      cell: node => (
        <span className={classes.whole}>
          <NodeLabel status={node.status} />
        </span>
      ),
      sortValue: node => rankOfStatus(node.status),
    },
    {
      id: 'zone',
      header: say('nodes.column.zone'),
      cell: node =>
        node.zone ? (
          <abbr className={classes.whole} title={node.zone}>
            {zones.get(node.zone)}
          </abbr>
        ) : (
          say('unknownValue')
        ),
      sortValue: node => node.zone || undefined,
    },
    grouped ? groupColumn(cluster, say, links) : typeColumn(say),
    {
      id: 'capacity',
      phone: 'hidden',
      header: say('nodes.column.capacity'),
      width: '22%',
      cell: node => <CapacityMeters capacity={node.capacity} />,
      sortValue: node =>
        share(node.capacity.memory.used, node.capacity.memory.allocatable),
    },
    {
      id: 'pods',
      header: say('nodes.column.pods'),
      align: 'end',
      phone: 'hidden',
      cell: ({ capacity: { pods } }) => (
        <span className={classes.whole}>
          {say('fleet.ratio', {
            ready: formatCount(pods.used ?? pods.requested),
            total: formatCount(pods.allocatable),
          })}
        </span>
      ),
      sortValue: ({ capacity: { pods } }) => pods.used ?? pods.requested,
    },
    {
      id: 'age',
      header: say('nodes.column.age'),
      align: 'end',
      phone: 'hidden',
      cell: node => <Since at={node.createdAt} />,
      sortValue: node => node.createdAt,
    },
  ];
}

/** Nodes with state, place, capacity and age. */
export function NodesTable(props: NodesTableProps) {
  const say = useSay();
  const links = useLinks();
  const { nodes, total, empty } = props;
  const zones = new Map(
    zoneColumns([{ nodes }], say('groups.noZone')).map(({ id, label }) => [
      id,
      label,
    ]),
  );
  return (
    <DataTable
      label={say('nodes.title')}
      columns={columns(props, zones, say, links)}
      rows={nodes}
      total={total}
      countWords={countWords('nodes', say)}
      rowId={node => node.name}
      empty={empty}
    />
  );
}
