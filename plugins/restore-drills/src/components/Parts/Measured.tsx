import { NO_VALUE, StatusLabel } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import classes from './Parts.module.css';

/** Properties of {@link Measured}; both in milliseconds. */
export interface MeasuredProps {
  value: number | undefined;
  limit: number | undefined;
}

/** A measured time against its limit; one beyond it is marked. */
export function Measured({ value, limit }: MeasuredProps) {
  const say = useSay();
  const shown = value === undefined ? NO_VALUE : say.duration(value);
  const over = value !== undefined && limit !== undefined && value > limit;
  return (
    <span className={classes.measured}>
      {over ? <StatusLabel intent="critical">{shown}</StatusLabel> : shown}
      {limit !== undefined && (
        <span className={classes.limit}> / {say.duration(limit)}</span>
      )}
    </span>
  );
}
