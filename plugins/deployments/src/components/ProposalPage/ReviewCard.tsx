import { useState } from 'react';
import { ActionButton, Field, Surface } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import { useWrite } from '../../hooks/useWrite';
import { ReasonList } from '../Parts/ReasonList';
import { WriteFailed } from '../Parts/WriteFailed';
import parts from '../Parts/Parts.module.css';
import { BlockProps } from './useProposal';
import classes from './DecisionPanel.module.css';

const LONGEST = 4000;

function ReviewForm({ view, nameOf, onChange, stale }: BlockProps) {
  const say = useSay();
  const [text, setText] = useState('');
  const { pending, failure, run } = useWrite(
    (api, options, comment: string) =>
      api.review(view.proposal.id, { comment }, options),
    { onDone: onChange, onRefused: onChange },
  );
  return (
    <>
      <Field label={say('review.label')}>
        <textarea
          rows={3}
          value={text}
          maxLength={LONGEST}
          onChange={event => setText(event.target.value)}
        />
      </Field>
      {failure && <WriteFailed failure={failure} nameOf={nameOf} />}
      <ActionButton
        label={say('review.send')}
        pendingLabel={pending ? say('review.sending') : undefined}
        disabledReason={stale ? say('states.staleAct') : undefined}
        onPress={() => text.trim() && run(text.trim())}
      />
    </>
  );
}

/** An emergency use: by whom and why, and the review that it owes. */
export function ReviewCard(props: BlockProps) {
  const { view, nameOf } = props;
  const say = useSay();
  const { breakGlass } = view.proposal;
  if (!breakGlass) return null;
  const { review } = breakGlass;
  const may = view.mine.review;
  return (
    <Surface title={say('review.title')}>
      <div className={classes.body}>
        <p className={classes.line}>
          {say('review.by', {
            who: nameOf(breakGlass.person),
            incident: breakGlass.incident,
            when: say.when(breakGlass.at),
          })}
        </p>
        <p className={parts.quiet} lang="und">
          {breakGlass.reason}
        </p>
        {review ? (
          <>
            <p className={classes.line}>
              {say('review.done', {
                who: nameOf(review.person),
                when: say.when(review.at),
              })}
            </p>
            <p className={parts.quiet} lang="und">
              {review.comment}
            </p>
          </>
        ) : (
          <>
            <p className={classes.line}>
              {say('review.due', { when: say.when(breakGlass.reviewDueAt) })}
            </p>
            {may.ok ? (
              <ReviewForm {...props} />
            ) : (
              <ReasonList
                label={say('review.title')}
                reasons={may.reasons}
                nameOf={nameOf}
              />
            )}
          </>
        )}
      </div>
    </Surface>
  );
}
