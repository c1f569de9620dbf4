import {
  ErrorDisplayProps,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Loading, Page, PageBar, PageState } from '@textloom/ui';
import { appTranslationRef } from '../language/translation';

/** While a page or a part of it loads. */
export function Progress() {
  return (
    <div className="tlapp-progress">
      <Loading shape="card" />
    </div>
  );
}

/** An address without a page. */
export function NotFound() {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <Page bar={<PageBar crumbs={[{ label: t('states.notFound.name') }]} />}>
      <PageState
        kind="notFound"
        size="page"
        title={t('states.notFound.title')}
        actions={[
          {
            label: t('states.notFound.action'),
            href: '/',
            variant: 'primary',
          },
        ]}
      >
        {t('states.notFound.detail')}
      </PageState>
    </Page>
  );
}

/** A part that threw: what still works, the cause in its own words, try again. */
export function ErrorDisplay({ plugin, error, resetError }: ErrorDisplayProps) {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <PageState
      kind="error"
      title={t('states.error.title')}
      onRetry={resetError}
    >
      {t('states.error.detail')}{' '}
      {plugin && t('states.error.where', { plugin: plugin.pluginId })}
      <code className="tlapp-cause">{error.message}</code>
    </PageState>
  );
}
