import {
  controllerOf,
  isActive,
  listOf,
  NODES,
  Pod,
  PODS,
} from '../world/objects';
import { NODE_GROUP_LABEL } from '../world/clusters';
import { ClusterWorld } from '../world/world';
import { Scenario, ScenarioError } from './types';

const NAMESPACE = 'logging';
const WORKLOAD = 'filebeat';
/** So many nodes are without it. */
const NODES_WITHOUT = 2;

/** The DaemonSet's pods on the first nodes of the worker group. */
function podsWithout(world: ClusterWorld, workload: string): Pod[] {
  const workers = listOf(world.store, NODES)
    .filter(({ metadata }) => metadata.labels?.[NODE_GROUP_LABEL] === 'worker')
    .map(({ metadata }) => metadata.name)
    .sort()
    .slice(0, NODES_WITHOUT);
  return listOf(world.store, PODS).filter(
    pod =>
      isActive(pod) &&
      workers.includes(pod.spec.nodeName ?? '') &&
      controllerOf(pod)?.kind === 'DaemonSet' &&
      controllerOf(pod)?.name === workload,
  );
}

/** Two nodes have no address left for the pod of a DaemonSet. */
export const daemonSetGap: Scenario = {
  id: 'daemonset-gap',
  title: { en: 'Nodes without their log agent', zh: '节点缺少日志代理' },
  effect: {
    en: 'On two worker nodes filebeat gets no IP address and does not start. After ten minutes that is a warning.',
    zh: '两台 worker 节点上的 filebeat 分配不到 IP 地址，无法启动。十分钟后升级为警告。',
  },
  lookAt: {
    en: 'Clusters: the DaemonSet’s finding, which names the nodes.',
    zh: '集群页：该 DaemonSet 的问题，其中列出节点。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }, target = WORKLOAD) {
    const { faults, store } = world;
    const keys = new Set<string>();
    const afflict = () => {
      for (const { metadata } of podsWithout(world, target)) {
        const key = `${metadata.namespace}/${metadata.name}`;
        if (!keys.has(key)) {
          keys.add(key);
          faults.pods.set(key, { fault: 'no-address', since: store.now() });
        }
      }
    };
    afflict();
    if (keys.size === 0) {
      throw new ScenarioError(
        `DaemonSet ${target} has no pod on a worker node of ${world.name}`,
      );
    }
    return {
      target: `${NAMESPACE}/${target}`,
      tick: afflict,
      stop: () => {
        keys.forEach(key => faults.pods.delete(key));
      },
    };
  },
};
