import { useSearchParams } from 'react-router-dom';
import {
  Action,
  FilterField,
  PageState,
  PageTitle,
  SelectField,
  Surface,
  TextLink,
  useQueryParam,
  Verdict,
} from '@textloom/ui';
import {
  OverviewView,
  SCENARIOS,
} from '@textloom/plugin-restore-drills-common';
import { CONNECT, useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { useWords } from '../../hooks/useWords';
import {
  conditionOf,
  CONDITIONS,
  OverviewRow,
  overviewRows,
  overviewVerdict,
  planName,
} from '../../presentation/overview';
import { PageFrame } from '../PageFrame/PageFrame';
import { DrillTable } from '../Parts/DrillTable';
import parts from '../Parts/Parts.module.css';
import { CalendarCard } from './CalendarCard';
import { PlansTable } from './PlansTable';
import { StoresCard } from './StoresCard';

/** Filters of the overview, which live in the address. */
function useFilters() {
  const [text, setText] = useQueryParam('filter');
  const [scenario, setScenario] = useQueryParam('scenario');
  const [condition, setCondition] = useQueryParam('state');
  const [, setParams] = useSearchParams();
  const wanted = text.trim().toLocaleLowerCase();
  const matches = ({ store, plan }: OverviewRow) =>
    [store.store.title, store.store.id, store.store.owner ?? ''].some(name =>
      name.toLocaleLowerCase().includes(wanted),
    ) &&
    (!scenario || plan?.plan.scenario === scenario) &&
    (!condition || conditionOf(plan) === condition);
  return {
    text,
    setText,
    scenario,
    setScenario,
    condition,
    setCondition,
    matches,
    // All at once: one change of the address does not see the one before.
    clear: () =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          for (const name of ['filter', 'scenario', 'state'])
            after.delete(name);
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
  };
}

function Filters({ filters }: { filters: ReturnType<typeof useFilters> }) {
  const say = useSay();
  const words = useWords();
  const all = { value: '', label: say('overview.all') };
  return (
    <div className={parts.filters}>
      <FilterField
        label={say('overview.filter')}
        value={filters.text}
        onChange={filters.setText}
      />
      <SelectField
        label={say('overview.scenario')}
        options={[
          all,
          ...SCENARIOS.map(value => ({ value, label: words.scenarios[value] })),
        ]}
        value={filters.scenario}
        onChange={filters.setScenario}
      />
      <SelectField
        label={say('overview.state')}
        options={[
          all,
          ...CONDITIONS.map(value => ({
            value,
            label: say(`condition.${value}`),
          })),
        ]}
        value={filters.condition}
        onChange={filters.setCondition}
      />
    </div>
  );
}

function Nothing({ view }: { view: OverviewView }) {
  const say = useSay();
  const words = useWords();
  return (
    <PageState
      kind="empty"
      title={say('overview.empty')}
      actions={[{ label: say('overview.connect'), href: CONNECT }]}
    >
      {say.sentences([
        ...(view.problem ? [words.problem(view.problem).what] : []),
        say('overview.emptyText'),
      ])}
    </PageState>
  );
}

function Recent(props: {
  view: OverviewView;
  titleOf: (id: string) => string;
}) {
  const { view, titleOf } = props;
  const say = useSay();
  const href = useLinks().drills();
  return (
    <Surface
      flush
      title={say('overview.recent')}
      action={
        href && <TextLink href={href}>{say('overview.allDrills')}</TextLink>
      }
    >
      {view.recent.length === 0 ? (
        <p className={parts.none}>{say('overview.noDrill')}</p>
      ) : (
        <DrillTable
          label={say('overview.recent')}
          drills={view.recent}
          titleOf={titleOf}
        />
      )}
    </Surface>
  );
}

function Body({ view }: { view: OverviewView }) {
  const say = useSay();
  const words = useWords();
  const links = useLinks();
  const filters = useFilters();
  if (view.stores.length === 0) return <Nothing view={view} />;
  const rows = overviewRows(view.stores);
  const shown = rows.filter(filters.matches);
  const titles = new Map(
    view.stores.map(({ store }) => [store.id, store.title]),
  );
  const titleOf = (id: string) => titles.get(id) ?? id;
  const planTitle = (id: string) => {
    const row = rows.find(({ plan }) => plan?.plan.id === id);
    return row?.plan
      ? planName(row.store.store.title, row.plan.plan, words, say)
      : id;
  };
  return (
    <>
      <Verdict {...overviewVerdict(view, words, say, links.plan)} />
      {view.problem && (
        <PageState
          kind="error"
          size="cell"
          title={words.problem(view.problem).what}
        >
          {words.problem(view.problem).next}
        </PageState>
      )}
      <Filters filters={filters} />
      <Surface flush className={parts.wide}>
        {shown.length === 0 ? (
          <PageState
            kind="empty"
            size="cell"
            title={say('overview.filteredNone')}
            actions={[{ label: say('overview.clear'), onPress: filters.clear }]}
          />
        ) : (
          <PlansTable
            label={say('overview.caption')}
            rows={shown}
            total={rows.length}
          />
        )}
      </Surface>
      <div className={parts.columns} data-side="last">
        <div className={parts.main}>
          <CalendarCard
            days={view.calendar}
            titleOf={titleOf}
            planTitle={planTitle}
          />
          <Recent view={view} titleOf={titleOf} />
        </div>
        <div className={parts.side}>
          <StoresCard stores={view.stores} />
        </div>
      </div>
    </>
  );
}

/** Stores and scenarios against their targets: what is proven, what is overdue, what comes next. */
export function OverviewPage() {
  const say = useSay();
  const links = useLinks();
  const query = useView({ key: ['overview'], load: api => api.getOverview() });
  const actions: Action[] = [
    { label: say('overview.allDrills'), href: links.drills() },
  ].filter(({ href }) => href);
  return (
    <PageFrame crumbs={[{ label: say('restoreDrills') }]} query={query}>
      {view => (
        <>
          <PageTitle name={say('restoreDrills')} actions={actions} />
          <Body view={view} />
        </>
      )}
    </PageFrame>
  );
}
