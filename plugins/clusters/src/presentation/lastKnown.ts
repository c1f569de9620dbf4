import {
  ClusterSummary,
  ClusterView,
  ComponentView,
  FleetView,
  Freshness,
  HeadroomView,
  NodeGroupSummary,
  NodeGroupView,
  NodeSummary,
  NodeView,
  WorkloadSummary,
  WorkloadsView,
  WorkloadView,
} from '@textloom/plugin-clusters-common';

/** Milliseconds without an answer after which nothing on the screen is called healthy. */
export const LAST_KNOWN_AFTER_MS = 60_000;

function aged(freshness: Freshness): Freshness {
  return freshness.state === 'live'
    ? { ...freshness, state: 'stale' }
    : freshness;
}

function node<T extends NodeSummary>(summary: T): T {
  return { ...summary, status: 'unknown', health: 'unknown' };
}

function group<T extends NodeGroupSummary>(summary: T): T {
  return {
    ...summary,
    state: 'unknown',
    nodes: summary.nodes.map(node),
  };
}

function cluster<T extends ClusterSummary>(summary: T): T {
  return {
    ...summary,
    state: 'unknown',
    freshness: aged(summary.freshness),
  };
}

function workload<T extends WorkloadSummary>(summary: T): T {
  return { ...summary, state: 'unknown' };
}

/**
 * The same views when the service that answers for them has fallen silent: figures stay, but they are
 * the last known ones and nothing is healthy any more.
 */
export const lastKnown = {
  fleet: (view: FleetView): FleetView => ({
    ...view,
    clusters: view.clusters.map(cluster),
  }),
  cluster: (view: ClusterView): ClusterView => ({
    ...cluster(view),
    nodeGroups: view.nodeGroups.map(group),
  }),
  nodeGroup: (view: NodeGroupView): NodeGroupView => ({
    ...group(view),
    freshness: aged(view.freshness),
  }),
  node: (view: NodeView): NodeView => ({
    ...node(view),
    freshness: aged(view.freshness),
  }),
  workloads: (view: WorkloadsView): WorkloadsView => ({
    ...view,
    freshness: aged(view.freshness),
    items: view.items.map(workload),
  }),
  workload: (view: WorkloadView): WorkloadView => ({
    ...workload(view),
    freshness: aged(view.freshness),
  }),
  headroom: (view: HeadroomView): HeadroomView => ({
    ...view,
    freshness: aged(view.freshness),
  }),
  component: (view: ComponentView): ComponentView => ({
    ...view,
    places: view.places.map(place => ({
      ...place,
      state: 'unknown',
      freshness: aged(place.freshness),
      workloads: place.workloads.map(workload),
      groups: place.groups.map(entry => ({ ...entry, state: 'unknown' })),
    })),
  }),
};
