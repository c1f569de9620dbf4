/** Properties of {@link RangePicker}. */
export interface RangePickerProps<T extends string> {
  /** Accessible name of the whole. */
  label: string;
  options: { id: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
}

/** A few ranges of time side by side, of which one holds. */
export function RangePicker<T extends string>(props: RangePickerProps<T>) {
  const { label, options, value, onChange } = props;
  return (
    <div className="tl-range" role="group" aria-label={label}>
      {options.map(option => (
        <button
          key={option.id}
          type="button"
          className="tl-range__option"
          aria-pressed={option.id === value}
          onClick={() => onChange(option.id)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
