import { NodeCondition } from './facts';

/** What a condition says of its node. */
export type Verdict = 'good' | 'bad' | 'unknown';

/**
 * Judges a condition by its name: a type that ends in `Ready` is bad unless True, every other type is bad
 * unless False. So EKS's `KernelReady=True` is good and node-problem-detector's `KernelDeadlock=True` is bad.
 * Source: node-problem-detector README, eks-node-monitoring-agent `pkg/conditions`.
 */
export function verdictOf(
  condition: Pick<NodeCondition, 'type' | 'status'>,
): Verdict {
  if (condition.status === 'Unknown') {
    return 'unknown';
  }
  const good = condition.type.endsWith('Ready') ? 'True' : 'False';
  return condition.status === good ? 'good' : 'bad';
}

/** The node's own Ready condition. */
export function readyCondition(
  conditions: readonly NodeCondition[],
): NodeCondition | undefined {
  return conditions.find(condition => condition.type === 'Ready');
}
