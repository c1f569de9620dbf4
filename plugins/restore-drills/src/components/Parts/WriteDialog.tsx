import { ReactNode } from 'react';
import { ConfirmDialog, PageState } from '@textloom/ui';
import { Write, WriteFailure } from '../../hooks/useWrite';
import { useSay } from '../../hooks/useSay';
import { ProblemList } from './ProblemList';

function WriteFailed({ failure }: { failure: WriteFailure }) {
  const say = useSay();
  if (failure.kind === 'unreachable') {
    return <PageState kind="error" size="cell" title={say('states.notSent')} />;
  }
  const refused =
    failure.kind === 'denied' ||
    failure.problems.length > 0 ||
    (failure.status ?? 500) < 500;
  return (
    <PageState
      kind="error"
      size="cell"
      title={say(refused ? 'states.refused' : 'states.errored')}
      requestId={failure.requestId}
    >
      {failure.problems.length > 0 ? (
        <ProblemList
          label={say('states.refused')}
          problems={failure.problems}
        />
      ) : (
        <span lang="en">{failure.message}</span>
      )}
    </PageState>
  );
}

/** Properties of {@link WriteDialog}. */
export interface WriteDialogProps {
  write: Pick<Write<never[]>, 'pending' | 'failure'>;
  title: string;
  consequence: ReactNode;
  children?: ReactNode;
  keepLabel: string;
  confirmLabel: string;
  pendingLabel: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before a write, and shows the server's no in place. */
export function WriteDialog(props: WriteDialogProps) {
  const { write, consequence, children, onClose, ...rest } = props;
  return (
    <ConfirmDialog
      {...rest}
      open
      consequence={
        <>
          {consequence}
          {write.failure && <WriteFailed failure={write.failure} />}
        </>
      }
      onKeep={onClose}
      pendingLabel={write.pending ? props.pendingLabel : undefined}
    >
      {children}
    </ConfirmDialog>
  );
}
