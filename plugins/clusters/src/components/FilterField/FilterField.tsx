import { useRef } from 'react';
import { RiSearchLine } from '@remixicon/react';
import { useSlashKey } from '../../hooks/useSlashKey';
import classes from './FilterField.module.css';

/** Properties of {@link FilterField}. */
export interface FilterFieldProps {
  label: string;
  /** What can be typed. */
  hint: string;
  value: string;
  onChange: (value: string) => void;
}

/** Narrows a list as one types; `/` leads here, Escape clears it. */
export function FilterField({
  label,
  hint,
  value,
  onChange,
}: FilterFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useSlashKey(field);
  return (
    <label className={classes.field}>
      <RiSearchLine className={classes.icon} aria-hidden />
      <input
        ref={field}
        type="search"
        className={classes.input}
        aria-label={label}
        placeholder={hint}
        value={value}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape' && value) onChange('');
        }}
      />
      <kbd className={classes.key} aria-hidden>
        /
      </kbd>
    </label>
  );
}
