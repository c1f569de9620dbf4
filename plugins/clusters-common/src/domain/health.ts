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
  | 'source-missing'; // a source is denied, absent or broken

/** Unit of a figure in a finding; the page formats by it. */
export type Unit = 'percent' | 'seconds' | 'count' | 'bytes' | 'millicores';

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
    | 'Source';
  name: string;
  namespace?: string;
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
  /** Values for the translated sentence, such as `{ condition: 'MemoryPressure' }`. */
  params: Record<string, string | number>;
}
