import { ReactNode, useState } from 'react';
import { NO_VALUE } from '../../format/quantity';
import { Intent, intentIcons } from '../../intent';

/** One headline figure. */
export interface Figure {
  id: string;
  label: string;
  /** The formatted value; absent is an unknown one, which shows as a dash. */
  value?: string;
  /** The end of the value in small type, without a gap: the cents of an amount. */
  fraction?: string;
  /** What follows the value in smaller type: `%`, `/ 21`, `CPU`. */
  unit?: string;
  /** Limit, source or age of the value; for an unknown one, why it is unknown. */
  note: ReactNode;
  /** Marks the label with an icon when the figure is not as it should be. */
  intent?: Intent;
  /** Beside the label: how the figure is made. */
  hint?: ReactNode;
  /** A small curve or meter. */
  aside?: ReactNode;
}

/** Properties of {@link Figures}. */
export interface FiguresProps {
  /** Accessible name of the strip. */
  label: string;
  /** Four to six. */
  items: Figure[];
}

function FigureItem(figure: Figure) {
  const { label, value, fraction, unit, note, intent, hint, aside } = figure;
  const Icon = intent && intentIcons[intent];
  const [first] = useState(value);
  const changed = first !== value;
  return (
    <div className="tl-figure" data-intent={intent}>
      <dt className="tl-figure__label">
        {Icon && <Icon className="tl-figure__icon" aria-hidden />}
        {label}
        {hint}
      </dt>
      <dd className="tl-figure__value">
        <span
          key={value}
          className={
            changed ? 'tl-figure__number tl-changed' : 'tl-figure__number'
          }
        >
          {value ?? NO_VALUE}
        </span>
        {value !== undefined && fraction && (
          <span className="tl-figure__unit">{fraction}</span>
        )}
        {value !== undefined && unit && (
          <span className="tl-figure__unit"> {unit}</span>
        )}
      </dd>
      {aside && <dd className="tl-figure__aside">{aside}</dd>}
      <dd className="tl-figure__note">{note}</dd>
    </div>
  );
}

/** Headline figures in one card, each with its limit or age. */
export function Figures({ label, items }: FiguresProps) {
  return (
    <section className="tl-figures" aria-label={label}>
      <dl className="tl-figures__list" data-count={items.length}>
        {items.map(item => (
          <FigureItem key={item.id} {...item} />
        ))}
      </dl>
    </section>
  );
}
