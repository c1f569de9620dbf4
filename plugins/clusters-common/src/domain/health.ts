import { SourceProblem } from './facts';

/** Health as the product shows it. `unknown` is never shown as healthy. */
export type HealthState = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

/** Severity of a finding. `unknown` stands apart: what is known can neither confirm nor deny health. */
export type Severity = 'info' | 'warning' | 'degraded' | 'critical' | 'unknown';

/** Rules of this slice. Each has title, explanation and advice in the page's translations. */
export type RuleId =
  // node
  | 'node-lost' // Ready=Unknown
  | 'node-not-ready' // Ready=False
  | 'node-starting' // not Ready and younger than 15 min, or karpenter.sh/unregistered
  | 'node-heartbeat-late' // lease age > 20 s while Ready=True
  | 'node-condition' // another condition with bad polarity
  | 'node-pressure' // Memory-, Disk- or PIDPressure
  | 'node-condition-unknown'
  | 'node-leaving' // planned: Spot reclaim, autoscaler or Karpenter taint
  | 'node-cordoned'
  | 'node-drained'
  | 'node-cordoned-long' // > 24 h
  | 'node-flapping'
  | 'node-cpu-high'
  | 'node-memory-high'
  | 'node-pods-high'
  | 'node-version-skew'
  // node group
  | 'group-none-ready'
  | 'group-many-unhealthy'
  | 'group-some-unhealthy'
  | 'group-zone-empty'
  | 'group-zone-uneven'
  | 'group-no-spare-node' // N−1: requests > allocatable − largest node
  | 'group-mixed-versions'
  // pods and cluster
  | 'pods-unschedulable'
  | 'hpa-at-maximum'
  | 'cluster-unreachable'
  | 'cluster-stale'
  | 'cluster-no-nodes'
  | 'source-missing' // a source is denied, absent or broken
  // workloads
  | 'workload-rollout-stuck' // Progressing=False, ProgressDeadlineExceeded
  | 'workload-unavailable' // desired > 0 and none ready
  | 'workload-short' // fewer ready than desired for 15 min
  | 'workload-crash-loop'
  | 'workload-oom-killed'
  | 'workload-image-pull'
  | 'daemonset-coverage' // nodes that lack it, 10 min
  | 'daemonset-misscheduled'
  | 'hpa-metric-missing' // ScalingActive=False
  | 'hpa-cannot-scale' // AbleToScale=False
  | 'vpa-request-low' // request below what the VPA recommends
  | 'vpa-request-high'
  | 'vpa-no-recommendation'
  | 'pdb-blocks-drain' // disruptionsAllowed 0 with healthy >= desired
  | 'pdb-broken' // current < desired for 15 min
  // node group and zone, further
  | 'zone-down' // no ready node: full disruption
  | 'zone-partial' // > 2 not ready and >= 55 %
  | 'group-no-spare-zone' // the loss of a zone does not fit
  | 'group-below-desired' // ready < desired for 15 min
  | 'group-join-failure' // desired > Node objects for 15 min, no issue reported
  | 'group-at-maximum' // ready = max while pods wait for it
  | 'group-autoscaler' // Unhealthy or Backoff
  | 'group-eks-status' // DEGRADED, CREATE_FAILED, DELETE_FAILED
  | 'group-eks-issue'
  | 'group-image-behind' // AMI releases differ
  | 'nodepool-not-ready'
  | 'nodeclaim-drifted'
  // cluster, further
  | 'cluster-eks-status'
  | 'cluster-eks-issue'
  | 'cluster-addon'
  | 'cluster-upgrade-insight'
  | 'cluster-no-spare-node'
  | 'cluster-no-spare-zone'
  | 'api-server-slow' // median of /version over 2 s for 2 min
  | 'alert-firing'
  | 'slo-burn'
  | 'signal-limit' // a signal beyond its limit; params.signal names it
  | 'signal-missing'; // a signal that was there and is gone

/** Unit of a figure in a finding; the page formats by it. */
export type Unit =
  | 'percent'
  | 'seconds'
  | 'count'
  | 'bytes'
  | 'millicores'
  | 'per-hour'
  | 'per-minute';

/** A measured or limiting figure. */
export interface Figure {
  value: number;
  unit: Unit;
}

/** The object that a finding is about. */
export interface ObjectRef {
  kind:
    | 'Cluster'
    | 'NodeGroup'
    | 'Node'
    | 'Pod'
    | 'Workload'
    | 'HPA'
    | 'Source'
    | 'Zone'
    | 'PDB'
    | 'VPA'
    | 'Service'
    | 'Dependency'
    | 'Alert'
    | 'SLO';
  name: string;
  namespace?: string;
  /** Of a workload: `Deployment`, `StatefulSet`, `DaemonSet`, …. */
  workloadKind?: string;
}

/** Whom a finding hurts. */
export interface Impact {
  /** Pods that do not serve because of it. */
  pods: number;
  /** Components of those pods, most pods first; at most 10. */
  components: string[];
}

/** Something that the rules found, with its proof. */
export interface Finding {
  /** Stable over re-evaluation: rule and object. */
  id: string;
  rule: RuleId;
  severity: Severity;
  object: ObjectRef;
  /** Name of the node group it belongs to, if any. */
  group?: string;
  value?: Figure;
  threshold?: Figure;
  /** When it began, as far as the facts tell. */
  since?: string;
  /** Where the value was read, e.g. `Node.status.conditions[Ready]`. */
  evidence: string;
  /** Kubernetes' own words (reason, message); shown as quoted, never translated. */
  detail?: string;
  problem?: SourceProblem;
  /** Id of the finding that explains this one; the list shows it under its cause. */
  cause?: string;
  /** Ids of the findings that this one explains. */
  explains?: string[];
  impact?: Impact;
  /** It was meant to happen: a drain, an upgrade, a Spot reclaim. */
  planned?: boolean;
  /** Values for the translated sentence, such as `{ condition: 'MemoryPressure' }`. */
  params: Record<string, string | number>;
}
