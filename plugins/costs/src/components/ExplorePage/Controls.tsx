import { RangePicker, SelectField, useNow } from '@textloom/ui';
import {
  COST_METRICS,
  Dimension,
  DIMENSIONS,
  DISTRIBUTABLE_LAYERS,
  DISTRIBUTION_KEYS,
} from '@textloom/plugin-costs-common';
import { ExploreState } from '../../hooks/useExploreQuery';
import { useSay } from '../../hooks/useSay';
import { SpanName, spanName, spanOf, SPANS } from '../../presentation/spans';
import parts from '../Parts/Parts.module.css';
import classes from './ExplorePage.module.css';

const HOUR_MS = 3_600_000;

function Span({ state }: { state: ExploreState }) {
  const say = useSay();
  const { query, change } = state;
  const { from, to } = query;
  const today = new Date(useNow(HOUR_MS)).toISOString().slice(0, 10);
  const own = spanName({ from, to }, today);
  const set = (name: 'from' | 'to', day: string) => {
    if (!day) return;
    const span = { from, to, [name]: day };
    // The other end follows, so that the span is never the wrong way round.
    change(span.from <= span.to ? span : { from: day, to: day });
  };
  return (
    <>
      <RangePicker<SpanName | ''>
        label={say('explore.span')}
        // No name holds for days of one's own.
        value={own ?? ''}
        options={SPANS.map(id => ({ id, label: say(`explore.spans.${id}`) }))}
        onChange={name => name && change(spanOf(name, today))}
      />
      {(['from', 'to'] as const).map(name => (
        <label key={name} className={classes.date}>
          {say(`explore.${name}`)}
          <input
            type="date"
            className={classes.dateInput}
            value={query[name]}
            onChange={event => set(name, event.target.value)}
          />
        </label>
      ))}
    </>
  );
}

const PLACES = [0, 1, 2] as const;

function Grouping({ state }: { state: ExploreState }) {
  const say = useSay();
  const { groupBy } = state.query;
  const set = (place: number, value: string) => {
    const next = [...groupBy];
    const dimension = DIMENSIONS.find(each => each === value);
    next.splice(place, 1, ...(dimension ? [dimension] : []));
    state.change({ groupBy: [...new Set(next)] });
  };
  const options = (place: number) => {
    const taken = groupBy.filter((_, index) => index !== place);
    return DIMENSIONS.filter(each => !taken.includes(each)).map(
      (value: Dimension) => ({ value, label: say(`dimension.${value}`) }),
    );
  };
  return (
    <>
      {PLACES.filter(place => place <= groupBy.length).map(place => (
        <SelectField
          key={place}
          label={say(place === 0 ? 'explore.groupBy' : 'explore.thenBy')}
          value={groupBy[place] ?? ''}
          options={[
            ...(place === 0 && groupBy.length < 2
              ? []
              : [{ value: '', label: say('none') }]),
            ...options(place),
          ]}
          onChange={value => set(place, value)}
        />
      ))}
    </>
  );
}

function Distribution(props: { state: ExploreState; own: boolean }) {
  const { state, own } = props;
  const say = useSay();
  const { distribute, key } = state.query;
  if (own) return <p className={parts.quiet}>{say('explore.ownDistribute')}</p>;
  return (
    <>
      <fieldset className={classes.choices}>
        <legend>{say('explore.distributeHelp')}</legend>
        {DISTRIBUTABLE_LAYERS.map(layer => (
          <label key={layer} className={classes.check}>
            <input
              type="checkbox"
              checked={distribute.includes(layer)}
              onChange={() =>
                state.change({
                  distribute: distribute.includes(layer)
                    ? distribute.filter(each => each !== layer)
                    : [...distribute, layer],
                })
              }
            />
            <span>{say(`layer.${layer}`)}</span>
          </label>
        ))}
      </fieldset>
      <RangePicker
        label={say('explore.key')}
        value={key}
        options={DISTRIBUTION_KEYS.map(id => ({
          id,
          label: say(`explore.keys.${id}`),
        }))}
        onChange={value => state.change({ key: value })}
      />
    </>
  );
}

/** What is asked: days, grouping, which of the four costs, day or month, layers that are added to components. */
export function Controls(props: { state: ExploreState; own: boolean }) {
  const { state, own } = props;
  const say = useSay();
  const { metric, grain, distribute } = state.query;
  return (
    <div className={classes.controls}>
      <Span state={state} />
      <RangePicker
        label={say('explore.grain')}
        value={grain}
        options={(['day', 'month'] as const).map(id => ({
          id,
          label: say(`explore.grains.${id}`),
        }))}
        onChange={value => state.change({ grain: value })}
      />
      <Grouping state={state} />
      <SelectField
        label={say('cost')}
        value={metric}
        options={COST_METRICS.map(value => ({
          value,
          label: say(`metric.${value}`),
        }))}
        onChange={value =>
          state.change({ metric: COST_METRICS.find(each => each === value) })
        }
      />
      <details className={classes.more} open={distribute.length > 0}>
        <summary>{say('explore.distribute')}</summary>
        <Distribution state={state} own={own} />
      </details>
      <p className={parts.quiet}>{say(`metricHint.${metric}`)}</p>
    </div>
  );
}
