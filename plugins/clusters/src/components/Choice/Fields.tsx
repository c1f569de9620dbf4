import { HTMLAttributes } from 'react';
import { ChoiceOption } from './Choice';
import classes from './Choice.module.css';

/** Properties of {@link SelectField}. */
export interface SelectFieldProps {
  label: string;
  options: ChoiceOption<string>[];
  value: string;
  onChange: (value: string) => void;
}

/** One of many values. */
export function SelectField(props: SelectFieldProps) {
  const { label, options, value, onChange } = props;
  return (
    <label className={classes.field}>
      {label}
      <select
        className={classes.input}
        value={value}
        onChange={event => onChange(event.target.value)}
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Properties of {@link CheckField}. */
export interface CheckFieldProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Yes or no. */
export function CheckField({ label, checked, onChange }: CheckFieldProps) {
  return (
    <label className={classes.field}>
      <input
        type="checkbox"
        checked={checked}
        onChange={event => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}

/** Properties of {@link TextInput}. */
export interface TextInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Id of a `datalist` with suggestions. */
  list?: string;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  /** Width in characters. */
  size?: number;
}

/** A line of text with its label before it. */
export function TextInput(props: TextInputProps) {
  const { label, onChange, ...rest } = props;
  return (
    <label className={classes.field}>
      {label}
      <input
        {...rest}
        type="text"
        autoComplete="off"
        className={classes.input}
        onChange={event => onChange(event.target.value)}
      />
    </label>
  );
}
