import { useState } from 'react';
import { ActionButton, Field, StatusLabel, Surface } from '@textloom/ui';
import { LevelView, ProposalView } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { levelName } from '../../presentation/ladder';
import { shortHash } from '../../text/names';
import { Say } from '../../text/say';
import { ChangeList } from '../Parts/ChangeList';
import { ReasonList } from '../Parts/ReasonList';
import parts from '../Parts/Parts.module.css';
import { ApproveDialog, RejectDialog } from './DecisionDialogs';
import { OthersList } from './OthersList';
import { OwnVote } from './OwnVote';
import { BlockProps, isMoving, isWaiting } from './useProposal';
import classes from './DecisionPanel.module.css';

const LONGEST = 2000;

function question(view: ProposalView, level: LevelView, say: Say): string {
  const { release, environment, policy } = view.proposal;
  const words = { version: release.version, environment };
  return policy.strategy.kind === 'canary'
    ? say('decide.question', { ...words, weight: level.unlocks })
    : say('decide.questionAll', words);
}

function SinceVote({ view }: { view: ProposalView }) {
  const say = useSay();
  const changes = view.mine.changedSince;
  if (!changes) return null;
  if (changes.length === 0) {
    return <p className={parts.quiet}>{say('decide.sinceNothing')}</p>;
  }
  return (
    <div className={classes.since}>
      <StatusLabel intent="invalid">{say('decide.since')}</StatusLabel>
      <ChangeList label={say('decide.since')} changes={changes} />
    </div>
  );
}

function Choice(props: BlockProps & { level: LevelView }) {
  const { view, level, stale } = props;
  const say = useSay();
  const [comment, setComment] = useState('');
  const [asking, setAsking] = useState<'approve' | 'reject'>();
  const { fingerprint, expiresAt } = view.proposal;
  const disabledReason = stale ? say('states.staleAct') : undefined;
  const again = (view.mine.changedSince?.length ?? 0) > 0;
  const dialog = {
    ...props,
    comment: comment.trim(),
    onClose: () => setAsking(undefined),
  };
  return (
    <>
      <p className={classes.line}>
        <StatusLabel intent="positive">
          {say('decide.may', { level: levelName(level, say, 'inside') })}
        </StatusLabel>
      </p>
      <SinceVote view={view} />
      <Field label={say('decide.comment')}>
        <textarea
          rows={2}
          value={comment}
          maxLength={LONGEST}
          onChange={event => setComment(event.target.value)}
        />
      </Field>
      <div className={classes.buttons}>
        <ActionButton
          variant="primary"
          label={
            again
              ? say('decide.approveAgain')
              : say('decide.approve', { weight: level.unlocks })
          }
          disabledReason={disabledReason}
          onPress={() => setAsking('approve')}
        />
        <ActionButton
          label={say('decide.reject')}
          disabledReason={disabledReason}
          onPress={() => setAsking('reject')}
        />
      </div>
      <p className={parts.quiet}>
        {say('decide.counts', {
          fingerprint: shortHash(fingerprint.approval),
          when: say.when(expiresAt),
        })}
      </p>
      {asking === 'approve' && <ApproveDialog {...dialog} />}
      {asking === 'reject' && <RejectDialog {...dialog} />}
    </>
  );
}

function MayNot({ view, nameOf }: BlockProps) {
  const say = useSay();
  const { vote } = view.mine;
  if (vote.ok) return null;
  return (
    <>
      <p className={classes.line}>{say('decide.mayNot')}</p>
      <ReasonList
        label={say('decide.mayNot')}
        reasons={vote.reasons}
        nameOf={nameOf}
      />
      <SinceVote view={view} />
    </>
  );
}

/** The reader's decision: what is asked, may they and why, what changed since, who else can. */
export function DecisionPanel(props: BlockProps) {
  const { view } = props;
  const say = useSay();
  const { vote, decision } = view.mine;
  const mine = vote.ok
    ? view.levels.find(({ index }) => index === vote.level)
    : undefined;
  const level =
    mine ??
    view.levels.find(({ state }) => state === 'open' || state === 'void');
  if (!isWaiting(view) && !isMoving(view)) {
    return (
      <Surface title={say('decide.title')}>
        <p className={parts.quiet}>{say('decide.ended')}</p>
      </Surface>
    );
  }
  return (
    <Surface
      className={mine ? classes.mine : undefined}
      title={level ? question(view, level, say) : say('decide.title')}
      subtitle={
        mine && say('decide.waiting', { age: say.age(view.proposal.updatedAt) })
      }
    >
      <div className={classes.body}>
        {mine ? <Choice {...props} level={mine} /> : <MayNot {...props} />}
        {decision && <OwnVote {...props} decision={decision} />}
        {level && <OthersList {...props} level={level} />}
      </div>
    </Surface>
  );
}
