import { ComponentPlace } from '@textloom/plugin-clusters-common';

/** Replicas of all workloads of a component in one cluster. */
export function placeReplicas(place: Pick<ComponentPlace, 'workloads'>): {
  ready: number;
  desired: number;
} {
  return place.workloads.reduce(
    (sum, workload) => ({
      ready: sum.ready + workload.ready,
      desired: sum.desired + workload.desired,
    }),
    { ready: 0, desired: 0 },
  );
}
