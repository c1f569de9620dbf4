import { ReactNode, useState } from 'react';
import { useParams } from 'react-router-dom';
import { Action, PageTitle, Surface, TextLink, Verdict } from '@textloom/ui';
import {
  CONTROLS_OF,
  PlanDetailView,
  StoreView,
  Words,
} from '@textloom/plugin-restore-drills-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { useWords } from '../../hooks/useWords';
import { planName } from '../../presentation/overview';
import { planVerdict } from '../../presentation/planVerdict';
import { Say } from '../../text/say';
import { PageFrame } from '../PageFrame/PageFrame';
import { DrillLabel } from '../Parts/DrillLabel';
import { DrillTable } from '../Parts/DrillTable';
import parts from '../Parts/Parts.module.css';
import { DryRunCard } from './DryRunCard';
import { PlanFacts } from './PlanFacts';
import { StartDialog } from './StartDialog';

/** Buttons of the page and the dialog that is open. */
function useStart(view: PlanDetailView, stale: boolean) {
  const say = useSay();
  const words = useWords();
  const [open, setOpen] = useState<'drill' | 'control'>();
  const { start, plan } = view.plan;
  const controls = CONTROLS_OF[view.store.kind];
  const refused = start.ok
    ? undefined
    : words.denial(start.reason, start.subject);
  const disabledReason = stale ? say('states.staleAct') : refused;
  const begin: Action = {
    label: say('plan.start'),
    variant: 'primary',
    disabledReason,
    onPress: () => setOpen('drill'),
  };
  const control: Action = {
    label: say('plan.startControl'),
    disabledReason,
    onPress: () => setOpen('control'),
  };
  // A plan that is a control by itself has no other.
  const actions =
    controls.length > 0 && !plan.control ? [begin, control] : [begin];
  const dialog: ReactNode = open && (
    <StartDialog
      view={view}
      controls={open === 'control' ? controls : []}
      onClose={() => setOpen(undefined)}
    />
  );
  return { actions, dialog };
}

function facts(view: PlanDetailView, words: Words, say: Say): string[] {
  const { plan } = view.plan;
  return [
    words.schedule(plan.schedule),
    say('plan.to', { target: words.target(plan.target) }),
  ];
}

function Body({ view, stale }: { view: PlanDetailView; stale: boolean }) {
  const say = useSay();
  const words = useWords();
  const links = useLinks();
  const { plan, store, exercised } = view;
  const name = planName(store.title, plan.plan, words, say);
  const { actions, dialog } = useStart(view, stale);
  const all = links.drills({ plan: plan.plan.id });
  const running = plan.running && links.drill(plan.running.id);
  const storeView: StoreView = { store, exercised, plans: [plan] };
  return (
    <>
      <PageTitle
        name={name}
        status={plan.last && <DrillLabel variant="chip" drill={plan.last} />}
        facts={facts(view, words, say)}
      />
      <Verdict
        {...planVerdict(plan, storeView, name, words, say)}
        actions={
          running
            ? [{ label: say('plan.watch'), href: running, variant: 'primary' }]
            : actions
        }
      />
      <div className={parts.columns} data-side="last">
        <div className={parts.main}>
          <DryRunCard plan={plan.plan.id} known={view.dryRun} stale={stale} />
          <Surface
            flush
            title={say('drills.title')}
            action={
              all && <TextLink href={all}>{say('overview.allDrills')}</TextLink>
            }
          >
            {view.drills.length === 0 ? (
              <p className={parts.none}>{say('plan.noDrill')}</p>
            ) : (
              <DrillTable
                label={say('drills.title')}
                drills={view.drills}
                onePlan
                target={plan.target}
              />
            )}
          </Surface>
        </div>
        <div className={parts.side}>
          <PlanFacts view={view} />
        </div>
      </div>
      {dialog}
    </>
  );
}

/** One plan: what would be done, what is touched and what never is, and the button that does it. */
export function PlanPage() {
  const { plan: id = '' } = useParams();
  const say = useSay();
  const words = useWords();
  const links = useLinks();
  const query = useView({
    key: ['plan', id],
    load: api => api.getPlan(id),
  });
  const { store, plan } = query.data ?? {};
  return (
    <PageFrame
      crumbs={[
        { label: say('restoreDrills'), href: links.overview() },
        ...(store ? [{ label: store.title, href: links.store(store.id) }] : []),
        { label: plan ? words.scenarios[plan.plan.scenario] : id },
      ]}
      query={query}
      notFound={{
        title: say('plan.notFound'),
        text: say('plan.notFoundText'),
        back: { label: say('back'), href: links.overview() },
      }}
    >
      {view => <Body view={view} stale={query.failure !== undefined} />}
    </PageFrame>
  );
}
