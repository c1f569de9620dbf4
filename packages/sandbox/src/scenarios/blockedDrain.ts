import {
  BUDGETS,
  DisruptionBudget,
  getOf,
  isActive,
  listOf,
  NODES,
  PODS,
  selectedBy,
} from '../world/objects';
import { ClusterWorld } from '../world/world';
import { Scenario, ScenarioError } from './types';

const NAME = 'textloom-drain-guard';
const WORKLOAD = { 'app.kubernetes.io/instance': 'textloom-auth' };

function cordon({ store }: ClusterWorld, name: string, wanted: boolean) {
  const node = getOf(store, NODES, undefined, name);
  if (node) {
    const { unschedulable, ...spec } = node.spec ?? {};
    store.update(NODES.resource, {
      ...node,
      spec: wanted ? { ...spec, unschedulable: true } : spec,
    });
  }
}

/** A node is to be emptied, and a budget lets no pod go. */
export const blockedDrain: Scenario = {
  id: 'pdb-blocks-drain',
  title: { en: 'A disruption budget blocks a drain', zh: 'PDB 阻止排空节点' },
  effect: {
    en: 'A node is cordoned for maintenance; a new disruption budget of textloom-auth allows no disruption, so the node cannot be emptied.',
    zh: '一台节点因维护被封锁；textloom-auth 的新 PDB 不允许任何中断，该节点无法排空。',
  },
  lookAt: {
    en: 'Clusters: the budget’s finding, which names the node.',
    zh: '集群页：该 PDB 的问题，其中列出节点。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }) {
    const { store } = world;
    const namespace = world.plan.environments.slice(-1)[0];
    const pod = listOf(store, PODS, namespace).find(
      candidate =>
        isActive(candidate) &&
        candidate.spec.nodeName &&
        selectedBy(WORKLOAD, candidate.metadata.labels),
    );
    const node = pod?.spec.nodeName;
    if (!node) {
      throw new ScenarioError(`textloom-auth has no pod in ${world.name}`);
    }
    const budget: DisruptionBudget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: NAME, namespace, generation: 1 },
      spec: { maxUnavailable: 0, selector: { matchLabels: WORKLOAD } },
    };
    if (!getOf(store, BUDGETS, namespace, NAME)) {
      store.create(BUDGETS.resource, budget);
    }
    cordon(world, node, true);
    return {
      target: node,
      stop: () => {
        cordon(world, node, false);
        store.remove(BUDGETS.resource, namespace, NAME);
      },
    };
  },
};
