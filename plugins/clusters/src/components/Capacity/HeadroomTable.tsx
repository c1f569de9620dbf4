import { DataColumn, DataTable, formatCount, TextLink } from '@textloom/ui';
import { HeadroomGroup, HeadroomView } from '@textloom/plugin-clusters-common';
import { Links, useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { limitMessage } from '../../presentation/headroom';
import { shortZones, ZoneColumn } from '../../presentation/zones';
import { Say } from '../../text/say';
import classes from './Capacity.module.css';

function Group(props: { cluster: string; row: HeadroomGroup; links: Links }) {
  const { cluster, row, links } = props;
  const say = useSay();
  const href = links.nodeGroup(cluster, row.group);
  return (
    <>
      {href ? (
        <TextLink href={href} className="tl-table__name">
          {row.group}
        </TextLink>
      ) : (
        row.group
      )}
      <span className={classes.cell}>
        {say('capacity.eligible', {
          count: row.nodes,
          eligible: formatCount(row.eligibleNodes),
          number: formatCount(row.nodes),
        })}
      </span>
    </>
  );
}

function Fits({ row }: { row: HeadroomGroup }) {
  const say = useSay();
  return (
    <>
      {formatCount(row.fits)}
      {row.fitsWhenScaled !== undefined && row.fitsWhenScaled > row.fits && (
        <span className={classes.cell}>
          {say('capacity.whenScaled', {
            number: formatCount(row.fitsWhenScaled),
          })}
        </span>
      )}
    </>
  );
}

function Zones({ row, zones }: { row: HeadroomGroup; zones: ZoneColumn[] }) {
  const say = useSay();
  if (row.zones.length === 0) return <>{say('unknownValue')}</>;
  const label = (zone: string) =>
    zones.find(entry => entry.id === zone)?.label ?? zone;
  return (
    <span title={say.names(row.zones.map(({ zone }) => zone))}>
      {say.names(
        row.zones.map(
          ({ zone, fits }) => `${label(zone)} ${formatCount(fits)}`,
        ),
      )}
    </span>
  );
}

function columns(
  cluster: string,
  zones: ZoneColumn[],
  say: Say,
  links: Links,
): DataColumn<HeadroomGroup>[] {
  return [
    {
      id: 'group',
      header: say('groups.column.group'),
      width: '24%',
      cell: row => <Group cluster={cluster} row={row} links={links} />,
      sortValue: row => row.group,
    },
    {
      id: 'fits',
      header: say('capacity.column.fits'),
      width: '14%',
      align: 'end',
      phone: 'figure',
      cell: row => <Fits row={row} />,
      sortValue: row => row.fits,
    },
    {
      id: 'limit',
      header: say('capacity.column.limit'),
      cell: row => {
        const limit = limitMessage(row);
        return limit ? say.message(limit) : say('unknownValue');
      },
    },
    {
      id: 'zones',
      header: say('capacity.column.zones'),
      width: '18%',
      cell: row => <Zones row={row} zones={zones} />,
    },
    {
      id: 'node',
      header: say('capacity.column.afterNode'),
      width: '13%',
      align: 'end',
      cell: row => formatCount(row.afterNodeLoss),
      sortValue: row => row.afterNodeLoss,
    },
    {
      id: 'zone',
      header: say('capacity.column.afterZone'),
      width: '13%',
      align: 'end',
      cell: row => formatCount(row.afterZoneLoss),
      sortValue: row => row.afterZoneLoss,
    },
  ];
}

/** Where one more pod could go, by node group, and why not elsewhere. */
export function HeadroomTable({ view }: { view: HeadroomView }) {
  const say = useSay();
  const links = useLinks();
  const zones = shortZones(
    view.groups.flatMap(group => group.zones.map(({ zone }) => zone)),
    say('groups.noZone'),
  );
  const rows = [...view.groups].sort((a, b) => b.fits - a.fits);
  return (
    <DataTable
      label={say('capacity.byGroup')}
      columns={columns(view.cluster, zones, say, links)}
      rows={rows}
      rowId={row => row.group}
      count={false}
      empty={say('groups.none')}
    />
  );
}
