import { PageState, Surface, toFailure, Verdict } from '@textloom/ui';
import {
  CostsApi,
  ExploreQuery,
  ExploreView,
} from '@textloom/plugin-costs-common';
import { ExploreState, useExploreQuery } from '../../hooks/useExploreQuery';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { useWrite } from '../../hooks/useWrite';
import { exploreVerdict } from '../../presentation/explore';
import { saveCsv } from '../../text/saveFile';
import { CostsFrame } from '../CostsFrame/CostsFrame';
import { Controls } from './Controls';
import { ExploreChart } from './ExploreChart';
import classes from './ExplorePage.module.css';
import { Chips, FilterPanel } from './FilterPanel';
import { PivotTable } from './PivotTable';
import { RowsCard } from './RowsCard';

/** As many rows as the server answers; more are found by a filter. */
const MOST_ROWS = 1000;

/** An answer with the question that it answers, which may no longer be the one in the address. */
interface Answer extends ExploreView {
  asked: ExploreQuery;
}

/**
 * Asks, and once more without layers where those are not for the reader: a link of somebody who sees all then shows the
 * rest of it.
 */
async function answer(api: CostsApi, asked: ExploreQuery): Promise<Answer> {
  try {
    return { ...(await api.explore(asked)), asked };
  } catch (error) {
    const refused = toFailure(error).kind === 'denied';
    if (!refused || asked.distribute.length === 0) throw error;
    return answer(api, { ...asked, distribute: [] });
  }
}

function Invalid({ state }: { state: ExploreState }) {
  const say = useSay();
  if (state.invalid.length === 0) return null;
  return (
    <PageState
      kind="error"
      size="cell"
      title={say('explore.invalid', { names: say.names(state.invalid) })}
      actions={[{ label: say('explore.reset'), onPress: state.reset }]}
    />
  );
}

function Results(props: {
  view: Answer;
  state: ExploreState;
  isPrevious: boolean;
}) {
  const { view, state, isPrevious } = props;
  const say = useSay();
  const { asked } = view;
  return (
    <div
      className={classes.results}
      data-previous={isPrevious || undefined}
      aria-busy={isPrevious}
    >
      <Verdict {...exploreVerdict(view, asked, say)} />
      <Chips state={state} names={view.names} />
      {view.rows.length > 0 && <ExploreChart view={view} asked={asked} />}
      <Surface flush title={say('explore.pivot')}>
        <PivotTable view={view} asked={asked} state={state} />
      </Surface>
      {state.rowsOpen && <RowsCard state={state} />}
    </div>
  );
}

/** The pivot over all dimensions, down to the rows of the bill; the address holds all of it. */
export function ExplorePage() {
  const say = useSay();
  const state = useExploreQuery();
  const asked = { ...state.query, limit: MOST_ROWS };
  const query = useView<Answer>({
    key: ['explore', JSON.stringify(asked)],
    load: api => answer(api, asked),
    keep: true,
  });
  const csv = useWrite(api => api.exportCsv(asked), {
    onDone: text => saveCsv(`costs-${asked.from}-${asked.to}.csv`, text),
  });
  return (
    <CostsFrame
      page="explore"
      query={query}
      actions={() => [
        {
          label: say(csv.pending ? 'explore.saving' : 'explore.save'),
          onPress: () => csv.run(),
        },
      ]}
    >
      {view => (
        <>
          <Invalid state={state} />
          {query.failure?.status === 400 && (
            <PageState kind="error" size="cell" title={say('explore.refused')}>
              <span lang="en">{query.failure.message}</span>
            </PageState>
          )}
          {csv.failure && (
            <PageState
              kind="error"
              size="cell"
              title={say('explore.notSaved')}
              requestId={csv.failure.requestId}
            />
          )}
          <Controls state={state} own={view.strip.scope === 'own'} />
          <div className={classes.layout}>
            <FilterPanel state={state} />
            <Results
              view={view}
              state={state}
              isPrevious={query.isPrevious && query.state === 'loading'}
            />
          </div>
        </>
      )}
    </CostsFrame>
  );
}
