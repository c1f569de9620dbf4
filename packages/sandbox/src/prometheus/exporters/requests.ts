import { isRecord, KubeObject, valueAt } from '../../kubernetes/types';
import { DEPLOYMENTS, listOf, selectedBy } from '../../world/objects';
import { isOfPlan } from '../../world/workloads/founding';
import { ClusterWorld, Disturbance, TrafficShares } from '../../world/world';
import { Families, TimeSeries } from '../series';
import { counter, ofKind, shareOf } from './wave';

/** Requests per second of each service in production. */
const REQUESTS: Record<string, number> = {
  'textloom-web': 120,
  'textloom-gateway': 180,
  'textloom-api': 150,
  'textloom-auth': 40,
  'textloom-payment': 12,
  'textloom-admin': 3,
};
/** Requests per second in production of a service that somebody added: enough to judge a release by, everywhere. */
const NEW_SERVICE = 30;
/** Of that outside production. */
const SMALL = 0.02;
const SERVICES = 'services';
const SLOW_SERVICE = 'textloom-api';

/** Bounds of Istio's histograms, in milliseconds. */
const BOUNDS = [
  1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000,
];
/** Label under which Istio's telemetry tells versions apart, as Argo Rollouts' documentation sets it up. */
const VERSION_LABEL = 'rollouts_pod_template_hash';

/** How requests are answered. */
interface Quality {
  /** Median in milliseconds and spread of how long they take. */
  median: number;
  spread: number;
  /** Shares of answers by code. */
  codes: Record<string, number>;
}

const NORMAL: Quality = {
  median: 60,
  spread: 0.45,
  codes: { 200: 0.979, 404: 0.02, 503: 0.001 },
};
const SLOW: Quality = {
  median: 400,
  spread: 0.5,
  codes: { 200: 0.78, 404: 0.02, 503: 0.2 },
};
/** Four of a hundred fail; the 95th percentile is 900 ms. */
const BAD: Quality = {
  median: 185,
  spread: 0.5,
  codes: { 200: 0.94, 404: 0.02, 503: 0.04 },
};

/** Share of requests that take at most so long: log-logistic, as response times are. */
function withinShare(bound: number, { median, spread }: Quality): number {
  return 1 / (1 + Math.exp(-Math.log(bound / median) / spread));
}

/** Mean of that distribution; it has one while the spread is below 1. */
const meanOf = ({ median, spread }: Quality) =>
  (median * Math.PI * spread) / Math.sin(Math.PI * spread);

/** One version of a service. */
interface Version {
  labels: Record<string, string>;
  total(at: number): number;
  quality: Quality;
  disturbances: Disturbance[];
}

/** What gets requests: a service of the mesh by name, and how many a second. */
interface Target {
  name: string;
  rate: number;
  /** Deployment that answers them. */
  deployment: string;
}

/** What the world was built with, and whatever else answers behind a Service. */
function targetsIn({ plan, store }: ClusterWorld, namespace: string): Target[] {
  const known = Object.entries(REQUESTS).map(([name, rate]) => ({
    name,
    rate,
    deployment: name,
  }));
  const services = store.list(SERVICES, namespace);
  const added = listOf(store, DEPLOYMENTS, namespace)
    .filter(({ metadata }) => !isOfPlan(plan, namespace, metadata.name))
    .flatMap(({ metadata, spec }) => {
      const { labels } = spec.template.metadata;
      const [service] = services.filter(candidate =>
        selects(candidate, labels),
      );
      return service
        ? [{ name: service.metadata.name, deployment: metadata.name }]
        : [];
    });
  // Those that share a Service, as colours do, share its requests.
  return [
    ...known,
    ...added.map(target => ({
      ...target,
      rate:
        NEW_SERVICE / added.filter(({ name }) => name === target.name).length,
    })),
  ];
}

function selects(service: KubeObject, labels: Record<string, string>): boolean {
  const selector = valueAt(service, 'spec.selector');
  return (
    isRecord(selector) &&
    Object.keys(selector).length > 0 &&
    selectedBy(selector as Record<string, string>, labels)
  );
}

function versionsOf(world: ClusterWorld): Version[] {
  const { plan, faults, traffic, name: cluster } = world;
  return plan.environments.flatMap(namespace =>
    targetsIn(world, namespace).flatMap(({ name, rate, deployment }) => {
      const total = counter({
        mean: plan.size === 'full' ? rate : rate * SMALL,
        key: `${cluster}/${namespace}/${deployment}`,
      });
      const history = traffic.get(`${namespace}/${deployment}`) ?? [];
      return [...badByHash(history)].map(([hash, bad]) => ({
        labels: {
          reporter: 'destination',
          destination_service_name: name,
          destination_service_namespace: namespace,
          destination_service: `${name}.${namespace}.svc.cluster.local`,
          connection_security_policy: 'mutual_tls',
          [VERSION_LABEL]: hash,
        },
        total: partOf(total, history, hash),
        quality: bad ? BAD : NORMAL,
        disturbances:
          name === SLOW_SERVICE ? ofKind(faults.services, 'api-latency') : [],
      }));
    }),
  );
}

function badByHash(history: readonly TrafficShares[]): Map<string, boolean> {
  return new Map(
    history.flatMap(({ shares }) =>
      shares.map(({ hash, bad }) => [hash, bad] as const),
    ),
  );
}

/** What one version has got of all requests: its shares over time. */
function partOf(
  total: (at: number) => number,
  history: readonly TrafficShares[],
  hash: string,
): (at: number) => number {
  const parts = history.flatMap(({ from, shares }, index) => {
    const share = shares.find(item => item.hash === hash)?.share ?? 0;
    return share > 0
      ? [{ from, to: history[index + 1]?.from ?? Infinity, share }]
      : [];
  });
  return at =>
    parts.reduce((sum, { from, to, share }) => {
      const end = Math.min(at, to);
      const before = from === -Infinity ? 0 : total(from);
      return end > from ? sum + share * (total(end) - before) : sum;
    }, 0);
}

function requests(name: string, world: ClusterWorld): TimeSeries[] {
  return versionsOf(world).flatMap(({ labels, total, quality, disturbances }) =>
    Object.entries(quality.codes).map(([response_code, share]) => ({
      labels: { __name__: name, ...labels, response_code },
      value: shareOf(total, share, disturbances, SLOW.codes[response_code]),
    })),
  );
}

function buckets(name: string, world: ClusterWorld): TimeSeries[] {
  return versionsOf(world).flatMap(
    ({ labels, total, quality, disturbances }) => [
      ...BOUNDS.map(bound => ({
        labels: { __name__: name, ...labels, le: `${bound}` },
        value: shareOf(
          total,
          withinShare(bound, quality),
          disturbances,
          withinShare(bound, SLOW),
        ),
      })),
      { labels: { __name__: name, ...labels, le: '+Inf' }, value: total },
    ],
  );
}

function counts(name: string, world: ClusterWorld): TimeSeries[] {
  return versionsOf(world).map(({ labels, total }) => ({
    labels: { __name__: name, ...labels },
    value: total,
  }));
}

function sums(name: string, world: ClusterWorld): TimeSeries[] {
  return versionsOf(world).map(({ labels, total, quality, disturbances }) => ({
    labels: { __name__: name, ...labels },
    value: shareOf(total, meanOf(quality), disturbances, meanOf(SLOW)),
  }));
}

/** Requests in the mesh by service and version. */
export function requestFamilies(world: ClusterWorld): Families {
  const make = (
    name: string,
    series: (name: string, world: ClusterWorld) => TimeSeries[],
  ) => [name, () => series(name, world)] as const;
  return new Map([
    make('istio_requests_total', requests),
    make('istio_request_duration_milliseconds_bucket', buckets),
    make('istio_request_duration_milliseconds_sum', sums),
    make('istio_request_duration_milliseconds_count', counts),
  ]);
}
