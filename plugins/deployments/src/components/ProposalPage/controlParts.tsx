import { useState } from 'react';
import { Field } from '@textloom/ui';
import {
  DeploymentsApi,
  ProposalSummary,
  WriteOptions,
} from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { useWrite } from '../../hooks/useWrite';
import { BlockProps } from './useProposal';

const LONGEST = 2000;

/** Properties of the dialogs that control a deployment. */
export interface ControlDialogProps extends BlockProps {
  onClose: () => void;
}

/** A write on the proposal that closes its dialog and asks for the view again. */
export function useControl<A extends unknown[]>(
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

/** Words that titles and consequences are made of. */
export function useWords({ view }: BlockProps) {
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
export function useText() {
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

/** Why somebody does it. */
export function ReasonField({
  reason,
}: {
  reason: ReturnType<typeof useText>;
}) {
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
