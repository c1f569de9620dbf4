/**
 * Everything that is measured through Prometheus and judged by a limit. The words are the same in rules, settings,
 * API and translations. Shares run from 0 to 1, times are seconds.
 */
export const SIGNAL_IDS = [
  // nodes (node_exporter); subject: node name
  'node-disk-used', // share of the fullest real file system: 0.85 warning
  'node-disk-free', // share left on it: below 0.05 degraded, below 0.03 critical
  'node-network-latency', // seconds, round trip between nodes: 0.1
  'node-cpu-used', // share; charts, and where metrics.k8s.io is missing
  'node-memory-used',
  // service (Istio or application metrics); subject: service or component
  'api-latency-p95', // seconds: 0.5
  'api-error-rate', // share: 0.01
  // work
  'tasks-per-hour', // completed: below 1000
  'queue-length', // tasks waiting, by queue: 50
  'queue-wait', // seconds the oldest task waits, by queue: 300
  // business
  'video-success', // share: below 0.95
  'signup-conversion', // share: below 0.05
  'user-retention', // share: below 0.8
  'revenue-growth', // share a month: below 0.2
  'concurrent-users', // count, no limit
  // dependencies; subject: instance or cluster name
  'postgres-lag', // seconds: 5 for 30 s
  'postgres-connections', // share of max_connections: 0.8
  'pgbouncer-waiting', // clients waiting: above 0
  'pgbouncer-connections', // share of max_client_conn: 0.9
  'redis-masters', // count; expected 3
  'redis-memory', // share: 0.9
  'redis-rejected', // connections a minute: above 0
  'minio-drives-offline', // count: above 0
  'minio-nodes-offline', // count: above 0
  'minio-free', // share: below 0.1
  'istio-push-errors', // share: 0.05
  'istio-gateway-replicas', // count: below 2
  'istio-5xx', // share: 0.05
  'istio-p99', // seconds: 1
  'istio-mtls', // share of requests with mutual TLS: below 1
  'certificate-expiry', // seconds left: 7 d warning, 1 d critical
] as const;

/** Identity of a signal. */
export type SignalId = (typeof SIGNAL_IDS)[number];
