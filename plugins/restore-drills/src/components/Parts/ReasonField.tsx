import { useState } from 'react';
import { Field } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';

const LONGEST = 1000;

/** A reason that somebody types. */
export interface ReasonText {
  text: string;
  /** Whether it may be sent; an empty one then says why not. */
  check: () => boolean;
  error?: string;
  value: string;
  change: (value: string) => void;
}

/** A reason of a write; empty is refused only where it is needed. */
export function useReason(needed: boolean): ReasonText {
  const say = useSay();
  const [value, change] = useState('');
  const [asked, setAsked] = useState(false);
  const text = value.trim();
  const missing = needed && text === '';
  return {
    text,
    check: () => {
      setAsked(true);
      return !missing;
    },
    error: asked && missing ? say('reason.empty') : undefined,
    value,
    change,
  };
}

/** Properties of {@link ReasonField}. */
export interface ReasonFieldProps {
  label: string;
  help?: string;
  reason: ReasonText;
}

/** The field of a reason. */
export function ReasonField({ label, help, reason }: ReasonFieldProps) {
  return (
    <Field label={label} help={help} error={reason.error}>
      <textarea
        rows={2}
        maxLength={LONGEST}
        value={reason.value}
        onChange={event => reason.change(event.target.value)}
      />
    </Field>
  );
}
