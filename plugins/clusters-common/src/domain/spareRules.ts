import { groupBy } from '@textloom/kernel';
import { finding } from './finding';
import { Figure, Finding, ObjectRef, RuleId } from './health';
import { isReady, NodeCase, Scene } from './nodeCase';
import { leavingTaint } from './readyRules';

const RESOURCES = [
  { name: 'cpu', unit: 'millicores' },
  { name: 'memory', unit: 'bytes' },
] as const satisfies readonly { name: string; unit: Figure['unit'] }[];

/** Whether the scheduler may put pods on the node. */
const takesPods = (subject: NodeCase) =>
  isReady(subject) && !subject.node.unschedulable && !leavingTaint(subject);

/** What is tested, and how it is told when it does not fit. */
interface Test {
  rule: RuleId;
  object: ObjectRef;
  group?: string;
  /** What is lost, in words. */
  without: string;
  /** The possible losses; the hardest is told. */
  losses: readonly { zone?: string; nodes: readonly NodeCase[] }[];
  /** How many nodes may be started in place of the lost ones; none unless told. */
  room?: number;
}

/**
 * What the pods of all nodes request would not fit on those that take pods if one of the losses came. Of CPU
 * and memory it tells the one that lacks the larger share.
 */
function lossFindings(
  nodes: readonly NodeCase[],
  usable: readonly NodeCase[],
  { rule, object, group, without, losses, room = 0 }: Test,
): Finding[] {
  const lacking = RESOURCES.flatMap(({ name, unit }) => {
    const requested = total(nodes, node => node.capacity[name].requested ?? 0);
    const sizeOf = (some: readonly NodeCase[]) =>
      total(some, node => node.capacity[name].allocatable);
    const started = room * smallest(usable, name);
    const all = sizeOf(usable) + started;
    return losses.map(({ zone, nodes: lost }) => ({
      name,
      unit,
      zone,
      requested,
      left: all - sizeOf(lost),
    }));
  })
    .filter(({ requested, left }) => requested > left)
    .sort((a, b) => b.requested / b.left - a.requested / a.left);
  return lacking.slice(0, 1).map(({ name, unit, zone, requested, left }) =>
    finding(rule, 'warning', object, {
      ...(group !== undefined && { group }),
      value: { value: requested, unit },
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

function total(
  nodes: readonly NodeCase[],
  amount: (node: NodeCase) => number,
): number {
  return nodes.reduce((sum, node) => sum + amount(node), 0);
}

/** What a further node offers at least. */
function smallest(
  nodes: readonly NodeCase[],
  resource: (typeof RESOURCES)[number]['name'],
): number {
  const sizes = nodes.map(node => node.capacity[resource].allocatable);
  return sizes.length ? Math.min(...sizes) : 0;
}

/** A loss for each node; of equals one is enough. */
function nodeLosses(usable: readonly NodeCase[]): Test['losses'] {
  const sizes = new Map(
    usable.map(node => {
      const { cpu, memory } = node.capacity;
      return [`${cpu.allocatable}/${memory.allocatable}`, node];
    }),
  );
  return [...sizes.values()].map(node => ({ nodes: [node] }));
}

/** A loss for each zone of several nodes, where there is another one to go to. */
function zoneLosses(usable: readonly NodeCase[]): Test['losses'] {
  const zones = [...groupBy(usable, ({ zone }) => zone)].filter(
    ([zone]) => zone !== '',
  );
  return zones.length < 2
    ? []
    : zones
        .filter(([, nodes]) => nodes.length > 1)
        .map(([zone, nodes]) => ({ zone, nodes }));
}

/** Nodes that pods may use, where the question makes sense. */
function usableOf(
  nodes: readonly NodeCase[],
  { podsKnown }: Scene,
): readonly NodeCase[] {
  return podsKnown && nodes.length > 1 ? nodes.filter(takesPods) : [];
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
  const usable = usableOf(nodes, scene);
  const ofNode = lossFindings(nodes, usable, {
    ...about,
    rule: rules.node,
    without: 'largest node',
    losses: nodeLosses(usable),
  });
  return ofNode.length > 0 || rules.zone === undefined
    ? ofNode
    : lossFindings(nodes, usable, {
        ...about,
        ...(room !== undefined && { room }),
        rule: rules.zone,
        without: 'zone that costs most',
        losses: zoneLosses(usable),
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
