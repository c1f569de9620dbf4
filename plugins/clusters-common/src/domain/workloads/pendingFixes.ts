import { compareText, groupBy } from '@textloom/kernel';
import { PodFacts } from '../facts';
import { once } from '../once';
import { SchedulingReason } from '../scheduling';
import { PendingFix } from '../views';
import { Placement } from '../workloadFacts';
import {
  AllowedNodes,
  allowedNodes,
  GroupFit,
  groupFit,
  podsPerNode,
  RoomyNode,
  roomyNode,
} from './groupFit';
import { Fix, growth, PendingWorld } from './growth';
import { knownLabels } from './placement';

interface PreparedWorld extends PendingWorld {
  /** What a placement may use of each group; pods of one owner share theirs. */
  allowed(placement: Placement): ReadonlyMap<string, AllowedNodes>;
}

interface Waiting {
  count: number;
  shape: { cpuMillis: number; memoryBytes: number };
  placement: Placement;
  reasons: readonly SchedulingReason[];
}

const MAX_FIXES = 12;
/** Kinds from the most to the least promising. */
const RANK: readonly PendingFix['kind'][] = [
  'wait-for-nodes',
  'uncordon',
  'add-nodes',
  'raise-maximum',
  'autoscaler-backoff',
  'eks-issue',
  'free-ports',
  'volume-zone',
  'lower-request',
  'tolerate-taint',
  'change-selector',
];
const VOLUME = /volume node affinity conflict/;
const PORTS = /free ports/;
const APART = /anti-affinity/;
/** Reasons that a further node removes, though the nodes that there are have room. */
const SPREAD = /anti-affinity|topology spread/;

/** Sorts the nodes by group and works out their room, once for all pods that wait. */
export function prepareWorld(world: PendingWorld): PreparedWorld {
  let groups: [string, RoomyNode[]][] | undefined;
  const labels = once(() => knownLabels(world.cases));
  const judged = new Map<Placement, ReadonlyMap<string, AllowedNodes>>();
  return {
    ...world,
    allowed(placement) {
      groups ??= [
        ...groupBy(world.cases.map(roomyNode), ({ subject }) => subject.group),
      ].sort(([a], [b]) => compareText(a, b));
      const known = judged.get(placement);
      const allowed =
        known ??
        new Map(
          groups.map(([name, nodes]) => [
            name,
            allowedNodes(nodes, placement, labels()),
          ]),
        );
      judged.set(placement, allowed);
      return allowed;
    },
  };
}

/** What would place pods of one owner that wait for the same reasons; most promising first. */
export function pendingFixes(
  pods: readonly PodFacts[],
  reasons: readonly SchedulingReason[],
  world: PreparedWorld,
): PendingFix[] {
  const [first] = pods;
  const own = ownFixes(reasons, world);
  const { placement } = first;
  if (!placement || own.some(({ kind }) => kind === 'volume-zone')) {
    return own;
  }
  const waiting: Waiting = {
    count: pods.length,
    shape: {
      cpuMillis: largest(pods.map(pod => pod.requests.cpuMillis)),
      memoryBytes: largest(pods.map(pod => pod.requests.memoryBytes)),
    },
    placement,
    reasons,
  };
  return [
    ...own,
    ...[...world.allowed(placement)].flatMap(([group, nodes]) =>
      fixesOfGroup(group, nodes, waiting, world).map(fix => ({
        ...fix,
        group,
      })),
    ),
  ]
    .sort((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind))
    .slice(0, MAX_FIXES);
}

/** Not `Math.max(...)`, which does not take as many arguments as pods may wait. */
function largest(figures: readonly number[]): number {
  return figures.reduce((most, figure) => Math.max(most, figure), 0);
}

/** What no node group can mend. */
function ownFixes(
  reasons: readonly SchedulingReason[],
  world: PreparedWorld,
): PendingFix[] {
  const volume = reasons.find(({ reason }) => VOLUME.test(reason));
  const ports = reasons.find(({ reason }) => PORTS.test(reason));
  const zone = volume && zoneOfVolume(volume, reasons, world);
  return [
    ...(ports
      ? [{ kind: 'free-ports' as const, params: { nodes: ports.nodes } }]
      : []),
    ...(volume
      ? [
          {
            kind: 'volume-zone' as const,
            params: { nodes: volume.nodes, ...(zone && { zone }) },
          },
        ]
      : []),
  ];
}

/** The one zone whose nodes alone did not conflict with the volume, when only room was short besides. */
function zoneOfVolume(
  volume: SchedulingReason,
  reasons: readonly SchedulingReason[],
  { cases }: PreparedWorld,
): string | undefined {
  const onlyRoom = reasons.every(
    item => item === volume || item.reason.startsWith('Insufficient '),
  );
  const fitting = [...groupBy(cases, ({ zone }) => zone)].filter(
    ([, nodes]) => cases.length - nodes.length === volume.nodes,
  );
  return onlyRoom && fitting.length === 1 && fitting[0][0]
    ? fitting[0][0]
    : undefined;
}

function fixesOfGroup(
  group: string,
  { eligible, excluded, nodes, room }: AllowedNodes,
  waiting: Waiting,
  world: PreparedWorld,
): Fix[] {
  if (excluded) {
    return exclusion(excluded);
  }
  if (!room) {
    return [];
  }
  const perNode = podsPerNode(room, waiting.shape);
  if (perNode < 1) {
    return tooLarge(room, waiting);
  }
  const fit = groupFit(eligible, waiting.shape);
  return [
    ...returning(fit),
    ...(needsNodes(fit, waiting)
      ? growth(group, nodes, nodesFor(waiting, perNode), world)
      : []),
  ];
}

/** Nodes that all the pods need; those that keep away from each other need one each. */
function nodesFor({ count, reasons }: Waiting, perNode: number): number {
  const apart = reasons.some(({ reason }) => APART.test(reason));
  return Math.ceil(count / (apart ? 1 : perNode));
}

function exclusion({
  missing,
  taint,
}: NonNullable<AllowedNodes['excluded']>): Fix[] {
  return [
    ...(missing
      ? [{ kind: 'change-selector' as const, params: { selector: missing } }]
      : []),
    ...(!missing && taint
      ? [
          {
            kind: 'tolerate-taint' as const,
            params: {
              taint: `${taint.key}${taint.value ? `=${taint.value}` : ''}:${
                taint.effect
              }`,
            },
          },
        ]
      : []),
  ];
}

/** The request that is too large even for an empty node, with the most that could be asked for. */
function tooLarge(
  room: NonNullable<AllowedNodes['room']>,
  { shape }: Waiting,
): Fix[] {
  const params = {
    ...(shape.cpuMillis > room.cpuMillis && { cpuMillis: room.cpuMillis }),
    ...(shape.memoryBytes > room.memoryBytes && {
      memoryBytes: room.memoryBytes,
    }),
  };
  return Object.keys(params).length ? [{ kind: 'lower-request', params }] : [];
}

function returning({ cordoned, notReady }: GroupFit): Fix[] {
  return [
    ...(notReady
      ? [{ kind: 'wait-for-nodes' as const, params: { nodes: notReady } }]
      : []),
    ...(cordoned
      ? [{ kind: 'uncordon' as const, params: { nodes: cordoned } }]
      : []),
  ];
}

/** Where a node has room, and no rule of spreading stands against it, more nodes would not help. */
function needsNodes({ free }: GroupFit, { reasons }: Waiting): boolean {
  return free === 0 || reasons.some(({ reason }) => SPREAD.test(reason));
}
