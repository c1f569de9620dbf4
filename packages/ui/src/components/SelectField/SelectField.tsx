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
    <label className="tl-select">
      {label}
      <select
        className="tl-select__input"
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
