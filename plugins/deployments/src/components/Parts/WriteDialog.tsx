import { ReactNode } from 'react';
import { ConfirmDialog } from '@textloom/ui';
import { Write } from '../../hooks/useWrite';
import { NameOf } from '../../text/names';
import { WriteFailed } from './WriteFailed';

/** Properties of {@link WriteDialog}. */
export interface WriteDialogProps {
  write: Pick<Write<never[]>, 'pending' | 'failure'>;
  nameOf: NameOf;
  title: string;
  consequence: ReactNode;
  children?: ReactNode;
  keepLabel: string;
  confirmLabel: string;
  pendingLabel: string;
  /** Why the act is not possible yet. */
  disabledReason?: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before a write, and shows the server's no in place. */
export function WriteDialog(props: WriteDialogProps) {
  const { write, nameOf, consequence, children, onClose, ...rest } = props;
  return (
    <ConfirmDialog
      {...rest}
      open
      consequence={
        <>
          {consequence}
          {write.failure && (
            <WriteFailed failure={write.failure} nameOf={nameOf} />
          )}
        </>
      }
      onKeep={onClose}
      pendingLabel={write.pending ? props.pendingLabel : undefined}
    >
      {children}
    </ConfirmDialog>
  );
}
