import { ReactNode } from 'react';
import { Intent, intentIcons } from '../../intent';
import { Clock } from '../Since/Clock';

/** Something that happened. */
export interface TimelineItem {
  id: string;
  /** ISO 8601 instant. */
  at: string;
  intent: Intent;
  /** What happened, in one sentence. */
  sentence: ReactNode;
  /** Who, why, how much. */
  detail?: ReactNode;
  /** Words of another system or person, shown as a quotation. */
  quote?: string;
  /** What stands at the end of the line: a sequence, a hash. */
  end?: ReactNode;
}

/** Properties of {@link Timeline}. */
export interface TimelineProps {
  /** Accessible name of the list. */
  label: string;
  /** In the order to show. */
  items: TimelineItem[];
  /** With the day, for lists that span several. */
  day?: boolean;
  /** With seconds, for evidence. */
  seconds?: boolean;
}

/** What happened, when: time, icon, sentence. */
export function Timeline(props: TimelineProps) {
  const { label, items, day, seconds } = props;
  return (
    <ol className="tl-timeline" aria-label={label} data-day={day || undefined}>
      {items.map(item => {
        const Icon = intentIcons[item.intent];
        return (
          <li
            key={item.id}
            className="tl-timeline__item"
            data-intent={item.intent}
          >
            <span className="tl-timeline__time">
              <Clock at={item.at} day={day} seconds={seconds} />
            </span>
            <Icon className="tl-timeline__icon" aria-hidden />
            <div className="tl-timeline__words">
              <p className="tl-timeline__sentence">{item.sentence}</p>
              {item.detail && (
                <p className="tl-timeline__detail">{item.detail}</p>
              )}
              {item.quote && (
                <blockquote className="tl-timeline__quote">
                  {item.quote}
                </blockquote>
              )}
            </div>
            {item.end && <span className="tl-timeline__end">{item.end}</span>}
          </li>
        );
      })}
    </ol>
  );
}
