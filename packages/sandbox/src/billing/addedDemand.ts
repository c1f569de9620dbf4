import { environmentOf } from '../argo/names';
import { NODE_GROUP_LABEL } from '../world/clusters';
import { getOf, isActive, listOf, NODES, Pod, PODS } from '../world/objects';
import { podRequest } from '../world/requests';
import { isOfPlan } from '../world/workloads/founding';
import { ClusterWorld } from '../world/world';
import { UsageRow } from './usage';

/** What the pods of a service that somebody added ask for at one time, in one node group. */
export type Demand = Pick<
  UsageRow,
  'cluster' | 'node_group' | 'namespace' | 'component' | 'environment'
> & {
  /** CPU cores, and memory in GiB. */
  cpu: number;
  memory: number;
};

const GI = 2 ** 30;
const COMPONENT_LABEL = 'backstage.io/kubernetes-id';
const NAME_LABEL = 'app.kubernetes.io/name';

/** What all pods that the world was not built with ask for now, in the order of their names. */
export function addedDemand(worlds: readonly ClusterWorld[]): Demand[] {
  const demands = new Map<string, Demand>();
  for (const world of worlds) {
    for (const namespace of world.plan.environments) {
      for (const pod of listOf(world.store, PODS, namespace)) {
        const demand = demandOf(world, namespace, pod);
        if (demand) {
          const { cpu, memory, ...place } = demand;
          const key = JSON.stringify(place);
          const before = demands.get(key);
          demands.set(key, {
            ...place,
            cpu: cpu + (before?.cpu ?? 0),
            memory: memory + (before?.memory ?? 0),
          });
        }
      }
    }
  }
  return [...demands].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it);
}

/** Undefined for what the world was built with, and for a pod that holds no node. */
function demandOf(
  world: ClusterWorld,
  namespace: string,
  pod: Pod,
): Demand | undefined {
  const { labels = {}, name } = pod.metadata;
  const component = labels[COMPONENT_LABEL];
  const service = component ?? labels[NAME_LABEL] ?? name;
  const { nodeName } = pod.spec;
  if (!nodeName || !isActive(pod) || isOfPlan(world.plan, namespace, service)) {
    return undefined;
  }
  const node = getOf(world.store, NODES, undefined, nodeName);
  const { cpuMillis, memoryBytes } = podRequest(pod);
  return {
    cluster: world.name,
    node_group: node?.metadata.labels?.[NODE_GROUP_LABEL] ?? '',
    namespace,
    component: component ? `component:default/${component}` : '',
    environment: environmentOf(namespace),
    cpu: cpuMillis / 1000,
    memory: memoryBytes / GI,
  };
}
