import { ActionButton } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import classes from './FilterField.module.css';

/** What stands in place of rows when the filter lets none through, with the way back. */
export function NothingMatches(props: { text: string; onClear: () => void }) {
  const say = useSay();
  return (
    <span className={classes.nothing}>
      {props.text}
      <ActionButton label={say('fleet.clearFilter')} onPress={props.onClear} />
    </span>
  );
}
