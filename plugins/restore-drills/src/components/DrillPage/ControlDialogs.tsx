import {
  AcknowledgeRequest,
  CancelRequest,
} from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import { useWrite } from '../../hooks/useWrite';
import { ReasonField, useReason } from '../Parts/ReasonField';
import { WriteDialog } from '../Parts/WriteDialog';
import { BlockProps } from './useDrill';

/** Properties of the dialogs that control a drill. */
export interface ControlDialogProps extends BlockProps {
  onClose: () => void;
}

function useHandlers({ onChange, onClose }: ControlDialogProps) {
  return {
    onDone: () => {
      onClose();
      onChange();
    },
    onRefused: onChange,
  };
}

/** Ends a running drill; what it made is taken down. */
export function CancelDialog(props: ControlDialogProps) {
  const say = useSay();
  const reason = useReason(false);
  const { drill } = props.view;
  const write = useWrite(
    (api, options, request: CancelRequest) =>
      api.cancel(drill.id, request, options),
    useHandlers(props),
  );
  return (
    <WriteDialog
      write={write}
      title={say('cancel.title', { drill: drill.id })}
      consequence={say('cancel.text')}
      keepLabel={say('cancel.keep')}
      confirmLabel={say('cancel.confirm')}
      pendingLabel={say('cancel.pending')}
      onClose={props.onClose}
      onConfirm={() => write.run(reason.text ? { reason: reason.text } : {})}
    >
      <ReasonField
        label={say('start.reason')}
        help={say('start.reasonHelp')}
        reason={reason}
      />
    </WriteDialog>
  );
}

/** Says what is done about a failure. */
export function AcknowledgeDialog(props: ControlDialogProps) {
  const say = useSay();
  const reason = useReason(true);
  const { drill } = props.view;
  const write = useWrite(
    (api, options, request: AcknowledgeRequest) =>
      api.acknowledge(drill.id, request, options),
    useHandlers(props),
  );
  return (
    <WriteDialog
      write={write}
      title={say('acknowledge.title')}
      consequence={say('acknowledge.text')}
      keepLabel={say('acknowledge.keep')}
      confirmLabel={say('acknowledge.confirm')}
      pendingLabel={say('acknowledge.pending')}
      onClose={props.onClose}
      onConfirm={() => {
        if (reason.check()) write.run({ reason: reason.text });
      }}
    >
      <ReasonField
        label={say('acknowledge.reason')}
        help={say('acknowledge.reasonHelp')}
        reason={reason}
      />
    </WriteDialog>
  );
}
