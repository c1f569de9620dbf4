import { DataColumn, DataTable, Since, Surface, TextLink } from '@textloom/ui';
import { PendingFix, PendingGroup } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { Links, useLinks } from '../../hooks/useLinks';
import {
  fixMessage,
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

/** Fixes named per row; the first is the most promising. */
const FIXES = 3;

function Fix(props: { cluster: string; fix: PendingFix; links: Links }) {
  const { cluster, fix, links } = props;
  const say = useSay();
  const href = fix.group && links.nodeGroup(cluster, fix.group);
  return (
    <li>
      {say.message(fixMessage(fix))}
      {fix.group && (
        <span className={classes.each}>
          {href ? <TextLink href={href}>{fix.group}</TextLink> : fix.group}
        </span>
      )}
    </li>
  );
}

function Fixes(props: { cluster: string; group: PendingGroup; links: Links }) {
  const { cluster, group, links } = props;
  const say = useSay();
  const fixes = group.fixes ?? [];
  if (fixes.length === 0) return <>{say.message(remedyMessage(group))}</>;
  return (
    <ul className={classes.reasons}>
      {fixes.slice(0, FIXES).map(fix => (
        <Fix
          key={`${fix.kind}/${fix.group ?? ''}/${JSON.stringify(fix.params)}`}
          cluster={cluster}
          fix={fix}
          links={links}
        />
      ))}
    </ul>
  );
}

function columns(
  cluster: string,
  say: Say,
  links: Links,
): DataColumn<PendingGroup>[] {
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
      cell: group => <Fixes cluster={cluster} group={group} links={links} />,
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
  cluster: string;
  pending: PendingGroup[];
  /** Whether the pods' source is live; if not, an empty list proves nothing. */
  known: boolean;
}

/** Pods that no node takes, grouped by what they wait for, with what would place them. */
export function PendingPodsCard(props: PendingPodsCardProps) {
  const { cluster, pending, known } = props;
  const say = useSay();
  const links = useLinks();
  const all = links.tab(cluster, 'workloads', { only: 'unhealthy' });
  const count = pending.reduce((sum, group) => sum + group.count, 0);
  return (
    <Surface
      flush
      title={say('pending.title')}
      subtitle={count > 0 ? say('pending.subtitle', { count }) : undefined}
      action={
        count > 0 &&
        all && <TextLink href={all}>{say('tabs.unhealthyWorkloads')}</TextLink>
      }
    >
      {count === 0 ? (
        <p className={classes.none}>
          {say(known ? 'pending.none' : 'pending.unknown')}
        </p>
      ) : (
        <DataTable
          label={say('pending.title')}
          columns={columns(cluster, say, links)}
          rows={pending}
          rowId={pendingKey}
          count={false}
        />
      )}
    </Surface>
  );
}
