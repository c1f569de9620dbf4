import { isReady, NodeCase } from '../nodeCase';
import { Placement } from '../workloadFacts';
import { Eligibility, eligibility } from './placement';

/** What one pod asks for. */
interface Shape {
  cpuMillis: number;
  memoryBytes: number;
}

type Room = Shape & { pods: number };

/** A node with what it has left, and what it would have with only DaemonSets and static pods on it. */
export interface RoomyNode {
  subject: NodeCase;
  left: Room;
  empty: Room;
}

/** Nodes of a group as far as one placement may use them. */
export interface AllowedNodes {
  /** All nodes of the group. */
  nodes: number;
  /** Nodes that node selector and taints allow. */
  eligible: readonly RoomyNode[];
  /** What rules the nodes out; only when none is eligible. */
  excluded?: Eligibility;
  /** The largest eligible node when empty: what a new node would hold. */
  room?: Room;
}

/** Eligible nodes with room for one more pod of a shape, by what keeps them from taking it. */
export interface GroupFit {
  free: number;
  cordoned: number;
  notReady: number;
}

/** Taints that tell of a state which passes, or is repaired; they are judged as that state. */
const PASSING_TAINT =
  /^node\.kubernetes\.io\/|^node\.cloudprovider\.kubernetes\.io\//;

/** Works out once what each node has left. */
export function roomyNode(subject: NodeCase): RoomyNode {
  const { cpu, memory, pods } = subject.capacity;
  const left = ({ allocatable, requested = 0 }: typeof cpu) =>
    allocatable - requested;
  return {
    subject,
    left: {
      cpuMillis: left(cpu),
      memoryBytes: left(memory),
      pods: left(pods),
    },
    empty: emptyRoom(subject),
  };
}

/** The nodes of one group that a placement may use. */
export function allowedNodes(
  nodes: readonly RoomyNode[],
  placement: Placement,
  known: ReadonlySet<string>,
): AllowedNodes {
  const eligible: RoomyNode[] = [];
  let excluded: Eligibility | undefined;
  let room: Room | undefined;
  for (const node of nodes) {
    const verdict = eligibility(placement, withoutPassing(node.subject), known);
    if (isEligible(verdict)) {
      eligible.push(node);
      room = room ? larger(room, node.empty) : node.empty;
    } else {
      excluded ??= verdict;
    }
  }
  return {
    nodes: nodes.length,
    eligible,
    ...(!eligible.length && excluded && { excluded }),
    ...(room && { room }),
  };
}

/** Where one more pod of a shape has room. */
export function groupFit(
  eligible: readonly RoomyNode[],
  shape: Shape,
): GroupFit {
  const fit: GroupFit = { free: 0, cordoned: 0, notReady: 0 };
  for (const { subject, left } of eligible) {
    if (podsPerNode(left, shape) >= 1) {
      fit[stateOf(subject)]++;
    }
  }
  return fit;
}

function stateOf(subject: NodeCase): keyof GroupFit {
  if (!isReady(subject)) {
    return 'notReady';
  }
  return subject.node.unschedulable ? 'cordoned' : 'free';
}

function isEligible({ selector, taint }: Eligibility): boolean {
  return selector !== 'mismatch' && !taint;
}

function withoutPassing({ node }: NodeCase): NodeCase['node'] {
  const taints = node.taints.filter(({ key }) => !PASSING_TAINT.test(key));
  return taints.length === node.taints.length ? node : { ...node, taints };
}

/** What is left of a node when only DaemonSets and static pods run on it. */
function emptyRoom({ node, pods }: NodeCase): Room {
  const fixed = pods.filter(pod => pod.ownerKind === 'DaemonSet' || pod.mirror);
  const sum = (key: keyof Shape) =>
    fixed.reduce((total, { requests }) => total + requests[key], 0);
  return {
    cpuMillis: Math.max(0, node.allocatable.cpuMillis - sum('cpuMillis')),
    memoryBytes: Math.max(0, node.allocatable.memoryBytes - sum('memoryBytes')),
    pods: Math.max(0, node.allocatable.pods - fixed.length),
  };
}

function larger(a: Room, b: Room): Room {
  return b.cpuMillis > a.cpuMillis ||
    (b.cpuMillis === a.cpuMillis && b.memoryBytes > a.memoryBytes)
    ? b
    : a;
}

/** Pods of a shape that such a room takes. */
export function podsPerNode(room: Room, shape: Shape): number {
  const by = (total: number, each: number) =>
    each > 0 ? Math.floor(total / each) : Infinity;
  return Math.min(
    room.pods,
    by(room.cpuMillis, shape.cpuMillis),
    by(room.memoryBytes, shape.memoryBytes),
  );
}
