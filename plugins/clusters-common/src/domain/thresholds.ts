import { DAY, HOUR, MINUTE, SECOND } from '@textloom/kernel';
import { SignalOverrides } from './signals/definitions';
import { DEFAULT_WORKLOAD_LIMITS, WorkloadLimits } from './workloads/limits';

/** Limits of the rules. Times are milliseconds, shares run from 0 to 1. */
export interface Thresholds {
  /** Ready=False for this long evicts pods: critical. kube-apiserver `--default-not-ready-toleration-seconds`. */
  notReadyCriticalMs: number;
  /** A node may take this long to become ready. cluster-autoscaler `--max-node-provision-time`. */
  startingMs: number;
  /** A node whose Ready condition last changed within this time of its creation has not been ready yet. */
  firstReportMs: number;
  /** A planned removal excuses a node that is not ready for this long. */
  leavingMs: number;
  /** Age of the Lease above which a heartbeat is late: two renewals of 10 s missed. */
  heartbeatLateMs: number;
  /** Pressure for longer than this is degraded. kubernetes-mixin KubeNodePressure. */
  pressureDegradedMs: number;
  /** A cordon for longer than this has been forgotten. */
  cordonedLongMs: number;
  /** More Ready changes than `changes` within `windowMs`. kubernetes-mixin KubeNodeReadinessFlapping. */
  flapping: { changes: number; windowMs: number };
  /** Used share of the allocatable CPU. */
  cpu: { warning: number; degraded: number };
  /** Used share of the allocatable memory. */
  memory: { warning: number; degraded: number };
  /** Share of pod slots above which a node is nearly full. kubernetes-mixin KubeletTooManyPods. */
  pods: { warning: number };
  /** Usage older than this proves nothing. */
  usageMaxAgeMs: number;
  /** Kubelets this many minor versions behind the API server block its upgrade; more are unsupported. */
  versionSkew: { warning: number };
  /** Groups up to this size are judged by count, since percentages mislead. */
  smallGroup: { nodes: number; degradedUnhealthy: number };
  /** Share of unhealthy nodes, rounded up, above which Karpenter stops repairing a group. */
  manyUnhealthyShare: number;
  /** Above both, cluster-autoscaler halts. */
  haltUnhealthy: { share: number; nodes: number };
  /** Zones may differ by this many nodes, or by this share of an even spread if that is more. */
  zoneSpread: { zones: number; nodes: number; share: number };
  /** A group must lack its spare node for this long. kubernetes-mixin KubeCPUOvercommit. */
  noSpareNodeMs: number;
  /** Pods that find no node for longer than this. */
  unschedulableMs: number;
  /** An autoscaler at its maximum for this long. kubernetes-mixin KubeHpaMaxedOut. */
  hpaAtMaximumMs: number;
  /** The API server's median answer takes this long, and has for `lastingMs`. */
  apiServerSlow: { limitMs: number; lastingMs: number };
  /** What usage proved stays until it has been gone for this long. */
  clearAfterMs: number;
  workloads: WorkloadLimits;
  /** Limits of signals that differ from the table's, in the signal's own unit. */
  signals: SignalOverrides;
}

/** The limits of TextLoom's architecture, and of Kubernetes where that says nothing. */
export const DEFAULT_THRESHOLDS: Thresholds = {
  notReadyCriticalMs: 5 * MINUTE,
  startingMs: 15 * MINUTE,
  firstReportMs: 10 * SECOND,
  leavingMs: HOUR,
  heartbeatLateMs: 20 * SECOND,
  pressureDegradedMs: 10 * MINUTE,
  cordonedLongMs: DAY,
  flapping: { changes: 2, windowMs: 15 * MINUTE },
  cpu: { warning: 0.7, degraded: 0.9 },
  memory: { warning: 0.8, degraded: 0.9 },
  pods: { warning: 0.95 },
  usageMaxAgeMs: 5 * MINUTE,
  versionSkew: { warning: 3 },
  smallGroup: { nodes: 5, degradedUnhealthy: 2 },
  manyUnhealthyShare: 0.2,
  haltUnhealthy: { share: 0.45, nodes: 3 },
  zoneSpread: { zones: 3, nodes: 1, share: 0.2 },
  noSpareNodeMs: 10 * MINUTE,
  unschedulableMs: 5 * MINUTE,
  hpaAtMaximumMs: 15 * MINUTE,
  apiServerSlow: { limitMs: 2 * SECOND, lastingMs: 2 * MINUTE },
  clearAfterMs: 2 * MINUTE,
  workloads: DEFAULT_WORKLOAD_LIMITS,
  signals: {},
};

/** Limits that hold for some clusters or node groups only. */
export interface ThresholdOverride {
  /** Absent for every cluster. */
  cluster?: string;
  /** Absent for every node group, and for what belongs to none. */
  group?: string;
  thresholds: Partial<Thresholds>;
}

/** Limits as they were set for the portal. */
export interface ThresholdSettings {
  /** The defaults unless set. */
  thresholds?: Thresholds;
  /** Limits of some clusters and node groups. */
  overrides?: readonly ThresholdOverride[];
}

/** The limits of a cluster, or of one of its node groups: later overrides win, the group's after the cluster's. */
export function thresholdsFor(
  base: Thresholds,
  overrides: readonly ThresholdOverride[],
  cluster: string,
  group?: string,
): Thresholds {
  const fitting = overrides.filter(
    override =>
      (override.cluster === undefined || override.cluster === cluster) &&
      (override.group === undefined || override.group === group),
  );
  const ordered = [
    ...fitting.filter(override => override.group === undefined),
    ...fitting.filter(override => override.group !== undefined),
  ];
  return ordered.reduce<Thresholds>(
    (limits, { thresholds }) => ({
      ...limits,
      ...thresholds,
      // Each signal is a limit of its own.
      signals: { ...limits.signals, ...thresholds.signals },
    }),
    base,
  );
}
