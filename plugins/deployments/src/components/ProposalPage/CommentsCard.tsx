import { useState } from 'react';
import { ActionButton, Field, Surface, useAllowed } from '@textloom/ui';
import { deploymentsProposalCreatePermission } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { useWrite } from '../../hooks/useWrite';
import { WriteFailed } from '../Parts/WriteFailed';
import parts from '../Parts/Parts.module.css';
import { BlockProps } from './useProposal';
import classes from './CommentsCard.module.css';

const LONGEST = 4000;

/** What people said, and a field to say something. */
export function CommentsCard({ view, nameOf, onChange }: BlockProps) {
  const say = useSay();
  const { id, comments } = view.proposal;
  const [text, setText] = useState('');
  const allowed = useAllowed(deploymentsProposalCreatePermission);
  const { pending, failure, run } = useWrite(
    (api, options, said: string) => api.comment(id, said, options),
    {
      onDone: () => {
        setText('');
        onChange();
      },
      onRefused: onChange,
    },
  );
  return (
    <Surface flush title={say('comments.title')}>
      {comments.length === 0 && (
        <p className={parts.none}>{say('comments.none')}</p>
      )}
      <ul className={parts.rows}>
        {comments.map(comment => (
          <li key={comment.id}>
            <p className={parts.quiet}>
              {say('comments.said', {
                who: nameOf(comment.person),
                when: say.when(comment.at),
              })}
            </p>
            <p className={classes.text} lang="und">
              {comment.text}
            </p>
          </li>
        ))}
      </ul>
      <div className={classes.form}>
        <Field label={say('comments.label')}>
          <textarea
            rows={2}
            value={text}
            maxLength={LONGEST}
            onChange={event => setText(event.target.value)}
          />
        </Field>
        {failure && <WriteFailed failure={failure} nameOf={nameOf} />}
        <ActionButton
          label={say('comments.send')}
          pendingLabel={pending ? say('comments.sending') : undefined}
          disabledReason={
            allowed === 'denied'
              ? say('states.noPermission', {
                  permission: deploymentsProposalCreatePermission.name,
                })
              : undefined
          }
          onPress={() => text.trim() && run(text.trim())}
        />
      </div>
    </Surface>
  );
}
