/**
 * Metrics that alerts and dashboards of a service use and the platform exports: cAdvisor, kube-state-metrics, Istio's
 * proxies, and Prometheus itself. All others have to come from the service's own code.
 */
export const PLATFORM_METRICS: readonly string[] = [
  'up',
  'container_cpu_usage_seconds_total',
  'container_memory_working_set_bytes',
  'kube_horizontalpodautoscaler_spec_max_replicas',
  'kube_horizontalpodautoscaler_status_current_replicas',
  'kube_pod_container_resource_limits',
  'kube_pod_container_status_restarts_total',
  'istio_request_duration_milliseconds_bucket',
  'istio_request_duration_milliseconds_count',
  'istio_request_duration_milliseconds_sum',
  'istio_requests_total',
];
