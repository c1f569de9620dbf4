import { Intent, StatusLabel, TextLink, useAllowed } from '@textloom/ui';
import {
  BoardCell,
  deploymentsProposalCreatePermission,
} from '@textloom/plugin-deployments-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { shortImage } from '../../text/names';
import { StateLabel } from '../Parts/StateLabel';
import classes from './Board.module.css';

type Running = NonNullable<BoardCell['running']>;

const intents: Record<Running['health'], Intent> = {
  healthy: 'positive',
  progressing: 'active',
  degraded: 'caution',
  unknown: 'unknown',
};

function RunningLines({ running }: { running: Running }) {
  const say = useSay();
  return (
    <>
      <span className={classes.version} title={running.digest}>
        {running.version ?? <code>{shortImage(running.digest)}</code>}
      </span>
      <StatusLabel intent={intents[running.health]}>
        {say(`health.${running.health}`)}
      </StatusLabel>
      {running.sync === 'out-of-sync' && (
        <StatusLabel intent="caution">{say('board.outOfSync')}</StatusLabel>
      )}
      <span className={classes.note}>
        {[
          running.version ? undefined : say('board.noRecord'),
          running.since === undefined
            ? undefined
            : say('board.since', { age: say.age(running.since) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}

/** Properties of {@link BoardCellView}. */
export interface BoardCellViewProps {
  service: string;
  cell: BoardCell;
}

/** What one environment runs of one service, what is under way there, and what could come next. */
export function BoardCellView({ service, cell }: BoardCellViewProps) {
  const say = useSay();
  const links = useLinks();
  const allowed = useAllowed(deploymentsProposalCreatePermission);
  const { environment, running, problem, open, newest, unsettled } = cell;
  const next =
    newest &&
    open.length === 0 &&
    allowed !== 'denied' &&
    links.propose({ service, release: newest.release, environment });
  return (
    <div className={classes.cell}>
      {running && <RunningLines running={running} />}
      {!running && problem && (
        <>
          <StatusLabel intent="unknown">{say('board.notKnown')}</StatusLabel>
          <span className={classes.note} lang="en">
            {problem}
          </span>
        </>
      )}
      {!running && !problem && (
        <span className={classes.note}>{say('board.nothing')}</span>
      )}
      {[...(unsettled ? [unsettled] : []), ...open].map(proposal => {
        const href = links.proposal(proposal.id);
        return (
          <span key={proposal.id} className={classes.open}>
            {href ? (
              <TextLink href={href}>{proposal.version}</TextLink>
            ) : (
              proposal.version
            )}
            <StateLabel state={proposal.state} weight={proposal.weight} />
          </span>
        );
      })}
      {newest && next && (
        <TextLink href={next}>
          {say('board.newest', { version: newest.version })}
        </TextLink>
      )}
    </div>
  );
}
