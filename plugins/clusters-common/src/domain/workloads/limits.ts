import { HOUR, MINUTE } from '@textloom/kernel';

/** Limits of the rules over workloads. Times are milliseconds, shares run from 0 to 1. */
export interface WorkloadLimits {
  /** A workload this young may have no ready pod yet. */
  youngMs: number;
  /** Fewer ready than desired for this long. kubernetes-mixin KubeDeploymentReplicasMismatch. */
  shortMs: number;
  /** An OOM kill is told for this long. */
  oomWindowMs: number;
  /** This many kills within that time mean that a limit is too small, not that a request was too large. */
  oomDegraded: number;
  /** A node may be without a DaemonSet's pod for this long. kubernetes-mixin KubeDaemonSetNotScheduled. */
  coverageMs: number;
  /** Pods of a DaemonSet where they should not run. kubernetes-mixin KubeDaemonSetMisScheduled. */
  misscheduledMs: number;
  /** A request below this share of what is recommended starves; above the other it wastes. */
  request: { low: number; high: number };
  /** Fewer healthy than a budget demands for this long. */
  budgetBrokenMs: number;
}

/** The limits of TextLoom's architecture, and of kubernetes-mixin where that says nothing. */
export const DEFAULT_WORKLOAD_LIMITS: WorkloadLimits = {
  youngMs: 2 * MINUTE,
  shortMs: 15 * MINUTE,
  oomWindowMs: HOUR,
  oomDegraded: 3,
  coverageMs: 10 * MINUTE,
  misscheduledMs: 15 * MINUTE,
  request: { low: 0.8, high: 2 },
  budgetBrokenMs: 15 * MINUTE,
};
