import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Loading, PageState, Surface, TextLink } from '@textloom/ui';
import { appTranslationRef } from '../language/translation';
import { KINDS, MyCatalog as Mine, useMyCatalog } from './useMyCatalog';

function Owned({ mine }: { mine: Mine }) {
  const { t } = useTranslationRef(appTranslationRef);
  if (mine.owned.length === 0) {
    return <p className="tlapp-note">{t('home.catalog.empty')}</p>;
  }
  const more = mine.ownedTotal - mine.owned.length;
  return (
    <ul className="tlapp-rows">
      {mine.owned.map(({ ref, name, kind, href }) => (
        <li key={ref}>
          <TextLink href={href}>{name}</TextLink>
          <span>{t(`kinds.${kind}`)}</span>
        </li>
      ))}
      {more > 0 && (
        <li>
          <TextLink href="/catalog?filters[user]=owned">
            {t('home.catalog.more', { count: more })}
          </TextLink>
        </li>
      )}
    </ul>
  );
}

function Counts({ counts }: { counts: Mine['counts'] }) {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <dl className="tlapp-counts" aria-label={t('home.catalog.all')}>
      {KINDS.map(kind => (
        <div key={kind}>
          <dt>
            <TextLink href={`/catalog?filters[kind]=${kind}&filters[user]=all`}>
              {t(`home.kinds.${kind}`)}
            </TextLink>
          </dt>
          <dd>{counts[kind]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the reader and their groups own, and what else the catalog holds. */
export function MyCatalog() {
  const { t } = useTranslationRef(appTranslationRef);
  const { data, state, refresh, retryAt, failure } = useMyCatalog();
  return (
    <Surface
      title={t('home.catalog.title')}
      subtitle={t('home.catalog.owned')}
      action={<TextLink href="/catalog">{t('home.catalog.open')}</TextLink>}
      footer={data && <Counts counts={data.counts} />}
      flush
    >
      {data && <Owned mine={data} />}
      {!data && state === 'loading' && <Loading shape="card" rows={4} />}
      {!data && state === 'failed' && (
        <PageState
          kind="error"
          size="cell"
          title={t('home.catalog.failed')}
          onRetry={refresh}
          retryAt={retryAt}
          requestId={failure?.requestId}
        />
      )}
    </Surface>
  );
}
