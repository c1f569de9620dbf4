import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** An exporter whose text the test writes. */
export interface Exporter {
  /** `host:port` to scrape. */
  target: string;
  close(): Promise<void>;
}

/** Serves metrics; counters grow with the seconds since the start. */
export async function startExporter(
  textAt: (seconds: number) => string,
): Promise<Exporter> {
  const began = Date.now();
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(textAt((Date.now() - began) / 1_000));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    target: `127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const NODE = 'node="ip-10-0-1-1.ec2.internal"';
const MESH = 'reporter="destination",destination_service_name="textloom-api"';

/** What the exporters of a small platform tell; counters grow by the second. */
export function platformMetrics(seconds: number): string {
  const grow = (perSecond: number) => 1_000 + perSecond * seconds;
  const bucket = (le: string, perSecond: number) =>
    `istio_request_duration_milliseconds_bucket{${MESH},le="${le}"} ${grow(
      perSecond,
    )}`;
  return `${[
    `node_filesystem_size_bytes{${NODE},fstype="ext4",mountpoint="/"} 1000`,
    `node_filesystem_avail_bytes{${NODE},fstype="ext4",mountpoint="/"} 100`,
    `node_filesystem_size_bytes{${NODE},fstype="tmpfs",mountpoint="/run"} 1000`,
    `node_filesystem_avail_bytes{${NODE},fstype="tmpfs",mountpoint="/run"} 0`,
    `node_memory_MemTotal_bytes{${NODE}} 4000`,
    `node_memory_MemAvailable_bytes{${NODE}} 1000`,
    `node_cpu_seconds_total{${NODE},cpu="0",mode="idle"} ${grow(0.25)}`,
    `node_cpu_seconds_total{${NODE},cpu="1",mode="idle"} ${grow(0.25)}`,
    `textloom_node_ping_seconds{${NODE}} 0.02`,
    // Two exporters tell of one node: the larger counts.
    'textloom_node_ping_seconds{instance="ip-10-0-1-1.ec2.internal:9100"} 0.03',
    `istio_requests_total{${MESH},response_code="200",connection_security_policy="mutual_tls"} ${grow(
      90,
    )}`,
    `istio_requests_total{${MESH},response_code="500",connection_security_policy="none"} ${grow(
      10,
    )}`,
    bucket('100', 50),
    bucket('500', 90),
    bucket('1000', 100),
    bucket('+Inf', 100),
    `istio_request_duration_milliseconds_count{${MESH}} ${grow(100)}`,
    `textloom_tasks_completed_total ${grow(2)}`,
    'textloom_queue_length{queue="priority"} 7',
    'textloom_queue_length{queue="normal"} 60',
    'textloom_queue_oldest_seconds{queue="normal"} 301',
    `textloom_videos_total{status="success"} ${grow(9)}`,
    `textloom_videos_total{status="failed"} ${grow(1)}`,
    'textloom_signup_conversion_ratio NaN',
    'pg_replication_lag_seconds{instance="db-replica-1:9187"} 12',
    'pg_stat_activity_count{instance="db:9187",state="active"} 60',
    'pg_stat_activity_count{instance="db:9187",state="idle"} 30',
    'pg_settings_max_connections{instance="db:9187"} 100',
    'redis_instance_info{instance="redis-0:9121",role="master"} 1',
    'redis_instance_info{instance="redis-1:9121",role="master"} 1',
    'redis_instance_info{instance="redis-2:9121",role="slave"} 1',
    'redis_memory_used_bytes{instance="redis-0:9121"} 95',
    'redis_memory_max_bytes{instance="redis-0:9121"} 100',
    'redis_memory_max_bytes{instance="redis-1:9121"} 0',
    'redis_memory_used_bytes{instance="redis-1:9121"} 5',
    `redis_rejected_connections_total{instance="redis-0:9121"} ${grow(1)}`,
    'pgbouncer_pools_client_waiting_connections{instance="pool:9127",database="a"} 2',
    'pgbouncer_pools_client_waiting_connections{instance="pool:9127",database="b"} 3',
    'pgbouncer_pools_client_active_connections{instance="pool:9127",database="a"} 20',
    'pgbouncer_pools_client_active_connections{instance="pool:9127",database="b"} 25',
    'pgbouncer_config_max_client_connections{instance="pool:9127"} 50',
    'minio_cluster_drive_offline_total 1',
    'minio_cluster_nodes_offline_total{server="minio-0:9000"} 0',
    'minio_cluster_nodes_offline_total{server="minio-1:9000"} 2',
    'minio_cluster_capacity_usable_free_bytes 8',
    'minio_cluster_capacity_usable_total_bytes 100',
    `pilot_xds_pushes{type="cds"} ${grow(10)}`,
    `pilot_total_xds_rejects ${grow(1)}`,
    'kube_deployment_status_replicas_available{deployment="istio-ingressgateway"} 1',
    'kube_deployment_status_replicas_available{deployment="istio-ingressgateway-internal"} 2',
    'kube_deployment_status_replicas_available{deployment="textloom-api"} 9',
    'textloom_concurrent_users{pod="a"} 700',
    'textloom_concurrent_users{pod="b"} 500',
    'textloom_revenue_growth_ratio 0.25',
    // Another cluster tells the same Prometheus.
    'textloom_queue_length{queue="foreign",cluster="other"} 99',
    `certmanager_certificate_expiration_timestamp_seconds{namespace="istio-system",name="gateway"} ${Math.round(
      Date.now() / 1_000 + 86_400 * 3,
    )}`,
  ].join('\n')}\n`;
}
