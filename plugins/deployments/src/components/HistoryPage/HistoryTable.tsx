import { Clock, DataTable, NO_VALUE } from '@textloom/ui';
import { DeploymentHistoryView } from '@textloom/plugin-deployments-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { shortRef } from '../../text/names';
import { StateLabel } from '../Parts/StateLabel';

/** Deployments that ended, one row each. */
export function HistoryTable(
  props: Pick<DeploymentHistoryView, 'items' | 'people'>,
) {
  const say = useSay();
  const links = useLinks();
  return (
    <DataTable
      label={say('history.caption')}
      rows={[...props.items]}
      rowId={row => row.id}
      rowHref={row => links.proposal(row.id)}
      rowIntent={row => (row.state === 'RolledBack' ? 'critical' : undefined)}
      count={false}
      columns={[
        {
          id: 'deployment',
          header: say('history.deployment'),
          width: '36%',
          cell: row =>
            say('proposal.name', {
              service: row.service,
              version: row.version,
              environment: row.environment,
            }),
          sortValue: row => `${row.service} ${row.environment}`,
        },
        {
          id: 'state',
          header: say('history.state'),
          phone: 'figure',
          cell: row => <StateLabel state={row.state} />,
        },
        {
          id: 'by',
          header: say('history.requestedBy'),
          cell: row =>
            row.requestedBy === 'portal'
              ? say('portal')
              : props.people[row.requestedBy] ?? shortRef(row.requestedBy),
        },
        {
          id: 'took',
          header: say('history.took'),
          align: 'end',
          cell: row =>
            row.endedAt === undefined
              ? NO_VALUE
              : say.duration(row.endedAt - row.requestedAt),
          sortValue: row =>
            row.endedAt === undefined
              ? undefined
              : row.endedAt - row.requestedAt,
        },
        {
          id: 'ended',
          header: say('history.ended'),
          align: 'end',
          cell: row => (
            <Clock
              day
              at={
                row.endedAt === undefined
                  ? undefined
                  : new Date(row.endedAt).toISOString()
              }
            />
          ),
          sortValue: row => row.endedAt,
        },
      ]}
    />
  );
}
