import { settledConditions, STATUS_MS } from '../controllers/kubelet';
import { createAll } from '../world/build';
import { NODE_GROUP_LABEL, NodeGroupPlan } from '../world/clusters';
import { buildNode } from '../world/nodes';
import { listOf, NODES } from '../world/objects';
import { ClusterWorld } from '../world/world';
import { rfc3339 } from '../kubernetes/store';
import { Scenario } from './types';

/** Nodes of a large batch run: each takes what runs on every node, and jobs that tolerate the taint. */
const BATCH: NodeGroupPlan = {
  name: 'batch',
  instanceType: 't3.medium',
  count: 1000,
  min: 0,
  // A third more than it has: the loss of a zone can be replaced.
  max: 1400,
  capacityType: 'SPOT',
  taints: [
    { key: 'textloom.ai/dedicated', value: 'batch', effect: 'NoSchedule' },
  ],
};
/** They joined so long ago: nothing about them is still starting. */
const AGE_MS = 3 * 3_600_000;

/** Registers the nodes as they would be some time after they joined. */
function join(world: ClusterWorld): void {
  const { seed, plan, store } = world;
  const now = store.now();
  const since = now - AGE_MS;
  const nodes = Array.from({ length: BATCH.count }, (_, index) => {
    const identity = { seed, plan, group: BATCH, index, generation: 0 };
    const node = buildNode(identity);
    world.identities.set(node.metadata.name, identity);
    // Spread, as the reports of real nodes are.
    const saidAt = now - (STATUS_MS * index) / BATCH.count;
    return {
      ...node,
      metadata: { ...node.metadata, creationTimestamp: rfc3339(since) },
      status: {
        ...node.status,
        conditions: settledConditions(since, saidAt),
      },
    };
  });
  createAll(world, nodes);
}

function leave({ store, plan, identities }: ClusterWorld): void {
  for (const { metadata } of listOf(store, NODES)) {
    if (metadata.labels?.[NODE_GROUP_LABEL] === BATCH.name) {
      store.remove(NODES.resource, undefined, metadata.name);
      identities.delete(metadata.name);
    }
  }
  plan.groups.splice(plan.groups.indexOf(BATCH), 1);
}

/** A cluster that is large, and well. */
export const thousandNodes: Scenario = {
  id: 'thousand-nodes',
  title: { en: 'A thousand nodes', zh: '一千台节点' },
  effect: {
    en: 'A node group batch of 1,000 Spot nodes in three zones is there at once, with what runs on every node. Nothing is wrong with it.',
    zh: '集群中立即出现节点组 batch：分布于三个可用区的 1,000 台 Spot 节点，运行每台节点都有的 Pod。一切正常。',
  },
  lookAt: {
    en: 'Clusters: the map of nodes, still readable; find a node by its name.',
    zh: '集群页：节点图依然清晰可读；可按名称查找节点。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }) {
    world.plan.groups.push(BATCH);
    join(world);
    return { target: BATCH.name, stop: () => leave(world) };
  },
};
