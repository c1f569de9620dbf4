import { StatusLabel, useQueryParam } from '@textloom/ui';
import {
  DrillSummary,
  predict,
  trendOf,
} from '@textloom/plugin-restore-drills-common';
import { useWords } from '../../hooks/useWords';
import { useSay } from '../../hooks/useSay';
import parts from '../Parts/Parts.module.css';
import classes from './TrendCard.module.css';

const GB = 1e9;

/** Properties of {@link Prediction}. */
export interface PredictionProps {
  /** Of one plan. */
  drills: readonly DrillSummary[];
  rtoMs: number | undefined;
}

/** What a restore of another size would take, as far as the drills carry. */
export function Prediction({ drills, rtoMs }: PredictionProps) {
  const say = useSay();
  const words = useWords();
  const [typed, setTyped] = useQueryParam('size');
  const trend = trendOf(drills);
  if (!trend.fit) {
    return (
      <div className={classes.prediction}>
        <h4>{say('prediction.title')}</h4>
        <p className={parts.quiet}>{say('prediction.tooFew')}</p>
      </div>
    );
  }
  const { maxBytes, spread } = trend.fit;
  const asked = Number(typed);
  const bytes = typed && asked > 0 ? asked * GB : maxBytes;
  const answer = predict(trend, bytes);
  const size = words.bytes(bytes);
  const over =
    answer.state === 'predicted' &&
    rtoMs !== undefined &&
    answer.highMs > rtoMs;
  return (
    <div className={classes.prediction}>
      <h4>{say('prediction.title')}</h4>
      <label className={classes.size}>
        {say('prediction.size')}
        <input
          type="number"
          min="0"
          step="any"
          inputMode="decimal"
          placeholder={(maxBytes / GB).toPrecision(2)}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
        GB
      </label>
      <p className={classes.answer} role="status">
        {answer.state === 'predicted' ? (
          <StatusLabel intent={over ? 'caution' : 'planned'}>
            {say(over ? 'prediction.overLimit' : 'prediction.answer', {
              size,
              time: say.duration(answer.ms),
              low: say.duration(answer.lowMs),
              high: say.duration(answer.highMs),
              rto: rtoMs === undefined ? '' : say.duration(rtoMs),
            })}
          </StatusLabel>
        ) : (
          <StatusLabel intent="unknown">
            {say('prediction.notProven', { size, max: words.bytes(maxBytes) })}
          </StatusLabel>
        )}
      </p>
      <p className={parts.quiet}>
        {say(spread === 0 ? 'prediction.oneSize' : 'prediction.method', {
          count: trend.points.length,
        })}
      </p>
    </div>
  );
}
