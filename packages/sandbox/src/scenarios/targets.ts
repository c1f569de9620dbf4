import { NODE_GROUP_LABEL } from '../world/clusters';
import { getOf, isTrue, listOf, Node, NODES } from '../world/objects';
import { unit } from '../world/random';
import { ClusterWorld } from '../world/world';
import { ScenarioError } from './types';

/**
 * The node that was named, or one of the group's healthy nodes; the same seed picks the same node.
 * @throws ScenarioError if there is none.
 */
export function targetNode(
  world: ClusterWorld,
  target: string | undefined,
  scenario: string,
): Node {
  if (target) {
    const named = getOf(world.store, NODES, undefined, target);
    if (!named) {
      throw new ScenarioError(`There is no node ${target} in ${world.name}`);
    }
    return named;
  }
  const healthy = listOf(world.store, NODES).filter(
    node =>
      node.metadata.labels?.[NODE_GROUP_LABEL] === 'worker' &&
      isTrue(node.status?.conditions, 'Ready') &&
      !node.spec?.unschedulable &&
      !world.faults.memoryPressure.has(node.metadata.name),
  );
  if (healthy.length === 0) {
    throw new ScenarioError(`No worker node of ${world.name} is healthy`);
  }
  const index = unit(`${world.seed}/${world.name}/${scenario}`);
  return healthy[Math.floor(index * healthy.length)];
}
