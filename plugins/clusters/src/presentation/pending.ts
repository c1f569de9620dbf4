import { PendingFix, PendingGroup } from '@textloom/plugin-clusters-common';
import { formatBytes, formatCpu } from '@textloom/ui';
import { Message, message, MessageKey } from '../text/message';

/** What keeps a pod off a node, as far as the scheduler's words are known. */
export type Cause =
  | 'memory'
  | 'cpu'
  | 'pods'
  | 'volume'
  | 'ports'
  | 'taint'
  | 'affinity'
  | 'cordoned'
  | 'other';

const patterns: [RegExp, Cause][] = [
  [/^insufficient memory/i, 'memory'],
  [/^insufficient cpu/i, 'cpu'],
  [/^too many pods/i, 'pods'],
  [/volume/i, 'volume'],
  [/free ports/i, 'ports'],
  [/taint/i, 'taint'],
  [/affinity|selector|topology spread/i, 'affinity'],
  [/unschedulable/i, 'cordoned'],
];

/** The cause behind a reason of the scheduler. */
export function causeOf(reason: string): Cause {
  return patterns.find(([pattern]) => pattern.test(reason))?.[1] ?? 'other';
}

/** A reason of the scheduler as a sentence; one of unknown form in its own words. */
export function reasonMessage(entry: PendingGroup['reasons'][number]): Message {
  const { nodes, reason } = entry;
  const taint = /\{([^:}]*)/.exec(reason)?.[1].trim();
  return message(`pending.reason.${causeOf(reason)}`, {
    count: nodes,
    reason,
    taint: taint ?? '',
  });
}

/** What one pod of the group asks for, in the mean. */
export function requestsEach(group: PendingGroup) {
  const count = Math.max(1, group.count);
  return {
    cpu: formatCpu(group.requests.cpuMillis / count),
    memory: formatBytes(group.requests.memoryBytes / count),
  };
}

const ROOM: ReadonlySet<Cause> = new Set(['memory', 'cpu', 'pods']);

/**
 * What would place the pods: lack of room is what more nodes cure, so it leads; else the reason that
 * holds on most nodes.
 */
export function remedyMessage(group: PendingGroup): Message {
  const causes = [...group.reasons]
    .sort((a, b) => b.nodes - a.nodes)
    .map(entry => causeOf(entry.reason));
  const cause = causes.find(entry => ROOM.has(entry)) ?? causes[0] ?? 'other';
  return message(`pending.remedy.${cause}`, requestsEach(group));
}

/** A figure of a fix as people say it; what is no figure stays as it is. */
function fixParam(name: string, value: string | number): string | number {
  if (typeof value !== 'number') return value;
  if (name === 'cpuMillis') return formatCpu(value);
  return name === 'memoryBytes' ? formatBytes(value) : value;
}

function fixKey(fix: PendingFix): MessageKey {
  if (fix.kind === 'lower-request') {
    return 'memoryBytes' in fix.params
      ? 'pending.fix.lower-memory'
      : 'pending.fix.lower-cpu';
  }
  return `pending.fix.${fix.kind}`;
}

/** One thing that would let waiting pods be placed, as a sentence. */
export function fixMessage(fix: PendingFix): Message {
  const params = Object.fromEntries(
    Object.entries(fix.params).map(([name, value]) => [
      name,
      fixParam(name, value),
    ]),
  );
  return message(fixKey(fix), {
    count: Number(fix.params.nodes ?? 1),
    cpu: params.cpuMillis ?? '',
    memory: params.memoryBytes ?? '',
    ...params,
    group: fix.group ?? '',
  });
}

/** What all pods of a group wait for: room of one kind, or just a node. */
export function waitsFor(group: PendingGroup): 'memory' | 'cpu' | 'node' {
  const room = new Set(
    group.reasons
      .map(entry => causeOf(entry.reason))
      .filter(cause => ROOM.has(cause)),
  );
  if (room.size !== 1) return 'node';
  if (room.has('memory')) return 'memory';
  return room.has('cpu') ? 'cpu' : 'node';
}

/** Key of a pending group that stays over updates. */
export function pendingKey(group: PendingGroup): string {
  return JSON.stringify([
    group.namespace,
    group.ownerKind,
    group.ownerName,
    group.message,
    ...group.reasons.map(entry => entry.reason).sort(),
  ]);
}
