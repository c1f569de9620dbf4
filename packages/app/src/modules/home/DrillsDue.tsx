import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { wordsOf } from '@textloom/plugin-restore-drills-common';
import {
  formatAge,
  formatDateTime,
  PageState,
  StatusLabel,
  Surface,
  TextLink,
  useLocale,
  useNow,
} from '@textloom/ui';
import { appTranslationRef } from '../language/translation';
import { DueDrill, drillsDue } from './drillsDue';
import { useDrills } from './useDrills';

const SHOWN = 5;
const MINUTE = 60_000;

function Row({ due, now }: { due: DueDrill; now: number }) {
  const { t } = useTranslationRef(appTranslationRef);
  const locale = useLocale();
  const { store, plan, kind } = due;
  const name = t('home.drills.name', {
    store: store.title,
    scenario: wordsOf(locale).scenarios[plan.plan.scenario],
  });
  const provenAt = plan.lastProven?.endedAt;
  const words = () => {
    if (kind === 'soon') {
      return t('home.drills.soon', {
        when: formatDateTime(new Date(plan.dueAt), locale, new Date(now)),
      });
    }
    return provenAt === undefined
      ? t('home.drills.never')
      : t('home.drills.proven', { age: formatAge(now - provenAt, locale) });
  };
  const title = () => {
    if (kind === 'overdue' && plan.overdue) {
      const { priority } = plan.overdue;
      return (
        <StatusLabel intent={priority === 'P2' ? 'caution' : 'critical'}>
          {t('home.drills.overdue', { name, priority })}
        </StatusLabel>
      );
    }
    return kind === 'running' ? t('home.drills.running', { name }) : name;
  };
  const href =
    kind === 'running' && plan.running
      ? `/restore-drills/drills/${plan.running.id}`
      : `/restore-drills/plans/${plan.plan.id}`;
  return (
    <li>
      <TextLink href={href}>{title()}</TextLink>
      <span>{words()}</span>
    </li>
  );
}

/** Rehearsals that are overdue, run or come within a week, at most five; absent for who sees none. */
export function DrillsDue(props: { drills: ReturnType<typeof useDrills> }) {
  const { t } = useTranslationRef(appTranslationRef);
  const now = useNow(MINUTE);
  const { allowed, query } = props.drills;
  if (allowed !== 'allowed' || query.failure?.kind === 'denied') return null;
  if (!query.data && !query.failure) return null;
  const due = query.data && drillsDue(query.data, now);
  return (
    <Surface
      flush
      title={t('home.drills.title')}
      action={
        <TextLink href="/restore-drills">{t('home.drills.open')}</TextLink>
      }
    >
      {!due && (
        <PageState
          kind="error"
          size="cell"
          title={t('home.drills.failed')}
          onRetry={query.refresh}
          retryAt={query.retryAt}
        />
      )}
      {due?.length === 0 && (
        <p className="tlapp-note">
          {t(
            query.data?.stores.length === 0
              ? 'home.drills.empty'
              : 'home.drills.none',
          )}
        </p>
      )}
      <ul className="tlapp-rows">
        {due?.slice(0, SHOWN).map(each => (
          <Row key={each.plan.plan.id} due={each} now={now} />
        ))}
      </ul>
      {due && due.length > SHOWN && (
        <p className="tlapp-note">
          {t('home.drills.more', { count: due.length - SHOWN })}
        </p>
      )}
    </Surface>
  );
}
