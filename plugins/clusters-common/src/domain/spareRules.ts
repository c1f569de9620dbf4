import { groupBy } from '@textloom/kernel';
import { finding } from './finding';
import { Figure, Finding, ObjectRef, RuleId } from './health';
import { isGivenUp, isReady, NodeCase, Scene } from './nodeCase';

const RESOURCES = [
  { name: 'cpu', unit: 'millicores' },
  { name: 'memory', unit: 'bytes' },
] as const satisfies readonly { name: string; unit: Figure['unit'] }[];

type Resource = (typeof RESOURCES)[number]['name'];

/** Whether the scheduler may put pods on the node. */
const takesPods = (subject: NodeCase) =>
  isReady(subject) && !isGivenUp(subject);

/** An amount of each resource. */
type Sizes = Record<Resource, number>;

/** A possible loss: what the nodes that go away offered. */
interface Loss extends Sizes {
  zone?: string;
}

/** What is tested, and how it is told when it does not fit. */
interface Test {
  rule: RuleId;
  object: ObjectRef;
  group?: string;
  /** What is lost, in words. */
  without: string;
  /** The possible losses; the hardest is told. */
  losses: readonly Loss[];
  /** How many nodes may be started in place of the lost ones; none unless told. */
  room?: number;
}

/** What pods ask for, and what the nodes that take pods offer. */
interface Supply {
  requested: Sizes;
  usable: readonly NodeCase[];
  offered: Sizes;
  /** What a further node offers at least. */
  smallest: Sizes;
  /** The most that one node offers of each resource. */
  largest: Sizes;
}

const sizes = (amount: number): Sizes => ({ cpu: amount, memory: amount });

/** Sums over nodes; those that take pods are counted only where the question makes sense. */
function supplyOf(nodes: readonly NodeCase[], { podsKnown }: Scene): Supply {
  const usable = podsKnown && nodes.length > 1 ? nodes.filter(takesPods) : [];
  const requested = sizes(0);
  for (const { capacity } of nodes) {
    requested.cpu += capacity.cpu.requested ?? 0;
    requested.memory += capacity.memory.requested ?? 0;
  }
  const offered = sizes(0);
  const largest = sizes(0);
  const smallest = sizes(usable.length > 0 ? Infinity : 0);
  for (const { capacity } of usable) {
    const cpu = capacity.cpu.allocatable;
    const memory = capacity.memory.allocatable;
    offered.cpu += cpu;
    offered.memory += memory;
    largest.cpu = Math.max(largest.cpu, cpu);
    largest.memory = Math.max(largest.memory, memory);
    smallest.cpu = Math.min(smallest.cpu, cpu);
    smallest.memory = Math.min(smallest.memory, memory);
  }
  return { requested, usable, offered, smallest, largest };
}

/**
 * What the pods of all nodes request would not fit on those that take pods if one of the losses came. Of CPU
 * and memory it tells the one that lacks the larger share.
 */
function lossFindings(
  { requested, offered, smallest }: Supply,
  { rule, object, group, without, losses, room = 0 }: Test,
): Finding[] {
  const lacking = RESOURCES.flatMap(({ name, unit }) => {
    const all = offered[name] + room * smallest[name];
    return losses.map(loss => ({
      name,
      unit,
      zone: loss.zone,
      requested: requested[name],
      left: all - loss[name],
    }));
  })
    .filter(item => item.requested > item.left)
    .sort((a, b) => b.requested / b.left - a.requested / a.left);
  return lacking.slice(0, 1).map(({ name, unit, zone, left, ...item }) =>
    finding(rule, 'warning', object, {
      ...(group !== undefined && { group }),
      value: { value: item.requested, unit },
      threshold: { value: left, unit },
      evidence: `Pod.spec…requests.${name} against Node.status.allocatable.${name} without the ${without}`,
      params: {
        resource: name,
        ...(zone !== undefined && { zone }),
        ...(room > 0 && { room }),
      },
    }),
  );
}

/** The loss of the largest node, of each resource by itself: all other nodes leave more. */
function nodeLosses({ usable, largest }: Supply): Test['losses'] {
  return usable.length > 0 ? [largest] : [];
}

/** A loss for each zone of several nodes, where there is another one to go to. */
function zoneLosses({ usable }: Supply): Test['losses'] {
  const zones = [...groupBy(usable, ({ zone }) => zone)].filter(
    ([zone]) => zone !== '',
  );
  return zones.length < 2
    ? []
    : zones
        .filter(([, nodes]) => nodes.length > 1)
        .map(([zone, nodes]) => ({
          zone,
          cpu: offeredBy(nodes, 'cpu'),
          memory: offeredBy(nodes, 'memory'),
        }));
}

function offeredBy(nodes: readonly NodeCase[], resource: Resource): number {
  return nodes.reduce(
    (sum, { capacity }) => sum + capacity[resource].allocatable,
    0,
  );
}

/** Which losses are tested, and of what. `room` counts for the loss of a zone only. */
type Question = Pick<Test, 'object' | 'group' | 'room'> & {
  rules: { node: RuleId; zone?: RuleId };
};

/** N−1 and the loss of a zone. What cannot lose a node cannot lose its zone either, so that one tells both. */
function spareFindings(
  nodes: readonly NodeCase[],
  scene: Scene,
  { rules, room, ...about }: Question,
): Finding[] {
  const supply = supplyOf(nodes, scene);
  const ofNode = lossFindings(supply, {
    ...about,
    rule: rules.node,
    without: 'largest node',
    losses: nodeLosses(supply),
  });
  return ofNode.length > 0 || rules.zone === undefined
    ? ofNode
    : lossFindings(supply, {
        ...about,
        ...(room !== undefined && { room }),
        rule: rules.zone,
        without: 'zone that costs most',
        losses: zoneLosses(supply),
      });
}

/**
 * Whether a group could lose a node, or a zone. A zone's nodes can be replaced in the other zones up to the
 * group's maximum; the lost ones count against it as long as they are registered. Where nobody tells the maximum
 * the loss of a zone is not asked about.
 *
 * @param room - How many nodes the group's maximum still allows; absent where no maximum is known.
 */
export function groupSpareFindings(
  group: string,
  nodes: readonly NodeCase[],
  room: number | undefined,
  scene: Scene,
): Finding[] {
  return spareFindings(nodes, scene, {
    object: { kind: 'NodeGroup', name: group },
    group,
    rules: {
      node: 'group-no-spare-node',
      ...(room !== undefined && { zone: 'group-no-spare-zone' }),
    },
    ...(room !== undefined && { room }),
  });
}

/**
 * Whether all groups together could lose a node or a zone: not even the room of the others would do. Where
 * there is only one group, its own finding tells of the node. The loss of a zone is no fault where more nodes
 * can be started in the others.
 */
export function clusterSpareFindings(
  cluster: string,
  nodes: readonly NodeCase[],
  canGrow: boolean,
  scene: Scene,
): Finding[] {
  const groups = new Set(nodes.map(({ group }) => group));
  return spareFindings(nodes, scene, {
    object: { kind: 'Cluster', name: cluster },
    rules: {
      node: 'cluster-no-spare-node',
      ...(!canGrow && { zone: 'cluster-no-spare-zone' }),
    },
  }).filter(({ rule }) => groups.size > 1 || rule === 'cluster-no-spare-zone');
}
