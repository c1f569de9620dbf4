import {
  BUDGETS,
  DisruptionBudget,
  isActive,
  listOf,
  PODS,
  selectedBy,
  updateIfChanged,
} from '../world/objects';
import { ClusterWorld } from '../world/world';
import { isReady } from './pods';

/** Reports how many pods of each disruption budget are healthy and how many may be disrupted. */
export function reportBudgets(world: ClusterWorld): void {
  for (const budget of listOf(world.store, BUDGETS)) {
    const labels = budget.spec?.selector?.matchLabels;
    const pods = listOf(world.store, PODS, budget.metadata.namespace).filter(
      pod => labels && isActive(pod) && selectedBy(labels, pod.metadata.labels),
    );
    const currentHealthy = pods.filter(isReady).length;
    const desiredHealthy = desired(budget, pods.length);
    updateIfChanged(world.store, BUDGETS, budget, {
      ...budget,
      status: {
        observedGeneration: budget.metadata.generation,
        currentHealthy,
        desiredHealthy,
        disruptionsAllowed: Math.max(0, currentHealthy - desiredHealthy),
        expectedPods: pods.length,
      },
    });
  }
}

/** Percentages are of the expected pods, rounded up, as Kubernetes counts them. */
function desired({ spec }: DisruptionBudget, expected: number): number {
  const count = (value: number | string) =>
    typeof value === 'number'
      ? value
      : Math.ceil((Number.parseFloat(value) / 100) * expected);
  return spec?.minAvailable === undefined
    ? Math.max(0, expected - count(spec?.maxUnavailable ?? 0))
    : count(spec.minAvailable);
}
