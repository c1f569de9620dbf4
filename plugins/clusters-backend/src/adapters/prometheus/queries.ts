import { SignalId } from '@textloom/plugin-clusters-common';

/** How a signal is asked for: `by` names the label, or the first label that is set, which tells the subject. */
export interface SignalQuery {
  query: string;
  by?: readonly string[];
}

const NODE = ['node', 'nodename', 'instance'];
const SERVICE = ['service', 'destination_service_name', 'job'];
const INSTANCE = ['instance', 'server', 'cluster', 'job'];

/** Real file systems; the others fill and empty at will. */
const FILES = '{fstype!~"tmpfs|overlay|squashfs|ramfs|nsfs|iso9660"}';

/**
 * What Prometheus is asked, by signal. Names are those of node_exporter, Istio, postgres_exporter,
 * pgbouncer_exporter, redis_exporter, MinIO and cert-manager, and `textloom_*` of TextLoom's services.
 * `max` removes duplicate series of one subject.
 */
export const SIGNAL_QUERIES: Record<SignalId, SignalQuery> = {
  'node-disk-used': {
    query: `max by (node, nodename, instance) (1 - node_filesystem_avail_bytes${FILES} / (node_filesystem_size_bytes${FILES} > 0))`,
    by: NODE,
  },
  'node-disk-free': {
    query: `min by (node, nodename, instance) (node_filesystem_avail_bytes${FILES} / (node_filesystem_size_bytes${FILES} > 0))`,
    by: NODE,
  },
  'node-network-latency': {
    query: 'max by (node, nodename, instance) (textloom_node_ping_seconds)',
    by: NODE,
  },
  'node-cpu-used': {
    query:
      'max by (node, nodename, instance) (1 - avg without (cpu, mode) (rate(node_cpu_seconds_total{mode="idle"}[5m])))',
    by: NODE,
  },
  'node-memory-used': {
    query:
      'max by (node, nodename, instance) (1 - node_memory_MemAvailable_bytes / (node_memory_MemTotal_bytes > 0))',
    by: NODE,
  },
  'api-latency-p95': {
    query:
      'histogram_quantile(0.95, sum by (destination_service_name, le) (rate(istio_request_duration_milliseconds_bucket{reporter="destination"}[5m]))) / 1000',
    by: SERVICE,
  },
  'api-error-rate': {
    query:
      'sum by (destination_service_name) (rate(istio_requests_total{reporter="destination",response_code=~"5.."}[5m])) / (sum by (destination_service_name) (rate(istio_requests_total{reporter="destination"}[5m])) > 0)',
    by: SERVICE,
  },
  'tasks-per-hour': {
    query: 'sum(rate(textloom_tasks_completed_total[15m])) * 3600',
  },
  'queue-length': {
    query: 'max by (queue) (textloom_queue_length)',
    by: ['queue'],
  },
  'queue-wait': {
    query: 'max by (queue) (textloom_queue_oldest_seconds)',
    by: ['queue'],
  },
  'video-success': {
    query:
      'sum(rate(textloom_videos_total{status="success"}[1h])) / (sum(rate(textloom_videos_total[1h])) > 0)',
  },
  'signup-conversion': { query: 'max(textloom_signup_conversion_ratio)' },
  'user-retention': { query: 'max(textloom_user_retention_ratio)' },
  'revenue-growth': { query: 'max(textloom_revenue_growth_ratio)' },
  'concurrent-users': { query: 'sum(textloom_concurrent_users)' },
  'postgres-lag': {
    query: 'max by (instance) (pg_replication_lag_seconds)',
    by: INSTANCE,
  },
  'postgres-connections': {
    query:
      'sum by (instance) (pg_stat_activity_count) / on (instance) max by (instance) (pg_settings_max_connections > 0)',
    by: INSTANCE,
  },
  'pgbouncer-waiting': {
    query: 'sum by (instance) (pgbouncer_pools_client_waiting_connections)',
    by: INSTANCE,
  },
  'pgbouncer-connections': {
    query:
      'sum by (instance) (pgbouncer_pools_client_active_connections) / on (instance) max by (instance) (pgbouncer_config_max_client_connections > 0)',
    by: INSTANCE,
  },
  'redis-masters': { query: 'count(redis_instance_info{role="master"})' },
  'redis-memory': {
    query:
      'max by (instance) (redis_memory_used_bytes / (redis_memory_max_bytes > 0))',
    by: INSTANCE,
  },
  'redis-rejected': {
    query:
      'max by (instance) (rate(redis_rejected_connections_total[5m])) * 60',
    by: INSTANCE,
  },
  'minio-drives-offline': {
    query: 'max(minio_cluster_drive_offline_total)',
  },
  'minio-nodes-offline': {
    query: 'max(minio_cluster_nodes_offline_total)',
  },
  'minio-free': {
    query:
      'min(minio_cluster_capacity_usable_free_bytes / (minio_cluster_capacity_usable_total_bytes > 0))',
  },
  'istio-push-errors': {
    query:
      '(sum(rate(pilot_total_xds_rejects[5m])) or vector(0)) / (sum(rate(pilot_xds_pushes[5m])) > 0)',
  },
  'istio-gateway-replicas': {
    query:
      'sum(kube_deployment_status_replicas_available{deployment=~"istio-ingressgateway.*"})',
  },
  'istio-5xx': {
    query:
      'sum(rate(istio_requests_total{reporter="destination",response_code=~"5.."}[5m])) / (sum(rate(istio_requests_total{reporter="destination"}[5m])) > 0)',
  },
  'istio-p99': {
    query:
      'histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="destination"}[5m]))) / 1000',
  },
  'istio-mtls': {
    query:
      'sum(rate(istio_requests_total{reporter="destination",connection_security_policy="mutual_tls"}[5m])) / (sum(rate(istio_requests_total{reporter="destination"}[5m])) > 0)',
  },
  'certificate-expiry': {
    query:
      'min by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds) - time()',
    by: ['name'],
  },
};
