import { DEPLOYMENTS, listOf } from '../../world/objects';
import { ClusterWorld, Disturbance } from '../../world/world';
import { Families, TimeSeries } from '../series';
import { counter, ofKind, shareOf } from './wave';

/** Requests per second of each service in production. */
const REQUESTS: Record<string, number> = {
  'textloom-web': 120,
  'textloom-gateway': 180,
  'textloom-api': 150,
  'textloom-auth': 40,
  'textloom-payment': 6,
  'textloom-admin': 3,
};
/** Of that outside production. */
const SMALL = 0.02;
const SLOW_SERVICE = 'textloom-api';

/** Bounds of Istio's histograms, in milliseconds. */
const BOUNDS = [
  1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000,
];
/** Median in milliseconds and spread of how long requests take. */
const NORMAL = { median: 60, spread: 0.45 };
const SLOW = { median: 400, spread: 0.5 };

/** Shares of answers by code. */
const CODES: [code: string, normal: number, disturbed: number][] = [
  ['200', 0.979, 0.78],
  ['404', 0.02, 0.02],
  ['503', 0.001, 0.2],
];

/** Share of requests that take at most so long: log-logistic, as response times are. */
function withinShare(bound: number, { median, spread }: typeof NORMAL): number {
  return 1 / (1 + Math.exp(-Math.log(bound / median) / spread));
}

/** Mean of that distribution; it has one while the spread is below 1. */
const meanOf = ({ median, spread }: typeof NORMAL) =>
  (median * Math.PI * spread) / Math.sin(Math.PI * spread);

interface Service {
  labels: Record<string, string>;
  total(at: number): number;
  disturbances: Disturbance[];
}

function servicesOf({ plan, faults, name: cluster }: ClusterWorld): Service[] {
  return plan.environments.flatMap(namespace =>
    Object.entries(REQUESTS).map(([name, rate]) => ({
      labels: {
        reporter: 'destination',
        destination_service_name: name,
        destination_service_namespace: namespace,
        destination_service: `${name}.${namespace}.svc.cluster.local`,
        connection_security_policy: 'mutual_tls',
      },
      total: counter({
        mean: plan.size === 'full' ? rate : rate * SMALL,
        key: `${cluster}/${namespace}/${name}`,
      }),
      disturbances:
        name === SLOW_SERVICE ? ofKind(faults.services, 'api-latency') : [],
    })),
  );
}

function requests(name: string, world: ClusterWorld): TimeSeries[] {
  return servicesOf(world).flatMap(({ labels, total, disturbances }) =>
    CODES.map(([response_code, normal, disturbed]) => ({
      labels: { __name__: name, ...labels, response_code },
      value: shareOf(total, normal, disturbances, disturbed),
    })),
  );
}

function buckets(name: string, world: ClusterWorld): TimeSeries[] {
  return servicesOf(world).flatMap(({ labels, total, disturbances }) => [
    ...BOUNDS.map(bound => ({
      labels: { __name__: name, ...labels, le: `${bound}` },
      value: shareOf(
        total,
        withinShare(bound, NORMAL),
        disturbances,
        withinShare(bound, SLOW),
      ),
    })),
    { labels: { __name__: name, ...labels, le: '+Inf' }, value: total },
  ]);
}

function counts(name: string, world: ClusterWorld): TimeSeries[] {
  return servicesOf(world).map(({ labels, total }) => ({
    labels: { __name__: name, ...labels },
    value: total,
  }));
}

function sums(name: string, world: ClusterWorld): TimeSeries[] {
  return servicesOf(world).map(({ labels, total, disturbances }) => ({
    labels: { __name__: name, ...labels },
    value: shareOf(total, meanOf(NORMAL), disturbances, meanOf(SLOW)),
  }));
}

const PUSH_TYPES = ['cds', 'eds', 'lds', 'rds'];

/** Requests in the mesh, what its control plane sends out, and how many replicas of each Deployment serve. */
export function meshFamilies(world: ClusterWorld): Families {
  const make = (
    name: string,
    series: (name: string, world: ClusterWorld) => TimeSeries[],
  ) => [name, () => series(name, world)] as const;
  return new Map([
    make('istio_requests_total', requests),
    make('istio_request_duration_milliseconds_bucket', buckets),
    make('istio_request_duration_milliseconds_sum', sums),
    make('istio_request_duration_milliseconds_count', counts),
    make('pilot_xds_pushes', name =>
      PUSH_TYPES.map(type => ({
        labels: { __name__: name, job: 'istiod', type },
        value: counter({ mean: 0.4, key: `${world.name}/${type}` }),
      })),
    ),
    make('pilot_total_xds_rejects', name =>
      PUSH_TYPES.map(type => ({
        labels: { __name__: name, job: 'istiod', type },
        value: () => 0,
      })),
    ),
    make('kube_deployment_status_replicas_available', name =>
      listOf(world.store, DEPLOYMENTS).map(({ metadata, status }) => ({
        labels: {
          __name__: name,
          job: 'kube-state-metrics',
          namespace: metadata.namespace ?? '',
          deployment: metadata.name,
        },
        value: () => Number(status?.availableReplicas ?? 0),
      })),
    ),
  ]);
}
