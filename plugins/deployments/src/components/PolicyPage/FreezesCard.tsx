import { Surface } from '@textloom/ui';
import { Freeze } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { Say } from '../../text/say';
import parts from '../Parts/Parts.module.css';

const DAY = 24 * 60;
const WEEKDAYS = ['0', '1', '2', '3', '4', '5', '6'] as const;

function weekMinute(minute: number, say: Say): string {
  const day = WEEKDAYS[Math.floor(minute / DAY) % 7];
  const rest = minute % DAY;
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
  return `${say(`policy.weekday.${day}`)} ${clock}`;
}

function whenOf({ when }: Freeze, say: Say): string {
  return 'weekly' in when
    ? say('policy.freezeWeekly', {
        from: weekMinute(when.weekly.fromMinute, say),
        to: weekMinute(when.weekly.toMinute, say),
      })
    : say('policy.freezeOnce', {
        from: say.when(when.from),
        to: say.when(when.to),
      });
}

/** Times in which nothing moves forward. */
export function FreezesCard({ freezes }: { freezes: readonly Freeze[] }) {
  const say = useSay();
  return (
    <Surface flush title={say('policy.freezes')}>
      {freezes.length === 0 && (
        <p className={parts.none}>{say('policy.noFreezes')}</p>
      )}
      <ul className={parts.rows}>
        {freezes.map(freeze => (
          <li key={freeze.name}>
            <b>{freeze.name}</b>
            <p className={parts.quiet}>{whenOf(freeze, say)}</p>
            <p className={parts.quiet}>
              {[
                freeze.environments.join(', ') || say('policy.everywhere'),
                freeze.services.join(', ') || say('policy.allServices'),
              ].join(' · ')}
            </p>
            <p className={parts.quiet} lang="und">
              {freeze.reason}
            </p>
          </li>
        ))}
      </ul>
    </Surface>
  );
}
