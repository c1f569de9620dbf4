import { SelectField, Surface, useNow, useQueryParam } from '@textloom/ui';
import { CalendarDay } from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import {
  CalendarCell,
  calendarMonths,
  calendarWeeks,
} from '../../presentation/calendar';
import { Say } from '../../text/say';
import { DrillTable } from '../Parts/DrillTable';
import parts from '../Parts/Parts.module.css';
import classes from './CalendarCard.module.css';

const HOUR_MS = 3_600_000;
const tags = { en: 'en-GB', zh: 'zh-CN' } as const;

function dayName(day: string, say: Say): string {
  return new Intl.DateTimeFormat(tags[say.locale], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}

function monthName(month: string, say: Say): string {
  return new Intl.DateTimeFormat(tags[say.locale], {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`));
}

function weekdays(say: Say): string[] {
  const name = new Intl.DateTimeFormat(tags[say.locale], {
    weekday: 'short',
    timeZone: 'UTC',
  });
  // 5 January 1970 was a Monday.
  return Array.from({ length: 7 }, (_, day) =>
    name.format(new Date((4 + day) * 86_400_000)),
  );
}

function happened(cell: CalendarCell, say: Say): string[] {
  return [
    ...(cell.drills.length > 0
      ? [say('calendar.drills', { count: cell.drills.length })]
      : []),
    ...(cell.due.length > 0
      ? [say('calendar.due', { count: cell.due.length })]
      : []),
  ];
}

interface DayProps {
  cell: CalendarCell;
  chosen: boolean;
  onChoose: (day: string) => void;
}

function Day({ cell, chosen, onChoose }: DayProps) {
  const say = useSay();
  const texts = happened(cell, say);
  if (texts.length === 0) {
    return (
      <span className={classes.day} data-today={cell.today || undefined}>
        {cell.number}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={classes.day}
      data-today={cell.today || undefined}
      data-intent={cell.intent}
      data-due={cell.due.length > 0 || undefined}
      aria-pressed={chosen}
      aria-label={[dayName(cell.day, say), ...texts].join(say('listGap'))}
      onClick={() => onChoose(chosen ? '' : cell.day)}
    >
      <span>{cell.number}</span>
      <span className={classes.what} aria-hidden>
        {cell.drills.length > 0 ? cell.drills.length : '○'}
      </span>
    </button>
  );
}

function Chosen(props: {
  cell: CalendarCell;
  titleOf: (store: string) => string;
  planTitle: (plan: string) => string;
}) {
  const { cell, titleOf, planTitle } = props;
  const say = useSay();
  const name = dayName(cell.day, say);
  return (
    <div className={classes.chosen} role="status">
      {cell.due.length > 0 && (
        <p className={parts.quiet}>
          {say('calendar.dueThat', {
            day: name,
            plans: say.names(cell.due.map(planTitle)),
          })}
        </p>
      )}
      {cell.drills.length > 0 && (
        <DrillTable
          label={say('calendar.drillsOf', { day: name })}
          drills={cell.drills}
          titleOf={titleOf}
        />
      )}
    </div>
  );
}

/** Properties of {@link CalendarCard}. */
export interface CalendarCardProps {
  days: readonly CalendarDay[];
  titleOf: (store: string) => string;
  planTitle: (plan: string) => string;
}

/** Which day had drills and how they ended, and which day one is due; days are those of UTC. */
export function CalendarCard({ days, titleOf, planTitle }: CalendarCardProps) {
  const say = useSay();
  const now = useNow(HOUR_MS);
  const [day, choose] = useQueryParam('day');
  const [wanted, chooseMonth] = useQueryParam('month');
  const months = calendarMonths(days);
  const month =
    [wanted, day.slice(0, 7), new Date(now).toISOString().slice(0, 7)].find(
      each => months.includes(each),
    ) ?? months[0];
  if (month === undefined) return null;
  const weeks = calendarWeeks(days, month, now);
  const chosen = weeks.flat().find(cell => cell?.day === day);
  return (
    <Surface
      title={say('calendar.title')}
      subtitle={say('calendar.subtitle')}
      action={
        months.length > 1 && (
          <SelectField
            label={say('calendar.month')}
            value={month}
            options={months.map(value => ({
              value,
              label: monthName(value, say),
            }))}
            onChange={chooseMonth}
          />
        )
      }
      footer={<p className={parts.quiet}>{say('calendar.legend')}</p>}
    >
      <table className={classes.month} aria-label={say('calendar.title')}>
        <thead>
          <tr>
            {weekdays(say).map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, index) => (
            // Weeks of one month never change their order.
            <tr key={index}>
              {week.map((cell, place) => (
                <td key={cell?.day ?? `empty-${place}`}>
                  {cell && (
                    <Day
                      cell={cell}
                      chosen={cell.day === day}
                      onChoose={choose}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {chosen && (
        <Chosen cell={chosen} titleOf={titleOf} planTitle={planTitle} />
      )}
    </Surface>
  );
}
