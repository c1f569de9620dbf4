import { recordEvent } from '../controllers/events';
import { deletePod } from '../controllers/pods';
import { joinNode } from '../world/build';
import { NodeGroupPlan } from '../world/clusters';
import { NodeIdentity } from '../world/nodes';
import {
  controllerOf,
  getOf,
  isActive,
  isTrue,
  listOf,
  NODES,
  PODS,
} from '../world/objects';
import { ClusterWorld } from '../world/world';
import { disturbGroup, groupOf, PRIORITY } from './groupFaults';
import { Scenario, ScenarioRun } from './types';

/** An emptied node is terminated this long after it was cordoned; EKS takes minutes. */
const TERMINATE_MS = 15_000;

/** One step: a new node joins, the old one is emptied, the old one goes. */
interface Step {
  old: string;
  identity: NodeIdentity;
  replacement?: string;
  cordonedAt?: number;
}

/** Replaces the nodes of a group one by one, as EKS does when the group's launch template changes. */
class PlannedUpgrade implements ScenarioRun {
  readonly target: string;
  private readonly steps: Step[];

  constructor(private readonly world: ClusterWorld, group: NodeGroupPlan) {
    this.target = group.name;
    this.steps = [...world.identities]
      .filter(
        ([name, identity]) =>
          identity.group === group &&
          getOf(world.store, NODES, undefined, name) !== undefined,
      )
      .map(([old, identity]) => ({ old, identity }));
    disturbGroup(world, group, {
      kind: 'updating',
      since: world.store.now(),
    });
    this.tick(world.store.now());
  }

  tick(now: number) {
    const [step] = this.steps;
    if (step && this.advance(step, now)) {
      this.steps.shift();
    }
    if (this.finished()) {
      this.world.faults.nodeGroups.delete(this.target);
    }
  }

  finished(): boolean {
    return this.steps.length === 0;
  }

  stop() {
    this.world.faults.nodeGroups.delete(this.target);
    const [step] = this.steps;
    if (step?.cordonedAt !== undefined) {
      this.cordon(step.old, false);
    }
    if (step?.replacement) {
      this.world.store.remove(NODES.resource, undefined, step.replacement);
    }
  }

  /** True when the old node is gone. */
  private advance(step: Step, now: number): boolean {
    const { store } = this.world;
    if (!step.replacement) {
      const { generation, template = 3, ...identity } = step.identity;
      step.replacement = joinNode(this.world, {
        ...identity,
        generation: generation + 1,
        template: template + 1,
      });
      return false;
    }
    const replacement = getOf(store, NODES, undefined, step.replacement);
    if (step.cordonedAt === undefined) {
      if (replacement && isTrue(replacement.status?.conditions, 'Ready')) {
        step.cordonedAt = now;
        this.cordon(step.old, true);
        this.drain(step.old);
      }
      return false;
    }
    if (now - step.cordonedAt < TERMINATE_MS) {
      return false;
    }
    store.remove(NODES.resource, undefined, step.old);
    return true;
  }

  private cordon(name: string, wanted: boolean) {
    const node = getOf(this.world.store, NODES, undefined, name);
    if (node) {
      const { unschedulable, ...spec } = node.spec ?? {};
      this.world.store.update(NODES.resource, {
        ...node,
        spec: wanted ? { ...spec, unschedulable: true } : spec,
      });
      recordEvent(this.world, node, {
        type: 'Normal',
        reason: wanted ? 'NodeNotSchedulable' : 'NodeSchedulable',
        message: `Node ${name} status is now: ${
          wanted ? 'NodeNotSchedulable' : 'NodeSchedulable'
        }`,
        source: 'kubelet',
      });
    }
  }

  private drain(name: string) {
    listOf(this.world.store, PODS)
      .filter(
        pod =>
          pod.spec.nodeName === name &&
          isActive(pod) &&
          controllerOf(pod)?.kind !== 'DaemonSet',
      )
      .forEach(pod => deletePod(this.world, pod));
  }
}

/** A group is replaced node by node, as announced. */
export const plannedUpgrade: Scenario = {
  id: 'planned-upgrade',
  title: { en: 'A node group is upgraded', zh: '节点组按计划升级' },
  effect: {
    en: 'EKS replaces the nodes of the priority queue’s group one by one: a new node joins, the old one is drained and goes. This is planned, not an outage.',
    zh: 'EKS 逐台替换优先队列节点组的节点：新节点加入后，排空并移除旧节点。这是计划内变化，不是故障。',
  },
  lookAt: {
    en: 'Clusters: the group; its nodes show as starting and as drained, and the cluster stays healthy.',
    zh: '集群页：该节点组；节点依次显示为启动中与已排空，集群保持健康。',
  },
  defaultCluster: 'textloom-prod',
  // Three nodes in three zones: one more in any of them leaves the zones even.
  start: ({ world }, target) =>
    new PlannedUpgrade(
      world,
      groupOf(world, target ?? PRIORITY.group[world.plan.size]),
    ),
};
