import { distinct } from './distinct';
import { count, finding, percent } from './finding';
import { Finding, ObjectRef, RuleId } from './health';
import { IMAGE_LABEL } from './labels';
import { isReady, leavingTaint, NodeCase, Scene } from './nodeCase';
import { groupSpareFindings } from './spareRules';

/** A group with its nodes and what was found at each of them. */
export interface GroupCase {
  name: string;
  nodes: readonly NodeCase[];
  /** The same nodes by zone; those without one under the empty name. */
  zones: ReadonlyMap<string, readonly NodeCase[]>;
  /** Findings of a node by its name. */
  findingsOf(node: string): readonly Finding[];
  /** How many nodes its maximum still allows; absent where no maximum is known. */
  room?: number;
}

type GroupRule = (subject: GroupCase, scene: Scene) => Finding[];

/** Findings that take a node out of service; the rest only burdens it. */
const OUT_OF_SERVICE: ReadonlySet<RuleId> = new Set([
  'node-lost',
  'node-not-ready',
  'node-condition',
]);

/** Absences that pass by themselves. */
const PASSING: ReadonlySet<RuleId> = new Set(['node-starting', 'node-leaving']);

const groupRef = (subject: GroupCase): ObjectRef => ({
  kind: 'NodeGroup',
  name: subject.name,
});

function has(subject: GroupCase, node: NodeCase, rules: ReadonlySet<RuleId>) {
  return subject.findingsOf(node.node.name).some(({ rule }) => rules.has(rule));
}

const noneReadyRule: GroupRule = subject => {
  const { name, nodes } = subject;
  if (nodes.some(isReady)) {
    return [];
  }
  // A group that scales up from nothing or is being removed is not an outage, yet not healthy either.
  const passing = nodes.every(node => has(subject, node, PASSING));
  return [
    finding(
      'group-none-ready',
      passing ? 'warning' : 'critical',
      groupRef(subject),
      {
        group: name,
        value: count(0),
        threshold: count(1),
        evidence: 'Node.status.conditions[Ready] of all nodes',
        params: { total: nodes.length },
      },
    ),
  ];
};

const unhealthyRule: GroupRule = (subject, { thresholds }) => {
  const total = subject.nodes.length;
  const unhealthy = subject.nodes.filter(node =>
    has(subject, node, OUT_OF_SERVICE),
  ).length;
  if (unhealthy === 0) {
    return [];
  }
  const { smallGroup, manyUnhealthyShare, haltUnhealthy } = thresholds;
  const small = total <= smallGroup.nodes;
  // Karpenter rounds up; the margin keeps 0.2 × 15 at 3, where floating point says more.
  const tolerated = small
    ? smallGroup.degradedUnhealthy - 1
    : Math.ceil(total * manyUnhealthyShare - 1e-9);
  const halted =
    unhealthy > haltUnhealthy.nodes && unhealthy / total > haltUnhealthy.share;
  const details = {
    group: subject.name,
    value: count(unhealthy),
    threshold: count(tolerated),
    evidence: 'Findings of the nodes',
    params: { unhealthy, total },
  };
  if (halted) {
    return [
      finding('group-many-unhealthy', 'critical', groupRef(subject), {
        ...details,
        value: percent(unhealthy / total),
        threshold: percent(haltUnhealthy.share),
      }),
    ];
  }
  return unhealthy > tolerated
    ? [finding('group-many-unhealthy', 'degraded', groupRef(subject), details)]
    : [finding('group-some-unhealthy', 'warning', groupRef(subject), details)];
};

const zoneEmptyRule: GroupRule = subject => {
  // With no node ready at all, the group's other rules tell more.
  if (!subject.nodes.some(isReady)) {
    return [];
  }
  return [...subject.zones].flatMap(([zone, nodes]) =>
    zone === '' ||
    nodes.some(isReady) ||
    nodes.every(node => has(subject, node, PASSING))
      ? []
      : [
          finding('group-zone-empty', 'warning', groupRef(subject), {
            group: subject.name,
            value: count(0),
            threshold: count(1),
            evidence: 'Node.status.conditions[Ready] by zone',
            params: { zone, total: nodes.length },
            qualifier: zone,
          }),
        ],
  );
};

const zoneUnevenRule: GroupRule = (subject, { thresholds }) => {
  const limits = thresholds.zoneSpread;
  const sizes = [...subject.zones]
    .filter(([zone]) => zone !== '')
    .map(([, nodes]) => nodes.filter(node => !leavingTaint(node)).length)
    .filter(size => size > 0);
  if (sizes.length < limits.zones) {
    return [];
  }
  const nodes = sizes.reduce((total, size) => total + size, 0);
  const difference = Math.max(...sizes) - Math.min(...sizes);
  const tolerated = Math.max(
    limits.nodes,
    Math.floor((nodes / sizes.length) * limits.share),
  );
  return difference > tolerated
    ? [
        finding('group-zone-uneven', 'warning', groupRef(subject), {
          group: subject.name,
          value: count(difference),
          threshold: count(tolerated),
          evidence: 'Node.metadata.labels[topology.kubernetes.io/zone]',
          params: { difference },
        }),
      ]
    : [];
};

const mixedVersionsRule: GroupRule = subject => {
  const kubelets = distinct(
    subject.nodes,
    ({ node }) => node.kubeletVersion,
  ).length;
  const images = distinct(
    subject.nodes,
    ({ node }) => node.labels[IMAGE_LABEL],
  ).length;
  if (kubelets <= 1 && images <= 1) {
    return [];
  }
  return [
    finding('group-mixed-versions', 'warning', groupRef(subject), {
      group: subject.name,
      value: count(Math.max(kubelets, images)),
      threshold: count(1),
      evidence:
        kubelets > 1
          ? 'Node.status.nodeInfo.kubeletVersion'
          : `Node.metadata.labels[${IMAGE_LABEL}]`,
      params: { kubelets, images },
    }),
  ];
};

const GROUP_RULES: readonly GroupRule[] = [
  noneReadyRule,
  unhealthyRule,
  zoneEmptyRule,
  zoneUnevenRule,
  mixedVersionsRule,
  ({ name, nodes, room }, scene) =>
    groupSpareFindings(name, nodes, room, scene),
];

/** What the rules find at a group as a whole. */
export function groupFindings(subject: GroupCase, scene: Scene): Finding[] {
  return GROUP_RULES.flatMap(rule => rule(subject, scene));
}
