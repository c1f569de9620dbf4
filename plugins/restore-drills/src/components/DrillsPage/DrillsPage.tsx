import { useState } from 'react';
import {
  ActionButton,
  PageState,
  PageTitle,
  SelectField,
  Surface,
  useQueryParam,
} from '@textloom/ui';
import { OverviewView } from '@textloom/plugin-restore-drills-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { useWords } from '../../hooks/useWords';
import { planName } from '../../presentation/overview';
import { PageFrame } from '../PageFrame/PageFrame';
import { DrillTable } from '../Parts/DrillTable';
import parts from '../Parts/Parts.module.css';

const PAGE = 50;

/** What the address asks for, and which page of it. */
function useQuestion() {
  const [store, setStore] = useQueryParam('store');
  const [plan, setPlan] = useQueryParam('plan');
  const asked = `${store} ${plan}`;
  const [page, setPage] = useState<{ asked: string; cursors: string[] }>();
  // Another question starts from its newest.
  const cursors = page?.asked === asked ? page.cursors : [];
  return {
    store,
    setStore,
    plan,
    setPlan,
    cursor: cursors[cursors.length - 1],
    first: cursors.length * PAGE + 1,
    older: (cursor: string) =>
      setPage({ asked, cursors: [...cursors, cursor] }),
    newer:
      cursors.length > 0
        ? () => setPage({ asked, cursors: cursors.slice(0, -1) })
        : undefined,
  };
}

type Question = ReturnType<typeof useQuestion>;

function Filters({
  overview,
  question,
}: {
  overview: OverviewView | undefined;
  question: Question;
}) {
  const say = useSay();
  const words = useWords();
  const all = { value: '', label: say('overview.all') };
  const stores = overview?.stores ?? [];
  const plans = stores.flatMap(view =>
    view.plans.map(({ plan }) => ({
      value: plan.id,
      label: planName(view.store.title, plan, words, say),
    })),
  );
  // What the address asks for stays a choice, also while the stores are not here.
  const withWanted = (
    options: { value: string; label: string }[],
    wanted: string,
  ) =>
    !wanted || options.some(({ value }) => value === wanted)
      ? [all, ...options]
      : [all, ...options, { value: wanted, label: wanted }];
  return (
    <div className={parts.filters}>
      <SelectField
        label={say('drills.store')}
        options={withWanted(
          stores.map(({ store }) => ({ value: store.id, label: store.title })),
          question.store,
        )}
        value={question.store}
        onChange={question.setStore}
      />
      <SelectField
        label={say('drills.plan')}
        options={withWanted(plans, question.plan)}
        value={question.plan}
        onChange={question.setPlan}
      />
    </div>
  );
}

/** All drills, newest first, a page at a time. */
export function DrillsPage() {
  const say = useSay();
  const links = useLinks();
  const question = useQuestion();
  const { store, plan, cursor } = question;
  const overview = useView({
    key: ['overview'],
    load: api => api.getOverview(),
  }).data;
  const query = useView({
    key: ['drills', store, plan, cursor],
    load: api =>
      api.listDrills({
        limit: PAGE,
        ...(store && { store }),
        ...(plan && { plan }),
        ...(cursor && { cursor }),
      }),
  });
  const titleOf = (id: string) =>
    overview?.stores.find(entry => entry.store.id === id)?.store.title ?? id;
  return (
    <PageFrame
      crumbs={[
        { label: say('restoreDrills'), href: links.overview() },
        { label: say('drills.title') },
      ]}
      query={query}
    >
      {({ items, nextCursor }) => (
        <>
          <PageTitle name={say('drills.title')} />
          <Filters overview={overview} question={question} />
          <Surface
            flush
            footer={
              (question.newer || nextCursor) && (
                <div className={parts.filters}>
                  {question.newer && (
                    <ActionButton
                      label={say('drills.newer')}
                      onPress={question.newer}
                    />
                  )}
                  {nextCursor && (
                    <ActionButton
                      label={say('drills.older')}
                      onPress={() => question.older(nextCursor)}
                    />
                  )}
                  <span className={parts.quiet}>
                    {say('drills.range', {
                      first: question.first,
                      last: question.first + items.length - 1,
                    })}
                  </span>
                </div>
              )
            }
          >
            {items.length === 0 ? (
              <PageState kind="empty" size="cell" title={say('drills.none')} />
            ) : (
              <DrillTable
                label={say('drills.title')}
                drills={items}
                titleOf={titleOf}
              />
            )}
          </Surface>
        </>
      )}
    </PageFrame>
  );
}
