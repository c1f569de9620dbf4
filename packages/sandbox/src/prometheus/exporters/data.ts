import { listOf, Pod, PODS } from '../../world/objects';
import { unit } from '../../world/random';
import { ClusterWorld } from '../../world/world';
import { Families, Labels, TimeSeries } from '../series';
import { constant, counter, gauge, ofKind, switched } from './wave';

const GI = 2 ** 30;
const DAY_MS = 86_400_000;
/** Certificates of Let's Encrypt: renewed after 60 of their 90 days. */
const CERTIFICATE = { lifeMs: 90 * DAY_MS, renewMs: 60 * DAY_MS };
const CERTIFICATES = [
  'textloom-web',
  'textloom-gateway',
  'textloom-admin',
  'textloom-api',
];

type Row = [labels: Labels, value: (at: number) => number];
type Make = (world: ClusterWorld) => Row[];

const postgres = (role: string): Labels => ({
  job: 'postgres-exporter',
  instance: `textloom-postgres-${role}:9187`,
});
const BOUNCER: Labels = {
  job: 'pgbouncer-exporter',
  instance: 'pgbouncer:9127',
};
const MINIO: Labels = { job: 'minio', server: 'minio:9000' };

const connections =
  (state: string, mean: number): Make =>
  ({ name }) =>
    [
      [
        { ...postgres('primary'), datname: 'textloom', state },
        gauge({ mean, key: `${name}/postgres/${state}` }),
      ],
    ];

const redisPods = ({ store, plan }: ClusterWorld): Pod[] =>
  plan.environments.flatMap(namespace =>
    listOf(store, PODS, namespace).filter(
      ({ metadata }) =>
        metadata.labels?.['app.kubernetes.io/instance'] === 'redis-node',
    ),
  );

const redisLabels = ({ metadata }: Pod): Labels => ({
  job: 'redis-exporter',
  namespace: metadata.namespace ?? '',
  instance: `${metadata.name}:9121`,
});

/** Three masters; the others of production are their replicas. */
const isMaster = ({ metadata }: Pod) => /-[012]$/.test(metadata.name);

function expiry(world: ClusterWorld, name: string): Row {
  const phase =
    unit(`${world.seed}/${world.name}/${name}`) * CERTIFICATE.renewMs;
  const renewed = (at: number) =>
    Math.floor((at + phase) / CERTIFICATE.renewMs) * CERTIFICATE.renewMs -
    phase;
  const broken =
    name === CERTIFICATES[0]
      ? ofKind(world.faults.services, 'certificate-expiring')
      : [];
  const [namespace] = world.plan.environments.slice(-1);
  const until = (broken[broken.length - 1]?.from ?? 0) + 3 * DAY_MS;
  return [
    { job: 'cert-manager', namespace, name: `${name}-tls` },
    switched(
      at => (renewed(at) + CERTIFICATE.lifeMs) / 1_000,
      broken,
      until / 1_000,
    ),
  ];
}

const EXPORTED: Record<string, Make> = {
  pg_replication_lag_seconds: ({ name, faults }) => [
    [
      postgres('replica'),
      switched(
        gauge({ mean: 0.03, key: `${name}/lag` }),
        ofKind(faults.services, 'postgres-lag'),
        45,
      ),
    ],
  ],
  pg_stat_activity_count: world => [
    ...connections('active', 38)(world),
    ...connections('idle', 92)(world),
  ],
  pg_settings_max_connections: () => [[postgres('primary'), constant(400)]],
  pgbouncer_pools_client_waiting_connections: () => [
    [{ ...BOUNCER, database: 'textloom' }, constant(0)],
  ],
  pgbouncer_pools_client_active_connections: ({ name }) => [
    [
      { ...BOUNCER, database: 'textloom' },
      gauge({ mean: 210, key: `${name}/pgbouncer` }),
    ],
  ],
  pgbouncer_config_max_client_connections: () => [[BOUNCER, constant(1_000)]],
  redis_memory_used_bytes: world =>
    redisPods(world).map(pod => [
      redisLabels(pod),
      gauge({ mean: 7.4 * GI, daily: 0.08, key: pod.metadata.name }),
    ]),
  redis_memory_max_bytes: world =>
    redisPods(world).map(pod => [redisLabels(pod), constant(14 * GI)]),
  redis_rejected_connections_total: world =>
    redisPods(world).map(pod => [redisLabels(pod), constant(0)]),
  redis_commands_processed_total: world =>
    redisPods(world).map(pod => [
      redisLabels(pod),
      counter({ mean: 900, key: `${pod.metadata.name}/commands` }),
    ]),
  minio_cluster_drive_offline_total: ({ faults }) => [
    [
      MINIO,
      switched(constant(0), ofKind(faults.services, 'minio-drive-offline'), 1),
    ],
  ],
  minio_cluster_nodes_offline_total: () => [[MINIO, constant(0)]],
  minio_cluster_capacity_usable_total_bytes: () => [
    [MINIO, constant(1_500 * GI)],
  ],
  minio_cluster_capacity_usable_free_bytes: ({ name }) => [
    [MINIO, gauge({ mean: 870 * GI, daily: 0.01, key: `${name}/minio` })],
  ],
  certmanager_certificate_expiration_timestamp_seconds: world =>
    CERTIFICATES.map(name => expiry(world, name)),
};

/** A master that is lost reports no role any more. */
function roles(name: string, world: ClusterWorld): TimeSeries[] {
  const lost = ofKind(world.faults.services, 'redis-master-lost').find(
    ({ to }) => to === undefined,
  );
  return redisPods(world).map((pod, index) => ({
    labels: {
      __name__: name,
      ...redisLabels(pod),
      role: isMaster(pod) ? 'master' : 'slave',
    },
    ...(lost && index === 0 && { until: lost.from }),
    value: () => 1,
  }));
}

/** Data stores, connection pool and certificates. */
export function dataFamilies(world: ClusterWorld): Families {
  return new Map<string, () => TimeSeries[]>([
    ...Object.entries(EXPORTED).map(
      ([name, make]) =>
        [
          name,
          () =>
            make(world).map(([labels, value]) => ({
              labels: { __name__: name, ...labels },
              value,
            })),
        ] as const,
    ),
    ['redis_instance_info', () => roles('redis_instance_info', world)] as const,
  ]);
}
