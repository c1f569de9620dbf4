import { useSay } from '../../hooks/useSay';
import { WriteDialog } from '../Parts/WriteDialog';
import {
  ControlDialogProps,
  ReasonField,
  useControl,
  useText,
  useWords,
} from './controlParts';

/** Holds the traffic where it is. */
export function PauseDialog(props: ControlDialogProps) {
  const say = useSay();
  const words = useWords(props);
  const { id } = props.view.proposal;
  const write = useControl(props, (api, options) => api.pause(id, options));
  return (
    <WriteDialog
      write={write}
      nameOf={props.nameOf}
      title={say('control.pauseTitle', words)}
      consequence={say('control.pauseText', words)}
      keepLabel={say('control.keepRunning')}
      confirmLabel={say('control.pauseConfirm')}
      pendingLabel={say('control.pausing')}
      onClose={props.onClose}
      onConfirm={() => write.run()}
    />
  );
}

/** Lets a paused deployment go on. */
export function ResumeDialog(props: ControlDialogProps) {
  const say = useSay();
  const words = useWords(props);
  const { id } = props.view.proposal;
  const write = useControl(props, (api, options) => api.resume(id, options));
  return (
    <WriteDialog
      write={write}
      nameOf={props.nameOf}
      title={say('control.resumeTitle', words)}
      consequence={say('control.resumeText')}
      keepLabel={say('control.keepRunning')}
      confirmLabel={say('control.resumeConfirm')}
      pendingLabel={say('control.resuming')}
      onClose={props.onClose}
      onConfirm={() => write.run()}
    />
  );
}

/** Rolls a running deployment back. */
export function AbortDialog(props: ControlDialogProps) {
  const say = useSay();
  const words = useWords(props);
  const reason = useText();
  const { id } = props.view.proposal;
  const write = useControl(props, (api, options, why: string) =>
    api.abort(id, { reason: why }, options),
  );
  const back = { ...words, version: words.before };
  return (
    <WriteDialog
      write={write}
      nameOf={props.nameOf}
      title={say('control.abortTitle', back)}
      consequence={say('control.abortText', back)}
      keepLabel={say('control.keepNew', words)}
      confirmLabel={say('control.abortConfirm')}
      pendingLabel={say('control.aborting')}
      onClose={props.onClose}
      onConfirm={() => reason.check() && write.run(reason.text)}
    >
      <ReasonField reason={reason} />
    </WriteDialog>
  );
}

/** Takes the proposal back. */
export function WithdrawDialog(props: ControlDialogProps) {
  const say = useSay();
  const words = useWords(props);
  const reason = useText();
  const { id } = props.view.proposal;
  const write = useControl(props, (api, options, why: string) =>
    api.withdraw(id, { reason: why }, options),
  );
  return (
    <WriteDialog
      write={write}
      nameOf={props.nameOf}
      title={say('control.withdrawTitle', words)}
      consequence={say('control.withdrawText')}
      keepLabel={say('control.keepProposal')}
      confirmLabel={say('control.withdrawConfirm')}
      pendingLabel={say('control.withdrawing')}
      onClose={props.onClose}
      onConfirm={() => reason.check() && write.run(reason.text)}
    >
      <ReasonField reason={reason} />
    </WriteDialog>
  );
}
