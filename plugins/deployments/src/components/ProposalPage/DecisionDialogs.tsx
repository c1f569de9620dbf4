import { useState } from 'react';
import { Field } from '@textloom/ui';
import { LevelView, VoteRequest } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { useWrite } from '../../hooks/useWrite';
import { shortHash } from '../../text/names';
import { ChangeList } from '../Parts/ChangeList';
import { WriteDialog } from '../Parts/WriteDialog';
import { BlockProps } from './useProposal';

const LONGEST = 2000;

/** Properties of the dialogs that vote. */
export interface DecisionDialogProps extends BlockProps {
  level: LevelView;
  /** What the reader wrote beside the buttons. */
  comment: string;
  onClose: () => void;
}

function useVote({ view, onChange, onClose }: DecisionDialogProps) {
  return useWrite(
    (api, options, request: VoteRequest) =>
      api.vote(view.proposal.id, request, options),
    {
      onDone: () => {
        onClose();
        onChange();
      },
      onRefused: onChange,
    },
  );
}

function useWords({ view, level }: DecisionDialogProps) {
  const { release, environment, fingerprint } = view.proposal;
  return {
    version: release.version,
    environment,
    weight: level.unlocks,
    fingerprint: shortHash(fingerprint.approval),
  };
}

/** Asks once more before an approval, with what it is for. */
export function ApproveDialog(props: DecisionDialogProps) {
  const { view, nameOf, level, comment, onClose } = props;
  const say = useSay();
  const write = useVote(props);
  const words = useWords(props);
  // What is approved is what was shown when the reader asked, also if the page changes meanwhile.
  const [fingerprint] = useState(view.proposal.fingerprint.approval);
  const changes = view.mine.changedSince?.length
    ? view.mine.changedSince
    : view.proposal.changes;
  return (
    <WriteDialog
      write={write}
      nameOf={nameOf}
      title={say('decide.confirmTitle', words)}
      consequence={say('decide.confirmText', {
        ...words,
        fingerprint: shortHash(fingerprint),
      })}
      keepLabel={say('decide.keep')}
      confirmLabel={say('decide.approve', words)}
      pendingLabel={say('decide.approving')}
      onClose={onClose}
      onConfirm={() =>
        write.run({
          verdict: 'approve',
          fingerprint,
          level: level.index,
          ...(comment && { comment }),
        })
      }
    >
      {changes.length > 0 && (
        <ChangeList label={say('changes.title')} changes={changes} />
      )}
    </WriteDialog>
  );
}

/** Asks for the reason of a rejection. */
export function RejectDialog(props: DecisionDialogProps) {
  const { view, nameOf, level, onClose } = props;
  const say = useSay();
  const write = useVote(props);
  const words = useWords(props);
  const [fingerprint] = useState(view.proposal.fingerprint.approval);
  const [comment, setComment] = useState(props.comment);
  const [asked, setAsked] = useState(false);
  const empty = comment.trim() === '';
  const confirm = () => {
    setAsked(true);
    if (empty) return;
    write.run({
      verdict: 'reject',
      fingerprint,
      level: level.index,
      comment: comment.trim(),
    });
  };
  return (
    <WriteDialog
      write={write}
      nameOf={nameOf}
      title={say('decide.rejectTitle', words)}
      consequence={say('decide.rejectText')}
      keepLabel={say('decide.keep')}
      confirmLabel={say('decide.rejectConfirm')}
      pendingLabel={say('decide.rejecting')}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Field
        label={say('decide.rejectReason')}
        error={asked && empty ? say('decide.emptyReason') : undefined}
      >
        <textarea
          rows={3}
          value={comment}
          maxLength={LONGEST}
          onChange={event => setComment(event.target.value)}
        />
      </Field>
    </WriteDialog>
  );
}
