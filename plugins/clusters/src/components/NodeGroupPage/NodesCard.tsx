import {
  ActionButton,
  DataColumn,
  DataTable,
  formatCount,
  Since,
  Surface,
  TextLink,
} from '@textloom/ui';
import { NodeSummary } from '@textloom/plugin-clusters-common';
import { Links, useLinks } from '../../hooks/useLinks';
import { useQueryParam } from '../../hooks/useQueryParam';
import { useSay } from '../../hooks/useSay';
import { share } from '../../presentation/capacity';
import { zoneColumns } from '../../presentation/zones';
import { rankOfStatus, worstNodesFirst } from '../../presentation/order';
import { countWords } from '../../text/countWords';
import { shortNodeName } from '../../text/names';
import { Say } from '../../text/say';
import { CapacityMeters } from '../CapacityMeters/CapacityMeters';
import { FilterField } from '../FilterField/FilterField';
import { NodeLabel } from '../HealthLabel/HealthLabel';
import classes from './NodesCard.module.css';

function columns(
  cluster: string,
  zones: Map<string, string>,
  say: Say,
  links: Links,
): DataColumn<NodeSummary>[] {
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
    {
      id: 'type',
      header: say('nodes.column.type'),
      cell: node => node.instanceType || say('unknownValue'),
      sortValue: node => node.instanceType || undefined,
    },
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

function matches(node: NodeSummary, filter: string, say: Say): boolean {
  const text = [
    node.name,
    node.zone,
    node.instanceType,
    say(`nodeStatus.${node.status}`),
  ]
    .join(' ')
    .toLocaleLowerCase();
  return filter
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

/** Properties of {@link NodesCard}. */
export interface NodesCardProps {
  cluster: string;
  nodes: NodeSummary[];
}

/** The nodes of a group, worst first. */
export function NodesCard({ cluster, nodes }: NodesCardProps) {
  const say = useSay();
  const links = useLinks();
  const zones = new Map(
    zoneColumns([{ nodes }], say('groups.noZone')).map(({ id, label }) => [
      id,
      label,
    ]),
  );
  const [filter, setFilter] = useQueryParam('filter');
  const shown = worstNodesFirst(nodes).filter(node =>
    matches(node, filter, say),
  );
  return (
    <Surface
      flush
      title={say('nodes.title')}
      subtitle={say('nodes.subtitle')}
      action={
        nodes.length > 0 && (
          <FilterField
            label={say('nodes.filter')}
            hint={say('nodes.filterHint')}
            value={filter}
            onChange={setFilter}
          />
        )
      }
    >
      <DataTable
        label={say('nodes.title')}
        columns={columns(cluster, zones, say, links)}
        rows={shown}
        total={nodes.length}
        countWords={countWords('nodes', say)}
        rowId={node => node.name}
        empty={
          <span className={classes.empty}>
            {nodes.length === 0
              ? say('nodes.none')
              : say('nodes.filteredNone', { filter })}
            {nodes.length > 0 && (
              <ActionButton
                label={say('fleet.clearFilter')}
                onPress={() => setFilter('')}
              />
            )}
          </span>
        }
      />
    </Surface>
  );
}
