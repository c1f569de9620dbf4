import {
  ClockOptions,
  formatClock,
  formatDateTime,
  formatUtc,
} from '../../format/clock';
import { NO_VALUE } from '../../format/quantity';
import { useLocale } from '../../i18n/useLocale';
import { useTicking } from '../../hooks/useTicking';

/** Properties of {@link Clock}. */
export interface ClockProps extends ClockOptions {
  /** ISO 8601 instant; absent or unreadable shows a dash. */
  at: string | undefined;
  /** With the day, for what may not be of today. */
  day?: boolean;
}

/** A point in time in the viewer's zone; the title attribute has it in UTC. */
export function Clock({ at, day, ...options }: ClockProps) {
  const locale = useLocale();
  const instant = at === undefined ? NaN : Date.parse(at);
  const text = useTicking(now => {
    if (Number.isNaN(instant)) return NO_VALUE;
    const date = new Date(instant);
    return day
      ? formatDateTime(date, locale, new Date(now), options)
      : formatClock(date, locale, options);
  });
  if (Number.isNaN(instant)) return <span className="tl-since">{text}</span>;
  const date = new Date(instant);
  return (
    <time
      className="tl-since"
      dateTime={date.toISOString()}
      title={formatUtc(date)}
    >
      {text}
    </time>
  );
}
