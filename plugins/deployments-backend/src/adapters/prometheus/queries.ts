import { Place } from '../../service/ports';

/**
 * PromQL for one version of a service. `{service}` and `{namespace}` are replaced; `{version}` becomes a matcher of
 * the version's pod hash with a comma before it, or nothing where only one version runs; `{hash}` is the bare hash.
 */
export interface FigureQueries {
  /** Share of failed requests in per cent. */
  errorRate: string;
  /** 95th percentile of the duration, milliseconds. */
  p95: string;
  /** Requests in the window that the rates are taken over. */
  requests: string;
  /** Restarts of containers since the version's pods began. */
  restarts: string;
}

const REQUESTS =
  'reporter="destination",destination_service_name="{service}",destination_service_namespace="{namespace}"{version}';
const WINDOW = '[1m]';
const ALL = `sum(rate(istio_requests_total{${REQUESTS}}${WINDOW}))`;
const FAILED = `sum(rate(istio_requests_total{${REQUESTS},response_code=~"5.."}${WINDOW}))`;
const BUCKETS = `sum by (le) (rate(istio_request_duration_milliseconds_bucket{${REQUESTS}}${WINDOW}))`;

/** By the metrics of Istio, whose telemetry tells versions apart by a label, and of kube-state-metrics. */
export const DEFAULT_FIGURE_QUERIES: FigureQueries = {
  errorRate: `100 * (${FAILED} or vector(0)) / (${ALL} > 0)`,
  p95: `histogram_quantile(0.95, ${BUCKETS})`,
  requests: `sum(increase(istio_requests_total{${REQUESTS}}${WINDOW}))`,
  restarts:
    'sum(kube_pod_container_status_restarts_total{namespace="{namespace}",pod=~"{service}-{hash}-.+"})',
};

/** The label of Istio's metrics that tells versions apart. */
export const DEFAULT_VERSION_LABEL = 'rollouts_pod_template_hash';

const PLAIN = /^[A-Za-z0-9][-A-Za-z0-9.]*$/;

/** The query for one version; `hash` is empty where only one runs. @throws when a name could change the query. */
export function queryOf(
  template: string,
  input: { place: Place; namespace: string; hash: string; label: string },
): string {
  const { place, namespace, hash, label } = input;
  for (const word of [place.service, namespace, hash || 'any']) {
    if (!PLAIN.test(word)) {
      throw new Error(`${word} cannot stand in a query`);
    }
  }
  return template
    .replaceAll('{service}', place.service)
    .replaceAll('{namespace}', namespace)
    .replaceAll('{version}', hash ? `,${label}="${hash}"` : '')
    .replaceAll('{hash}', hash || '[a-z0-9]+');
}
