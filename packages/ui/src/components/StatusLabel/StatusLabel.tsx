import { ReactNode } from 'react';
import { Intent, intentIcons } from '../../intent';

/** Properties of {@link StatusLabel}. */
export interface StatusLabelProps {
  intent: Intent;
  /** The state's word in the reader's language. */
  children: ReactNode;
  /** `plain` in rows, `chip` beside a title, `solid` on bars and markers. */
  variant?: 'plain' | 'chip' | 'solid';
  /** More words for the pointer; never the only place of a fact. */
  title?: string;
}

/** A state as icon and word. */
export function StatusLabel(props: StatusLabelProps) {
  const { intent, children, variant = 'plain', title } = props;
  const Icon = intentIcons[intent];
  return (
    <span
      className={`tl-status tl-status--${variant}`}
      data-intent={intent}
      title={title}
    >
      <Icon className="tl-status__icon" aria-hidden />
      <span className="tl-status__word">{children}</span>
    </span>
  );
}
