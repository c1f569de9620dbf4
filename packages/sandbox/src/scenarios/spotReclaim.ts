import { recordEvent } from '../controllers/events';
import { deletePod } from '../controllers/pods';
import { setTaints } from '../controllers/taints';
import { joinNode } from '../world/build';
import {
  controllerOf,
  getOf,
  isActive,
  isTrue,
  listOf,
  Node,
  NODES,
  PODS,
} from '../world/objects';
import { NodeIdentity } from '../world/nodes';
import { ClusterWorld } from '../world/world';
import { targetNode } from './targets';
import { Scenario, ScenarioError, ScenarioRun } from './types';

const SPOT_TAINT = 'aws-node-termination-handler/spot-itn';
/** Shorter than AWS' two minutes of notice, so that a person can watch the whole course. */
const TERMINATE_MS = 30_000;
const REJOIN_MS = 50_000;

class SpotReclaim implements ScenarioRun {
  readonly target: string;
  private readonly startedAt: number;
  private replacement: string | undefined;

  constructor(
    private readonly world: ClusterWorld,
    node: Node,
    private readonly identity: NodeIdentity,
  ) {
    this.target = node.metadata.name;
    this.startedAt = world.store.now();
    recordEvent(world, node, {
      type: 'Warning',
      reason: 'SpotInterruption',
      message: `Spot Interruption event received. Instance ${node.spec?.providerID
        ?.split('/')
        .pop()} will be interrupted`,
      source: 'aws-node-termination-handler',
    });
    this.cordon(node, true);
    this.drain();
  }

  tick(now: number) {
    const elapsed = now - this.startedAt;
    if (elapsed >= TERMINATE_MS) {
      this.world.store.remove(NODES.resource, undefined, this.target);
    }
    if (elapsed >= REJOIN_MS) {
      this.rejoin();
    }
  }

  finished(): boolean {
    const node =
      this.replacement &&
      getOf(this.world.store, NODES, undefined, this.replacement);
    return Boolean(node && isTrue(node.status?.conditions, 'Ready'));
  }

  stop() {
    const node = getOf(this.world.store, NODES, undefined, this.target);
    if (node) {
      this.cordon(node, false);
    } else {
      this.rejoin();
    }
  }

  private rejoin() {
    if (!this.replacement) {
      const generation = this.identity.generation + 1;
      this.replacement = joinNode(this.world, { ...this.identity, generation });
    }
  }

  private cordon(node: Node, leaving: boolean) {
    const tainted = setTaints(
      this.world,
      node,
      [SPOT_TAINT],
      leaving ? [{ key: SPOT_TAINT, value: 'true', effect: 'NoSchedule' }] : [],
    );
    const { unschedulable, ...spec } = tainted.spec ?? {};
    this.world.store.update(NODES.resource, {
      ...tainted,
      spec: leaving ? { ...spec, unschedulable: true } : spec,
    });
  }

  private drain() {
    listOf(this.world.store, PODS)
      .filter(
        pod =>
          pod.spec.nodeName === this.target &&
          isActive(pod) &&
          controllerOf(pod)?.kind !== 'DaemonSet',
      )
      .forEach(pod => deletePod(this.world, pod));
  }
}

/** AWS takes a Spot instance back; the group replaces it. */
export const spotReclaim: Scenario = {
  id: 'spot-reclaim',
  title: { en: 'AWS reclaims a Spot node', zh: 'AWS 回收一台 Spot 节点' },
  effect: {
    en: 'The node is tainted and drained, is gone after half a minute, and a new one joins. This is planned, not an outage.',
    zh: '节点被打上污点并排空，半分钟后消失，随后有新节点加入。这是计划内变化，不是故障。',
  },
  lookAt: {
    en: 'Clusters: the worker group; the node shows as leaving, then a new node as starting.',
    zh: '集群页：worker 节点组；节点先显示为正在离开，随后新节点显示为正在启动。',
  },
  defaultCluster: 'textloom-nonprod',
  start({ world }, target) {
    const node = targetNode(world, target, 'spot-reclaim');
    const identity = world.identities.get(node.metadata.name);
    if (!identity) {
      throw new ScenarioError(
        `${node.metadata.name} belongs to no node group that could replace it`,
      );
    }
    return new SpotReclaim(world, node, identity);
  },
};
