import { ReactElement, cloneElement, useId } from 'react';

/** Properties of {@link Field}. */
export interface FieldProps {
  label: string;
  /** One input, textarea or select. */
  children: ReactElement;
  help?: string;
  /** Replaces the help. */
  error?: string;
}

/** A form's field: label above, help below, an error in its place. */
export function Field({ label, children, help, error }: FieldProps) {
  const id = useId();
  const note = error ?? help;
  return (
    <div className="tl-field">
      <label className="tl-field__label" htmlFor={id}>
        {label}
      </label>
      {cloneElement(children, {
        id,
        className: 'tl-field__input',
        'aria-invalid': error ? true : undefined,
        'aria-describedby': note ? `${id}-note` : undefined,
      })}
      {note && (
        <span
          id={`${id}-note`}
          className="tl-field__note"
          data-intent={error ? 'critical' : undefined}
        >
          {note}
        </span>
      )}
    </div>
  );
}
