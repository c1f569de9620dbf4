import { HealthState } from '../health';
import { AssessedCluster, NodeSummary } from '../views';

/** Where a node stands. */
export interface NodePlace {
  node: NodeSummary;
  group: string;
  groupState: HealthState;
}

const kept = new WeakMap<AssessedCluster, Map<string, NodePlace>>();

/** Nodes of a view by name. Made once for the same view, which never changes. */
export function nodePlaces(view: AssessedCluster): Map<string, NodePlace> {
  let places = kept.get(view);
  if (!places) {
    places = new Map(
      view.nodeGroups.flatMap(group =>
        group.nodes.map(
          node =>
            [
              node.name,
              { node, group: group.name, groupState: group.state },
            ] as const,
        ),
      ),
    );
    kept.set(view, places);
  }
  return places;
}
