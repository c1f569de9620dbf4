import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { InboxItem } from '@textloom/plugin-deployments-common';
import {
  formatDateTime,
  PageState,
  Surface,
  TextLink,
  useLocale,
  useNow,
} from '@textloom/ui';
import { appTranslationRef } from '../language/translation';
import { useInbox } from './useInbox';

const SHOWN = 5;
const MINUTE = 60_000;

function Row({ item }: { item: InboxItem }) {
  const { t } = useTranslationRef(appTranslationRef);
  const locale = useLocale();
  const now = useNow(MINUTE);
  const { proposal, why, deadline } = item;
  const name = t('home.waiting.name', {
    service: proposal.service,
    version: proposal.version,
    environment: proposal.environment,
  });
  return (
    <li>
      <TextLink href={`/deployments/proposals/${proposal.id}`}>
        {t(`home.waiting.${why}`, { name })}
      </TextLink>
      {deadline !== undefined && (
        <span>
          {t('home.waiting.deadline', {
            when: formatDateTime(new Date(deadline), locale, new Date(now)),
          })}
        </span>
      )}
    </li>
  );
}

/** What waits for the reader, at most five; absent for who sees no deployments. */
export function WaitingOnMe() {
  const { t } = useTranslationRef(appTranslationRef);
  const { allowed, query } = useInbox();
  const waiting = query.data?.waiting;
  if (allowed !== 'allowed' || query.failure?.kind === 'denied') return null;
  if (!waiting && !query.failure) return null;
  return (
    <Surface
      flush
      title={t('home.waiting.title')}
      action={
        <TextLink href="/deployments/inbox">{t('home.waiting.open')}</TextLink>
      }
    >
      {!waiting && (
        <PageState
          kind="error"
          size="cell"
          title={t('home.waiting.failed')}
          onRetry={query.refresh}
          retryAt={query.retryAt}
        />
      )}
      {waiting?.length === 0 && (
        <p className="tlapp-note">{t('home.waiting.none')}</p>
      )}
      <ul className="tlapp-rows">
        {waiting?.slice(0, SHOWN).map(item => (
          <Row key={`${item.proposal.id} ${item.why}`} item={item} />
        ))}
      </ul>
      {waiting && waiting.length > SHOWN && (
        <p className="tlapp-note">
          {t('home.waiting.more', { count: waiting.length - SHOWN })}
        </p>
      )}
    </Surface>
  );
}
