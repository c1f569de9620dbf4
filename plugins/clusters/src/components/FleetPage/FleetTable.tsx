import {
  DataColumn,
  DataTable,
  formatCount,
  Since,
  TextLink,
} from '@textloom/ui';
import { ClusterSummary, healthOrder } from '@textloom/plugin-clusters-common';
import { Links, useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { share } from '../../presentation/capacity';
import { countWords } from '../../text/countWords';
import { findingTitle } from '../../text/findingText';
import { shownVersion } from '../../text/names';
import { Say } from '../../text/say';
import { CapacityMeters } from '../CapacityMeters/CapacityMeters';
import { HealthLabel } from '../HealthLabel/HealthLabel';
import { NothingMatches } from '../FilterField/NothingMatches';
import classes from './FleetTable.module.css';

const PRIORITIES = ['P0', 'P1', 'P2', 'other'] as const;

/** Orders clusters by their most urgent alerts; those whose alerts are not known come last. */
function alertRank(alerts: ClusterSummary['alerts']): number | undefined {
  return alerts && -(alerts.P0 * 1e8 + alerts.P1 * 1e4 + alerts.P2);
}

const healthStates = ['healthy', 'unknown', 'degraded', 'unhealthy'] as const;

function rankOf(cluster: ClusterSummary): number {
  return -healthStates.filter(
    state => healthOrder.compare(cluster.state, state) > 0,
  ).length;
}

function Name({ cluster, links }: { cluster: ClusterSummary; links: Links }) {
  const say = useSay();
  const href = links.cluster(cluster.name);
  const facts = [
    cluster.version &&
      say('facts.version', { ...shownVersion(cluster.version) }),
    cluster.region,
  ].filter(Boolean);
  return (
    <>
      {href ? (
        <TextLink href={href} className="tl-table__name" title={cluster.name}>
          {cluster.title}
        </TextLink>
      ) : (
        cluster.title
      )}
      <span className={classes.facts} title={cluster.version}>
        {facts.join(' · ')}
      </span>
    </>
  );
}

function Alerts({ cluster, links }: { cluster: ClusterSummary; links: Links }) {
  const say = useSay();
  const { alerts } = cluster;
  if (!alerts) return <>{say('unknownValue')}</>;
  const firing = PRIORITIES.filter(priority => alerts[priority] > 0);
  if (firing.length === 0) return <>{say('fleet.noAlerts')}</>;
  const words = firing
    .map(priority =>
      say(`fleet.alerts.${priority}`, {
        count: alerts[priority],
        number: formatCount(alerts[priority]),
      }),
    )
    .join(' · ');
  const href = links.tab(cluster.name, 'alerts');
  return href ? <TextLink href={href}>{words}</TextLink> : <>{words}</>;
}

function columns(say: Say, links: Links): DataColumn<ClusterSummary>[] {
  return [
    {
      id: 'cluster',
      header: say('fleet.column.cluster'),
      width: '19%',
      cell: cluster => <Name cluster={cluster} links={links} />,
      sortValue: cluster => cluster.title,
    },
    {
      id: 'state',
      header: say('fleet.column.state'),
      width: '12%',
      phone: 'figure',
      cell: cluster => (
        <>
          <HealthLabel
            state={cluster.state}
            freshness={cluster.freshness.state}
          />
          {cluster.freshness.state === 'stale' && (
            <span className={classes.facts}>
              <Since at={cluster.freshness.at} ago />
            </span>
          )}
          {cluster.freshness.state === 'live' &&
            cluster.since &&
            cluster.state !== 'healthy' && (
              <span className={classes.facts}>
                <Since at={cluster.since} />
              </span>
            )}
        </>
      ),
      sortValue: rankOf,
    },
    {
      id: 'nodes',
      header: say('fleet.column.nodes'),
      width: '12%',
      cell: cluster =>
        cluster.freshness.state === 'never' ? (
          say('unknownValue')
        ) : (
          <>
            {say('fleet.ratio', {
              ready:
                cluster.freshness.state === 'live'
                  ? cluster.nodes.ready
                  : say('unknownValue'),
              total: cluster.nodes.total,
            })}
            <span className={classes.facts}>
              {say('fleet.groupsHealthy', cluster.groups)}
            </span>
          </>
        ),
      sortValue: cluster => share(cluster.nodes.ready, cluster.nodes.total),
    },
    {
      id: 'capacity',
      phone: 'hidden',
      header: say('fleet.column.capacity'),
      width: '18%',
      cell: cluster => <CapacityMeters capacity={cluster.capacity} />,
    },
    {
      id: 'pending',
      header: say('fleet.column.pending'),
      width: '10%',
      align: 'end',
      cell: cluster => cluster.pods?.pending ?? say('unknownValue'),
      sortValue: cluster => cluster.pods?.pending,
    },
    {
      id: 'alerts',
      header: say('fleet.column.alerts'),
      width: '9%',
      cell: cluster => <Alerts cluster={cluster} links={links} />,
      sortValue: cluster => alertRank(cluster.alerts),
    },
    {
      id: 'finding',
      header: say('fleet.column.finding'),
      cell: cluster =>
        cluster.worst
          ? say.message(findingTitle(cluster.worst))
          : say('fleet.noFindings'),
    },
  ];
}

/** Properties of {@link FleetTable}. */
export interface FleetTableProps {
  clusters: ClusterSummary[];
  total: number;
  filter: string;
  onClear: () => void;
}

/** One row per cluster, in the order of the server: worst first. */
export function FleetTable(props: FleetTableProps) {
  const { clusters, total, filter, onClear } = props;
  const say = useSay();
  const links = useLinks();
  return (
    <DataTable
      label={say('fleet.caption')}
      columns={columns(say, links)}
      rows={clusters}
      total={total}
      countWords={countWords('clusters', say)}
      rowId={cluster => cluster.name}
      rowIntent={cluster =>
        (({ degraded: 'caution', unhealthy: 'critical' } as const)[
          cluster.state as 'degraded' | 'unhealthy'
        ])
      }
      empty={
        <NothingMatches
          text={say('fleet.filteredNone', { filter })}
          onClear={onClear}
        />
      }
    />
  );
}
