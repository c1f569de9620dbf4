import { Config } from '@backstage/config';
import { PrometheusEndpoint } from './adapters/prometheus/PrometheusApi';

/**
 * The Prometheus of a cluster, as `clusters.sources` names it for the health of clusters: one list for both. None
 * without an address, so that one configuration can serve with and without it.
 */
export function readPrometheus(
  config: Config,
  cluster: string,
): PrometheusEndpoint | undefined {
  const entry = config
    .getOptionalConfigArray('clusters.sources')
    ?.find(source => source.getString('cluster') === cluster)
    ?.getOptionalConfig('prometheus');
  const url = entry?.getOptionalString('url');
  if (!entry || !url || !URL.canParse(url)) {
    return undefined;
  }
  const basic = entry.getOptionalConfig('basicAuth');
  const label = entry.getOptionalConfig('clusterLabel');
  return {
    url,
    token: entry.getOptionalString('token'),
    headers: entry.getOptional<Record<string, string>>('headers'),
    ...(basic && {
      basicAuth: {
        username: basic.getString('username'),
        password: basic.getString('password'),
      },
    }),
    ...(label && {
      clusterLabel: {
        name: label.getString('name'),
        value: label.getOptionalString('value') ?? cluster,
      },
    }),
  };
}
