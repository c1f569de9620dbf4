import { useId } from 'react';
import classes from './Choice.module.css';

/** One of the values to choose from. */
export interface ChoiceOption<T extends string> {
  value: T;
  label: string;
}

/** Properties of {@link Choice}. */
export interface ChoiceProps<T extends string> {
  /** What is chosen; shown before the values. */
  label: string;
  options: ChoiceOption<T>[];
  value: T;
  onChange: (value: T) => void;
}

/** One of a few values, all of them in sight; arrow keys move between them. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, options, value, onChange } = props;
  const name = useId();
  return (
    <fieldset className={classes.choice}>
      <legend className={classes.legend}>{label}</legend>
      <div className={classes.values}>
        {options.map(option => (
          <label key={option.value} className={classes.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
