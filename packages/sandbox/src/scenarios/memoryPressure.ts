import { targetNode } from './targets';
import { Scenario } from './types';

/** A worker node runs out of memory. */
export const memoryPressure: Scenario = {
  id: 'memory-pressure',
  title: { en: 'A node runs out of memory', zh: '一台节点内存不足' },
  effect: {
    en: 'MemoryPressure becomes True and memory use rises above 95%. New pods stay away from the node.',
    zh: 'MemoryPressure 变为 True，内存使用率升至 95% 以上。新的 Pod 不再调度到该节点。',
  },
  lookAt: {
    en: 'Clusters: the node’s memory and the pressure finding.',
    zh: '集群页：该节点的内存与压力问题。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }, target) {
    const { name } = targetNode(world, target, 'memory-pressure').metadata;
    world.faults.memoryPressure.add(name);
    return {
      target: name,
      stop: () => {
        world.faults.memoryPressure.delete(name);
      },
    };
  },
};
