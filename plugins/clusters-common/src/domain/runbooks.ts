import { Finding, RuleId } from './health';

/** Runbook by rule; its name is the page below `docs/runbooks`. */
const BY_RULE: Partial<Record<RuleId, string>> = {
  'node-lost': 'node-lost',
  'node-not-ready': 'node-not-ready',
  'node-flapping': 'node-not-ready',
  'node-pressure': 'node-not-ready',
  'group-none-ready': 'zone-down',
  'group-zone-empty': 'zone-down',
  'zone-down': 'zone-down',
  'zone-partial': 'zone-down',
  'group-no-spare-node': 'group-no-spare-node',
  'group-no-spare-zone': 'group-no-spare-node',
  'cluster-no-spare-node': 'group-no-spare-node',
  'cluster-no-spare-zone': 'group-no-spare-node',
  'pods-unschedulable': 'pods-unschedulable',
  'cluster-unreachable': 'cluster-unreachable',
  'cluster-stale': 'cluster-unreachable',
  'api-server-slow': 'cluster-unreachable',
  'workload-rollout-stuck': 'workload-not-healthy',
  'workload-unavailable': 'workload-not-healthy',
  'workload-short': 'workload-not-healthy',
  'workload-crash-loop': 'workload-not-healthy',
  'workload-oom-killed': 'workload-not-healthy',
  'workload-image-pull': 'workload-not-healthy',
  'hpa-at-maximum': 'autoscaling',
  'hpa-metric-missing': 'autoscaling',
  'hpa-cannot-scale': 'autoscaling',
  'group-at-maximum': 'autoscaling',
  'group-autoscaler': 'autoscaling',
  'group-below-desired': 'eks-health',
  'group-join-failure': 'eks-health',
  'group-image-behind': 'eks-health',
  'vpa-request-low': 'autoscaling',
  'vpa-request-high': 'autoscaling',
  'vpa-no-recommendation': 'autoscaling',
  'nodepool-not-ready': 'autoscaling',
  'pdb-blocks-drain': 'disruption-budgets',
  'pdb-broken': 'disruption-budgets',
  'daemonset-coverage': 'daemonset-coverage',
  'daemonset-misscheduled': 'daemonset-coverage',
  'group-eks-status': 'eks-health',
  'group-eks-issue': 'eks-health',
  'cluster-eks-status': 'eks-health',
  'cluster-eks-issue': 'eks-health',
  'cluster-addon': 'eks-health',
  'cluster-upgrade-insight': 'eks-health',
  'slo-burn': 'service-levels',
  'alert-firing': 'alerts',
};

const BY_SIGNAL: [beginning: string, page: string][] = [
  ['postgres-', 'data-layer'],
  ['pgbouncer-', 'data-layer'],
  ['redis-', 'data-layer'],
  ['minio-', 'data-layer'],
  ['istio-', 'mesh-and-certificates'],
  ['certificate-', 'mesh-and-certificates'],
  ['api-', 'service-levels'],
  ['queue-', 'service-levels'],
  ['tasks-', 'service-levels'],
  ['video-', 'service-levels'],
];

/** The page that says what to do about a finding, such as `runbooks/node-lost`; undefined where none is written. */
export function runbookOf(
  finding: Pick<Finding, 'rule' | 'params'>,
): string | undefined {
  const signal = String(finding.params.signal ?? '');
  const page =
    BY_RULE[finding.rule] ??
    BY_SIGNAL.find(([beginning]) => signal.startsWith(beginning))?.[1];
  return page && `runbooks/${page}`;
}
