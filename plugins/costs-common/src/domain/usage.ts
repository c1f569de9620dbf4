/**
 * What pods asked for and used of a node group on one day: for each pod and hour the larger of request and usage,
 * added up (OpenCost specification 0.1, "workload costs"; AWS split cost allocation data does the same).
 */
export interface DailyUsage {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  cluster: string;
  nodeGroup: string;
  namespace: string;
  /** Entity reference of the component that the pods belong to; `''` when no label says so. */
  component: string;
  environment: string;
  /** `mesh` for sidecars and control plane of the mesh, `platform` for what runs for everybody. */
  role: 'workload' | 'mesh' | 'platform';
  cpuCoreHours: number;
  memoryGibHours: number;
}

/** What a node group could give on one day. */
export interface DailyCapacity {
  day: string;
  cluster: string;
  nodeGroup: string;
  cpuCoreHours: number;
  memoryGibHours: number;
}

/** Usage and capacity of one day. */
export interface UsageDay {
  usage: readonly DailyUsage[];
  capacity: readonly DailyCapacity[];
}

/**
 * How a node's price is divided between CPU and memory: `opencost-1` in the ratio of OpenCost's default prices
 * (0.031611 $ per core-hour, 0.004237 $ per GiB-hour), `scad-9-1` as AWS split cost allocation data (9 : 1).
 */
export const SPLIT_METHODS = ['opencost-1', 'scad-9-1'] as const;
export type SplitMethod = (typeof SPLIT_METHODS)[number];
