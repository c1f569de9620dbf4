import { KeyboardEvent, useRef, useState } from 'react';
import { Intent } from '../../intent';

/** A time in one state. */
export interface StateSegment {
  id: string;
  intent: Intent;
  /** ISO 8601 instants. */
  from: string;
  to: string;
  /** State, from and to in words: the accessible name. */
  label: string;
  /** Nobody watched: drawn empty and hatched, whatever the intent. */
  gap?: boolean;
}

/** Properties of {@link StateStrip}. */
export interface StateStripProps {
  /** Accessible name of the whole. */
  label: string;
  /** Oldest first. */
  segments: StateSegment[];
  /** Id of the segment that is looked at. */
  selected?: string;
  onSelect: (segment: StateSegment) => void;
}

const steps: Record<string, number> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  Home: -Infinity,
  End: Infinity,
};

/**
 * Health over time: one piece per state, as wide as it lasted. One tab stop; arrow keys go from piece to
 * piece and select it. Colour never stands alone: each state has a texture of its own.
 */
export function StateStrip(props: StateStripProps) {
  const { label, segments, selected, onSelect } = props;
  const [focused, setFocused] = useState<string>();
  const refs = useRef<(HTMLButtonElement | null)[]>([]);
  const indexOf = (id?: string) => segments.findIndex(entry => entry.id === id);
  const active = Math.max(indexOf(focused), indexOf(selected));
  const stop = active < 0 ? segments.length - 1 : active;

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(segments.length - 1, Math.max(0, index + step));
    refs.current[next]?.focus();
    onSelect(segments[next]);
  };

  return (
    <div className="tl-strip" role="group" aria-label={label}>
      {segments.map((segment, index) => (
        <button
          key={segment.id}
          ref={element => {
            refs.current[index] = element;
          }}
          type="button"
          className="tl-strip__piece"
          data-intent={segment.intent}
          data-gap={segment.gap || undefined}
          style={{
            flexGrow: Math.max(
              1,
              Date.parse(segment.to) - Date.parse(segment.from),
            ),
          }}
          aria-label={segment.label}
          aria-pressed={segment.id === selected}
          title={segment.label}
          tabIndex={index === stop ? 0 : -1}
          onFocus={() => setFocused(segment.id)}
          onKeyDown={event => onKeyDown(event, index)}
          onClick={() => onSelect(segment)}
        />
      ))}
    </div>
  );
}
