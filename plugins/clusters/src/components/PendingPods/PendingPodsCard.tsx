import { DataColumn, DataTable, Since, Surface } from '@textloom/ui';
import { PendingGroup } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import {
  pendingKey,
  reasonMessage,
  remedyMessage,
  requestsEach,
} from '../../presentation/pending';
import { Say } from '../../text/say';
import { ComponentLinks } from '../ComponentLinks/ComponentLinks';
import classes from './PendingPods.module.css';

function Reasons({ group }: { group: PendingGroup }) {
  const say = useSay();
  if (group.reasons.length === 0) {
    return group.message ? (
      <q className={classes.quote} lang="en">
        {group.message}
      </q>
    ) : (
      <>{say('unknownValue')}</>
    );
  }
  return (
    <ul className={classes.reasons}>
      {group.reasons.map(entry => (
        <li key={entry.reason} title={entry.reason}>
          {say.message(reasonMessage(entry))}
        </li>
      ))}
    </ul>
  );
}

function columns(say: Say): DataColumn<PendingGroup>[] {
  return [
    {
      id: 'workload',
      header: say('pending.column.workload'),
      width: '30%',
      cell: group => (
        <>
          <span className={classes.name}>
            {say('pending.workload', {
              count: group.count,
              name: group.ownerName,
            })}
          </span>
          <span className={classes.each}>
            {say('pending.each', requestsEach(group))}
            {group.component && (
              <>
                {' · '}
                <ComponentLinks names={[group.component]} />
              </>
            )}
          </span>
        </>
      ),
    },
    {
      id: 'reason',
      header: say('pending.column.reason'),
      cell: group => <Reasons group={group} />,
    },
    {
      id: 'remedy',
      header: say('pending.column.remedy'),
      cell: group => say.message(remedyMessage(group)),
    },
    {
      id: 'oldest',
      header: say('pending.column.oldest'),
      width: '88px',
      align: 'end',
      phone: 'figure',
      cell: group => <Since at={group.since} />,
      sortValue: group => group.since,
    },
  ];
}

/** Properties of {@link PendingPodsCard}. */
export interface PendingPodsCardProps {
  pending: PendingGroup[];
  /** Whether the pods' source is live; if not, an empty list proves nothing. */
  known: boolean;
}

/** Pods that no node takes, grouped by what they wait for, with what would place them. */
export function PendingPodsCard({ pending, known }: PendingPodsCardProps) {
  const say = useSay();
  const count = pending.reduce((sum, group) => sum + group.count, 0);
  return (
    <Surface
      flush
      title={say('pending.title')}
      subtitle={count > 0 ? say('pending.subtitle', { count }) : undefined}
    >
      {count === 0 ? (
        <p className={classes.none}>
          {say(known ? 'pending.none' : 'pending.unknown')}
        </p>
      ) : (
        <DataTable
          label={say('pending.title')}
          columns={columns(say)}
          rows={pending}
          rowId={pendingKey}
          count={false}
        />
      )}
    </Surface>
  );
}
