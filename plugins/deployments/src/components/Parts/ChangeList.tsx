import { Diff } from '@textloom/ui';
import { Change } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { changeName, changeValues } from '../../text/changeText';
import classes from './Parts.module.css';

/** Properties of {@link ChangeList}. */
export interface ChangeListProps {
  /** Accessible name. */
  label: string;
  changes: readonly Change[];
}

/** What differs, one row each: what it is, before, after. */
export function ChangeList({ label, changes }: ChangeListProps) {
  const say = useSay();
  return (
    <ul className={classes.changes} aria-label={label}>
      {changes.map(change => (
        <li key={`${change.object} ${change.path}`}>
          <span
            className={classes.subject}
            title={say('changes.where', { object: change.object })}
          >
            {changeName(change, say)}
          </span>
          <Diff
            {...changeValues(change)}
            full={{ before: change.before, after: change.after }}
          />
        </li>
      ))}
    </ul>
  );
}
