import classes from './Parts.module.css';

/** Properties of {@link SelectField}. */
export interface SelectFieldProps {
  label: string;
  options: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

/** One of many values, with its label before it. */
export function SelectField(props: SelectFieldProps) {
  const { label, options, value, onChange } = props;
  return (
    <label className={classes.select}>
      {label}
      <select value={value} onChange={event => onChange(event.target.value)}>
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
