import { useState } from 'react';
import { FilterField, SelectField, Surface } from '@textloom/ui';
import {
  Dimension,
  DIMENSIONS,
  ExploreView,
  Names,
} from '@textloom/plugin-costs-common';
import { ExploreState } from '../../hooks/useExploreQuery';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { useWide } from '../../hooks/useWide';
import { filterNames, valueName } from '../../presentation/dimensions';
import { toggled } from '../../presentation/drill';
import { BlockFrame } from '../CostsFrame/BlockFrame';
import parts from '../Parts/Parts.module.css';
import classes from './ExplorePage.module.css';

/** More than one reads; who seeks another types it. */
const MOST_VALUES = 100;

/** What is filtered by now; each goes with one click. */
export function Chips(props: { state: ExploreState; names: Names }) {
  const { state, names } = props;
  const say = useSay();
  const filters = state.query.filter ?? {};
  const entries = DIMENSIONS.flatMap(dimension =>
    (filters[dimension] ?? []).map(value => ({ dimension, value })),
  );
  if (entries.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={say('explore.filters')}>
      {entries.map(({ dimension, value }) => {
        const [name] = filterNames({ [dimension]: [value] }, names, say);
        return (
          <li key={name}>
            <button
              type="button"
              className={classes.chip}
              aria-label={say('explore.removeFilter', { name })}
              onClick={() =>
                state.change({ filter: toggled(filters, dimension, value) })
              }
            >
              {name}
              <span aria-hidden>×</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Values(props: {
  view: ExploreView;
  state: ExploreState;
  dimension: Dimension;
}) {
  const { view, state, dimension } = props;
  const say = useSay();
  const [text, setText] = useState('');
  const filters = state.query.filter ?? {};
  const wanted = text.trim().toLocaleLowerCase();
  const named = view.rows.map(({ keys: [value = ''], cost }) => ({
    value,
    cost,
    name: valueName(dimension, value, view.names, say),
  }));
  const matching = named.filter(({ name }) =>
    name.toLocaleLowerCase().includes(wanted),
  );
  return (
    <>
      {named.length > 8 && (
        <FilterField
          label={say('explore.findValue')}
          value={text}
          onChange={setText}
        />
      )}
      <ul className={classes.values}>
        {matching.slice(0, MOST_VALUES).map(({ value, cost, name }) => (
          <li key={value}>
            <label className={classes.check}>
              <input
                type="checkbox"
                checked={filters[dimension]?.includes(value) ?? false}
                onChange={() =>
                  state.change({ filter: toggled(filters, dimension, value) })
                }
              />
              <span>{name}</span>
              <b>{say.money(cost, view.strip.currency, { digits: 'whole' })}</b>
            </label>
          </li>
        ))}
      </ul>
      {matching.length === 0 && (
        <p className={parts.quiet}>{say('explore.noValue')}</p>
      )}
      {matching.length > MOST_VALUES && (
        <p className={parts.quiet}>
          {say('explore.moreValues', { count: matching.length - MOST_VALUES })}
        </p>
      )}
    </>
  );
}

function ValuePicker({ state }: { state: ExploreState }) {
  const say = useSay();
  const [dimension, choose] = useState<Dimension>(
    state.query.groupBy[0] ?? 'component',
  );
  const { from, to, currency, filter = {}, metric } = state.query;
  // Its own values stay to choose from, whichever of them are chosen.
  const { [dimension]: _, ...others } = filter;
  const asked = {
    from,
    to,
    currency,
    metric,
    filter: others,
    groupBy: [dimension],
    grain: 'month' as const,
    limit: 1000,
  };
  const query = useView({
    key: ['values', JSON.stringify(asked)],
    load: api => api.explore(asked),
  });
  return (
    <div className={classes.panel}>
      <SelectField
        label={say('explore.filterBy')}
        value={dimension}
        options={DIMENSIONS.map(value => ({
          value,
          label: say(`dimension.${value}`),
        }))}
        onChange={value =>
          choose(DIMENSIONS.find(each => each === value) ?? dimension)
        }
      />
      <BlockFrame query={query} rows={4}>
        {view => <Values key={dimension} {...{ view, state, dimension }} />}
      </BlockFrame>
    </div>
  );
}

/** Values of a dimension with what they cost, to filter by; folded where they would push the results away. */
export function FilterPanel({ state }: { state: ExploreState }) {
  const say = useSay();
  const wide = useWide();
  if (wide) {
    return (
      <Surface title={say('explore.filters')}>
        <ValuePicker state={state} />
      </Surface>
    );
  }
  return (
    <Surface>
      <details className={classes.folded}>
        <summary>{say('explore.filters')}</summary>
        <ValuePicker state={state} />
      </details>
    </Surface>
  );
}
