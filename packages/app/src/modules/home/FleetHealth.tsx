import {
  fetchApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  ClustersClient,
  clustersClusterReadPermission,
} from '@textloom/plugin-clusters-common';
import {
  formatList,
  Loading,
  PageState,
  useAllowed,
  useLocale,
  usePluginQuery,
  Verdict,
} from '@textloom/ui';
import { appTranslationRef } from '../language/translation';
import { FleetVerdict, fleetVerdict, verdictIntent } from './fleetVerdict';

/** Fallback between signals; the clusters pages are the live ones. */
const POLL_MS = 10_000;

/** Asks for the fleet's health; nothing is asked without the permission. */
export function useFleet() {
  const fetchApi = useApi(fetchApiRef);
  const allowed = useAllowed(clustersClusterReadPermission);
  const query = usePluginQuery({
    plugin: 'clusters',
    key: ['fleet'],
    load: () => new ClustersClient({ fetchApi }).getFleet(),
    pollMs: POLL_MS,
    enabled: allowed === 'allowed',
  });
  return { allowed, query };
}

function useVerdictWords() {
  const { t } = useTranslationRef(appTranslationRef);
  const locale = useLocale();
  const findings = (count: number) =>
    count === 0 ? t('home.detail.quiet') : t('home.detail.findings', { count });
  const nodes = ({ ready, total }: { ready: number; total: number }) =>
    t('home.detail.nodes', { ready: String(ready), total: String(total) });
  const gap = locale === 'zh' ? '' : ' ';
  return (verdict: FleetVerdict): { sentence: string; detail: string } => {
    switch (verdict.kind) {
      case 'none':
        return {
          sentence: t('home.verdict.none'),
          detail: t('home.detail.connect'),
        };
      case 'healthy':
        return {
          sentence:
            verdict.clusters === 2
              ? t('home.verdict.bothHealthy')
              : t('home.verdict.healthy', { count: verdict.clusters }),
          detail: [nodes(verdict.nodes), findings(verdict.findings)].join(gap),
        };
      case 'one':
        return {
          sentence: t(`home.verdict.${verdict.state}`, {
            name: verdict.cluster,
          }),
          // Of an unknown cluster neither nodes nor quiet are certain.
          detail:
            verdict.state === 'unknown'
              ? t('home.detail.unknown')
              : [nodes(verdict.nodes), findings(verdict.findings)].join(gap),
        };
      default:
        return {
          sentence:
            verdict.worst === 'unknown'
              ? t('home.verdict.severalUnknown', {
                  number: String(verdict.count),
                  total: String(verdict.total),
                })
              : t('home.verdict.several', {
                  count: verdict.count,
                  total: String(verdict.total),
                }),
          detail: [
            t('home.detail.worst', {
              names: formatList(verdict.names, locale),
            }),
            ...(verdict.findings > 0 ? [findings(verdict.findings)] : []),
          ].join(gap),
        };
    }
  };
}

/** The page's first sentence: is the platform healthy, for whom may know. */
export function FleetHealth({ fleet }: { fleet: ReturnType<typeof useFleet> }) {
  const { t } = useTranslationRef(appTranslationRef);
  const words = useVerdictWords();
  const { allowed, query } = fleet;
  if (allowed === 'denied' || query.failure?.kind === 'denied') {
    return (
      <PageState kind="denied" title={t('home.denied.title')}>
        {t('home.denied.detail')}
      </PageState>
    );
  }
  if (query.data) {
    const verdict = fleetVerdict(query.data);
    const stale = query.state === 'stale';
    return (
      <Verdict
        intent={stale ? 'stale' : verdictIntent(verdict)}
        {...words(verdict)}
        actions={[{ label: t('home.openClusters'), href: '/clusters' }]}
      />
    );
  }
  if (query.state === 'failed') {
    return (
      <PageState
        kind="error"
        title={t('home.failed.title')}
        onRetry={query.refresh}
        retryAt={query.retryAt}
        requestId={query.failure?.requestId}
      >
        {t('home.failed.detail')}
      </PageState>
    );
  }
  return <Loading shape="card" rows={1} />;
}
