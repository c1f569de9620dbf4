import { useParams } from 'react-router-dom';
import {
  Figure,
  formatAge,
  Figures,
  PageState,
  PageTitle,
  StatusLabel,
  Surface,
  TextLink,
  Verdict,
} from '@textloom/ui';
import { StoreDetailView } from '@textloom/plugin-restore-drills-common';
import { CONNECT, useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { useWords } from '../../hooks/useWords';
import { exposureIntent, tightestRpo } from '../../presentation/exposure';
import { overviewRows, overviewVerdict } from '../../presentation/overview';
import { shortRef } from '../../text/names';
import { Say } from '../../text/say';
import { PlansTable } from '../OverviewPage/PlansTable';
import { PageFrame } from '../PageFrame/PageFrame';
import { DrillTable } from '../Parts/DrillTable';
import parts from '../Parts/Parts.module.css';
import { ExposureCard } from './ExposureCard';
import { StoreFacts } from './StoreFacts';
import { TrendCard } from './TrendCard';

function nextDue(due: number, say: Say): string | undefined {
  if (!Number.isFinite(due)) return undefined;
  return due > say.now
    ? say('store.dueIn', { age: formatAge(due - say.now, say.locale) })
    : say('overview.dueNow');
}

function figures(view: StoreDetailView, say: Say): Figure[] {
  const { exposure, heartbeat, exposures, plans, store } = view;
  const rpo = tightestRpo(store);
  const limit =
    rpo === undefined
      ? say('store.noTarget')
      : say('store.limit', { rpo: say.duration(rpo) });
  const newest = exposures[exposures.length - 1];
  const intent = exposureIntent(view);
  const proven = Math.max(
    ...plans.map(({ lastProven }) => lastProven?.endedAt ?? -Infinity),
  );
  const due = Math.min(...plans.map(({ dueAt }) => dueAt));
  return [
    {
      id: 'exposure',
      label: say('store.exposureNow'),
      value: exposure && say.duration(exposure.ms),
      note: exposure ? limit : say('store.exposureUnknown'),
      intent: intent === 'positive' ? undefined : intent,
    },
    {
      id: 'p99',
      label: say('store.exposureP99'),
      value: newest && say.duration(newest.p99Ms),
      note: newest
        ? say('store.hourOf', { when: say.when(newest.at) })
        : say('store.noHour'),
    },
    {
      id: 'marker',
      label: say('store.newestMarker'),
      value: heartbeat && `#${heartbeat.lastSeq}`,
      note: heartbeat
        ? say('store.markerAge', { age: say.age(heartbeat.lastAckedAt) })
        : say('store.noHeartbeat'),
      intent: heartbeat?.problem ? 'caution' : undefined,
    },
    {
      id: 'proven',
      label: say('overview.proven'),
      value: Number.isFinite(proven) ? say.age(proven) : undefined,
      note: Number.isFinite(proven)
        ? say.when(proven)
        : say('overview.notProven'),
    },
    {
      id: 'due',
      label: say('overview.due'),
      value: nextDue(due, say),
      note: Number.isFinite(due) ? say.when(due) : say('overview.noPlanShort'),
    },
  ];
}

/** What stands in the way of drills, and how to remove it. */
function NotReady({ view }: { view: StoreDetailView }) {
  const say = useSay();
  const words = useWords();
  const blocked = view.plans.find(
    ({ start }) => !start.ok && start.reason === 'store-not-ready',
  )?.start;
  if (!blocked || blocked.ok) return null;
  return (
    <PageState
      kind="empty"
      title={words.denial(blocked.reason, blocked.subject)}
      actions={[{ label: say('overview.connect'), href: CONNECT }]}
    >
      {say('store.notReadyText')}
    </PageState>
  );
}

function Body({ view }: { view: StoreDetailView }) {
  const say = useSay();
  const words = useWords();
  const links = useLinks();
  const rows = overviewRows([view]);
  const all = links.drills({ store: view.store.id });
  return (
    <>
      <Verdict
        {...overviewVerdict({ stores: [view] }, words, say, links.plan)}
      />
      <NotReady view={view} />
      <Figures
        label={say('store.figures', { store: view.store.title })}
        items={figures(view, say)}
      />
      <div className={parts.columns} data-side="last">
        <div className={parts.main}>
          <Surface flush title={say('store.plans')}>
            <PlansTable oneStore label={say('store.plans')} rows={rows} />
          </Surface>
          <TrendCard view={view} />
          <ExposureCard view={view} />
          <Surface
            flush
            title={say('drills.title')}
            action={
              all && <TextLink href={all}>{say('overview.allDrills')}</TextLink>
            }
          >
            {view.drills.length === 0 ? (
              <p className={parts.none}>
                {say('store.noDrill', { store: view.store.title })}
              </p>
            ) : (
              <DrillTable label={say('drills.title')} drills={view.drills} />
            )}
          </Surface>
        </div>
        <div className={parts.side}>
          <StoreFacts view={view} />
        </div>
      </div>
    </>
  );
}

/** One store: what is proven of it, how that changes, and what it would lose now. */
export function StorePage() {
  const { store: id = '' } = useParams();
  const say = useSay();
  const words = useWords();
  const links = useLinks();
  const query = useView({
    key: ['store', id],
    load: api => api.getStore(id),
    concerns: signal => signal.store === undefined || signal.store === id,
  });
  return (
    <PageFrame
      crumbs={[
        { label: say('restoreDrills'), href: links.overview() },
        { label: query.data?.store.title ?? id },
      ]}
      query={query}
      notFound={{
        title: say('store.notFound'),
        text: say('store.notFoundText'),
        back: { label: say('back'), href: links.overview() },
      }}
    >
      {view => (
        <>
          <PageTitle
            name={view.store.title}
            status={
              view.exercised ? undefined : (
                <StatusLabel intent="unknown" variant="chip">
                  {say('store.notExercised')}
                </StatusLabel>
              )
            }
            facts={[
              words.kinds[view.store.kind],
              view.store.priority,
              ...(view.store.owner
                ? [say('store.owner', { owner: shortRef(view.store.owner) })]
                : []),
            ]}
          />
          <Body view={view} />
        </>
      )}
    </PageFrame>
  );
}
