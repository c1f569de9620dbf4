import { AgeOptions, formatAge } from '../../format/age';
import { formatUtc } from '../../format/clock';
import { NO_VALUE } from '../../format/quantity';
import { useLocale } from '../../i18n/useLocale';
import { useTicking } from '../../hooks/useTicking';

/** Properties of {@link Since}. */
export interface SinceProps extends AgeOptions {
  /** ISO 8601 instant; absent or unreadable shows a dash. */
  at: string | undefined;
}

/** An age that stays current; the title attribute has the instant in UTC. */
export function Since({ at, ...options }: SinceProps) {
  const locale = useLocale();
  const instant = at === undefined ? NaN : Date.parse(at);
  const text = useTicking(now =>
    Number.isNaN(instant)
      ? NO_VALUE
      : formatAge(now - instant, locale, options),
  );
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
