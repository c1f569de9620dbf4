import { useState } from 'react';
import { Field } from '@textloom/ui';
import {
  DeploymentsApi,
  ProposalSummary,
  WriteOptions,
} from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { useWrite } from '../../hooks/useWrite';
import { WriteDialog } from '../Parts/WriteDialog';
import { BlockProps } from './useProposal';

const LONGEST = 2000;

/** Properties of the dialogs that control a deployment. */
export interface ControlDialogProps extends BlockProps {
  onClose: () => void;
}

function useControl<A extends unknown[]>(
  { onChange, onClose }: ControlDialogProps,
  act: (
    api: DeploymentsApi,
    options: WriteOptions,
    ...args: A
  ) => Promise<ProposalSummary>,
) {
  return useWrite(act, {
    onDone: () => {
      onClose();
      onChange();
    },
    onRefused: onChange,
  });
}

function useWords({ view }: BlockProps) {
  const say = useSay();
  const { service, environment, release, baseline, execution } = view.proposal;
  return {
    service,
    environment,
    version: release.version,
    before: baseline?.version ?? say('verdict.before'),
    weight: execution?.weight ?? 0,
  };
}

/** A line of text that must not be empty once asked for. */
function useText() {
  const say = useSay();
  const [value, setValue] = useState('');
  const [asked, setAsked] = useState(false);
  const text = value.trim();
  return {
    text,
    check: () => {
      setAsked(true);
      return text !== '';
    },
    error: asked && !text ? say('decide.emptyReason') : undefined,
    input: {
      value,
      maxLength: LONGEST,
      onChange: (event: { target: { value: string } }) =>
        setValue(event.target.value),
    },
  };
}

function ReasonField({ reason }: { reason: ReturnType<typeof useText> }) {
  const say = useSay();
  return (
    <Field
      label={say('control.reason')}
      help={say('control.reasonHelp')}
      error={reason.error}
    >
      <textarea rows={2} {...reason.input} />
    </Field>
  );
}

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

/** Passes over missing approvals for an open incident. */
export function GlassDialog(props: ControlDialogProps) {
  const say = useSay();
  const words = useWords(props);
  const incident = useText();
  const reason = useText();
  const { id } = props.view.proposal;
  const write = useControl(
    props,
    (api, options, request: { incident: string; reason: string }) =>
      api.breakGlass(id, request, options),
  );
  const confirm = () => {
    const complete = [incident.check(), reason.check()].every(Boolean);
    if (complete) write.run({ incident: incident.text, reason: reason.text });
  };
  return (
    <WriteDialog
      write={write}
      nameOf={props.nameOf}
      title={say('control.glassTitle', words)}
      consequence={say('control.glassText')}
      keepLabel={say('control.keepGlass')}
      confirmLabel={say('control.glassConfirm')}
      pendingLabel={say('control.breaking')}
      onClose={props.onClose}
      onConfirm={confirm}
    >
      <Field
        label={say('control.glassIncident')}
        help={say('control.glassIncidentHelp')}
        error={incident.error}
      >
        <input {...incident.input} />
      </Field>
      <ReasonField reason={reason} />
    </WriteDialog>
  );
}
