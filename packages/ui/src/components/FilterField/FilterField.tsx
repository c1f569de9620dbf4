import { useEffect, useRef } from 'react';
import { RiSearchLine } from '@remixicon/react';

/** Properties of {@link FilterField}. */
export interface FilterFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(input|textarea|select)$/i.test(target.tagName))
  );
}

/** Narrows a list as one types; `/` leads here, Escape clears it. One on a page. */
export function FilterField({ label, value, onChange }: FilterFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const plain = !event.metaKey && !event.ctrlKey && !event.altKey;
      if (event.key !== '/' || !plain || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <label className="tl-filter">
      <RiSearchLine aria-hidden />
      <input
        ref={field}
        type="search"
        className="tl-filter__input"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape' && value) onChange('');
        }}
      />
    </label>
  );
}
