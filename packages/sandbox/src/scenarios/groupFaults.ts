import { desiredNodes } from '../world/autoscalingGroups';
import { joinNode } from '../world/build';
import { NodeGroupPlan } from '../world/clusters';
import { DEPLOYMENTS, getOf, listOf, NODES } from '../world/objects';
import { ClusterWorld, GroupFault } from '../world/world';
import { scaleDeployment } from './pendingPods';
import { Scenario, ScenarioError } from './types';

/** Group that carries the application, by size of the cluster. */
const APPLICATION = { full: 'compute', small: 'apps' };
/** Group of the priority queue's workers, and more of them than it holds at its maximum. */
export const PRIORITY = {
  workload: 'textloom-priority-worker',
  group: { full: 'high-performance', small: 'worker' },
  replicas: { full: 16, small: 40 },
};
/** So long ago that the autoscaler has given up. */
const FAILING_MS = 20 * 60_000;

/** @throws ScenarioError */
export function groupOf(
  { plan, name: cluster }: ClusterWorld,
  target = APPLICATION[plan.size],
): NodeGroupPlan {
  const group = plan.groups.find(({ name }) => name === target);
  if (!group) {
    throw new ScenarioError(`There is no node group ${target} in ${cluster}`);
  }
  return group;
}

/**
 * Takes a group for a fault.
 * @throws ScenarioError when it goes through another one.
 */
export function disturbGroup(
  { faults, name: cluster }: ClusterWorld,
  group: NodeGroupPlan,
  fault: GroupFault,
): void {
  if (faults.nodeGroups.has(group.name)) {
    throw new ScenarioError(
      `Another scenario disturbs node group ${group.name} of ${cluster}`,
    );
  }
  faults.nodeGroups.set(group.name, fault);
}

/** AWS has no instance for a group that should grow. */
export const eksIssue: Scenario = {
  id: 'eks-issue',
  title: { en: 'AWS has no instances to give', zh: 'AWS 无可用实例' },
  effect: {
    en: 'The compute group wants one more node and gets none: EKS reports AsgInstanceLaunchFailures, and cluster-autoscaler backs off.',
    zh: 'compute 节点组需要再加一台节点，但无法启动：EKS 报告 AsgInstanceLaunchFailures，cluster-autoscaler 进入退避。',
  },
  lookAt: {
    en: 'Clusters: the group’s finding in EKS’s own words; its bounds under Capacity.',
    zh: '集群页：以 EKS 原文显示的节点组问题；「容量」中的上下限。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }, target) {
    const group = groupOf(world, target);
    const { faults, desired, store } = world;
    disturbGroup(world, group, {
      kind: 'launch-failure',
      since: store.now() - FAILING_MS,
    });
    desired.set(group.name, desiredNodes(world, group) + 1);
    return {
      target: group.name,
      stop: () => {
        faults.nodeGroups.delete(group.name);
        desired.delete(group.name);
      },
    };
  },
};

/** Fills a group up to its maximum, as its autoscaler would. Returns how to undo that. */
function fill(world: ClusterWorld, group: NodeGroupPlan): () => void {
  const { seed, plan, store, desired } = world;
  const added = Array.from({ length: group.max - group.count }, (_, n) =>
    joinNode(world, {
      seed,
      plan,
      group,
      index: group.count + n,
      generation: 0,
    }),
  );
  desired.set(group.name, group.max);
  return () => {
    desired.delete(group.name);
    const present = new Set(
      listOf(store, NODES).map(({ metadata }) => metadata.name),
    );
    added
      .filter(name => present.has(name))
      .forEach(name => store.remove(NODES.resource, undefined, name));
  };
}

/** The autoscaler has done what it may, and pods still wait. */
export const groupAtMaximum: Scenario = {
  id: 'group-at-maximum',
  title: { en: 'A node group is at its maximum', zh: '节点组已达上限' },
  effect: {
    en: 'The priority queue needs more workers than their node group may hold. The group has grown to its maximum, and pods still wait.',
    zh: '优先队列所需的 worker 超出其节点组的上限。该组已扩至最大节点数，仍有 Pod 等待调度。',
  },
  lookAt: {
    en: 'Clusters: the group’s finding; Capacity, with what would place the pods.',
    zh: '集群页：该节点组的问题；「容量」中列出可让 Pod 得到调度的办法。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }) {
    const { size, environments } = world.plan;
    const group = groupOf(world, PRIORITY.group[size]);
    const namespace = environments[environments.length - 1];
    const { workload, replicas } = PRIORITY;
    const before = scaleDeployment(world, namespace, workload, replicas[size]);
    const empty = fill(world, group);
    return {
      target: group.name,
      stop: () => {
        if (getOf(world.store, DEPLOYMENTS, namespace, workload)) {
          scaleDeployment(world, namespace, workload, before);
        }
        empty();
      },
    };
  },
};
