import { ReactNode } from 'react';
import { ConfirmDialog, PluginWrite, WriteFailure } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import { Say } from '../../text/say';

/** Somebody else changed it meanwhile: the version that was seen is no more. */
function isConflict({ status, cause }: WriteFailure): boolean {
  return (
    status === 409 || (cause instanceof Error && cause.name === 'ConflictError')
  );
}

function titleOf(failure: WriteFailure, say: Say): string {
  if (failure.kind === 'unreachable') return say('states.notSent');
  if (isConflict(failure)) return say('states.conflict');
  return (failure.status ?? 0) >= 500
    ? say('states.errored')
    : say('states.refused');
}

/** Properties of {@link WriteDialog}. */
export interface WriteDialogProps {
  write: Pick<PluginWrite<never[]>, 'pending' | 'failure'>;
  title: string;
  /** What will happen. */
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
  const { write, onClose, pendingLabel, ...rest } = props;
  const say = useSay();
  const { failure, pending } = write;
  return (
    <ConfirmDialog
      {...rest}
      open
      onKeep={onClose}
      pendingLabel={pending ? pendingLabel : undefined}
      failure={
        failure && {
          title: titleOf(failure, say),
          message: failure.message,
          requestId: failure.requestId,
        }
      }
    />
  );
}
