import { useState } from 'react';
import {
  ActionButton,
  Figures,
  PageState,
  PageTitle,
  RangePicker,
  Surface,
  useQueryParam,
} from '@textloom/ui';
import { DeploymentHistoryView } from '@textloom/plugin-deployments-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { doraFigures } from '../../presentation/doraFigures';
import { PageFrame } from '../PageFrame/PageFrame';
import { SelectField } from '../Parts/SelectField';
import { SubTabs } from '../Parts/SubTabs';
import parts from '../Parts/Parts.module.css';
import { HistoryTable } from './HistoryTable';

const DAYS = ['7', '30', '90'] as const;
type Days = (typeof DAYS)[number];

/** Filters of the history, which live in the address. */
function useFilters() {
  const [days, setDays] = useQueryParam('days');
  const [environment, setEnvironment] = useQueryParam('environment');
  const [service, setService] = useQueryParam('service');
  return {
    days: DAYS.find(value => value === days) ?? ('30' as Days),
    setDays,
    environment,
    setEnvironment,
    service,
    setService,
  };
}

function Filters({ filters }: { filters: ReturnType<typeof useFilters> }) {
  const say = useSay();
  const board = useView({ key: ['board'], load: api => api.getBoard() });
  const all = { value: '', label: say('history.all') };
  // What the address asks for stays a choice, also while the board is not here.
  const options = (known: string[], wanted: string) => [
    all,
    ...[...new Set([...known, ...(wanted ? [wanted] : [])])].map(value => ({
      value,
      label: value,
    })),
  ];
  return (
    <div className={parts.filters}>
      <RangePicker
        label={say('history.range')}
        options={DAYS.map(id => ({
          id,
          label: say('history.days', { days: id }),
        }))}
        value={filters.days}
        onChange={filters.setDays}
      />
      <SelectField
        label={say('history.environment')}
        options={options(
          board.data?.environments.map(({ name }) => name) ?? [],
          filters.environment,
        )}
        value={filters.environment}
        onChange={filters.setEnvironment}
      />
      <SelectField
        label={say('history.service')}
        options={options(
          board.data?.services.map(({ service }) => service) ?? [],
          filters.service,
        )}
        value={filters.service}
        onChange={filters.setService}
      />
    </div>
  );
}

interface BodyProps {
  view: DeploymentHistoryView;
  days: Days;
  onMore: (cursor: string) => void;
}

function Body({ view, days, onMore }: BodyProps) {
  const say = useSay();
  const { nextCursor } = view;
  return (
    <>
      <Figures
        label={say('history.figures', { days })}
        items={doraFigures(view.dora, say)}
      />
      <Surface
        flush
        title={say('history.caption')}
        footer={
          nextCursor && (
            <ActionButton
              label={say('history.more')}
              onPress={() => onMore(nextCursor)}
            />
          )
        }
      >
        {view.items.length === 0 ? (
          <PageState kind="empty" size="cell" title={say('history.none')}>
            {say('history.noneText')}
          </PageState>
        ) : (
          <HistoryTable items={view.items} people={view.people} />
        )}
      </Surface>
    </>
  );
}

/** How well delivery goes, in the four DORA figures, and each deployment that ended. */
export function HistoryPage() {
  const say = useSay();
  const links = useLinks();
  const filters = useFilters();
  const { days, environment, service } = filters;
  const asked = `${days} ${environment} ${service}`;
  const [page, setPage] = useState<{ asked: string; cursor: string }>();
  // Another question starts from its newest.
  const cursor = page?.asked === asked ? page.cursor : undefined;
  const query = useView({
    key: ['history', days, environment, service, cursor],
    load: api =>
      api.getHistory({
        days: Number(days),
        ...(environment && { environment }),
        ...(service && { service }),
        ...(cursor && { cursor }),
      }),
  });
  return (
    <PageFrame
      crumbs={[
        { label: say('deployments'), href: links.board() },
        { label: say('history.title') },
      ]}
      query={query}
    >
      {view => (
        <>
          <PageTitle
            name={say('history.title')}
            facts={[
              say('history.sentence', { count: view.dora.deployments, days }),
            ]}
          />
          <SubTabs current="history" />
          <Filters filters={filters} />
          <Body
            view={view}
            days={days}
            onMore={next => setPage({ asked, cursor: next })}
          />
        </>
      )}
    </PageFrame>
  );
}
