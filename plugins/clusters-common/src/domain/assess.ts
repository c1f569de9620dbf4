import { compareText, groupBy } from '@textloom/kernel';
import { alertFindings } from './alerts/alertFindings';
import { nodeCases } from './cases';
import { withCauses } from './causes/causes';
import { withImpact } from './causes/impact';
import { clusterFindings } from './clusterRules';
import { clusterView } from './clusterView';
import { atMaximumFindings } from './eks/atMaximum';
import { eksClusterFindings } from './eks/clusterFindings';
import { groupCloudFindings } from './eks/groupFindings';
import { karpenterFindings } from './eks/karpenterFindings';
import { autoscalerGroupOf, scalingOf } from './eks/scaling';
import { ClusterFacts } from './facts';
import { groupFindings } from './groupRules';
import { Finding } from './health';
import { advance, advanceReadyChanges, History, NO_HISTORY } from './history';
import { DEFAULT_GROUP_LABELS } from './labels';
import { NodeCase, Scene } from './nodeCase';
import { nodeFindings } from './nodeRules';
import { pendingGroups } from './pending';
import { hpaFindings, pendingFindings } from './podRules';
import { compareFindings } from './severity';
import { signalFindings } from './signals/signalFindings';
import { sloFindings } from './slo/sloFindings';
import { hasAnswered, isLive, sourceOf } from './sources';
import {
  DEFAULT_THRESHOLDS,
  ThresholdOverride,
  Thresholds,
  thresholdsFor,
} from './thresholds';
import { AssessedCluster } from './views';
import { workloadFindings } from './workloads/workloadFindings';
import { zoneFindings } from './zones/zoneFindings';

/** How facts are judged. */
export interface AssessOptions {
  /** The moment of the assessment on the local clock, in milliseconds since the epoch. */
  now: number;
  /** Labels that name a node's group, in order of precedence. */
  groupLabels?: readonly string[];
  thresholds?: Thresholds;
  /** Limits of some clusters and node groups. */
  overrides?: readonly ThresholdOverride[];
  /** What the assessment before this one returned as `history`; absent for the first. */
  previous?: History;
}

/** A judgement and the memory for the next one. */
export interface Assessment {
  view: AssessedCluster;
  history: History;
}

/**
 * Judges a cluster by its facts: which rules hold, and what health follows.
 *
 * @remarks
 * Pure: the same facts, options and history give the same view, in whatever order the facts come.
 * When the nodes are not live, rules see the moment of their last answer rather than now, so that the last
 * known findings stay as they were; the cluster, its groups and nodes are then unknown in any case.
 */
export function assessCluster(
  facts: ClusterFacts,
  options: AssessOptions,
): Assessment {
  const {
    now,
    groupLabels = DEFAULT_GROUP_LABELS,
    previous = NO_HISTORY,
    overrides = [],
  } = options;
  const thresholds = thresholdsFor(
    options.thresholds ?? DEFAULT_THRESHOLDS,
    overrides,
    facts.name,
  );
  const live = isLive(facts, 'nodes');
  const cases = nodeCases(facts, groupLabels).sort((a, b) =>
    compareText(a.node.name, b.node.name),
  );
  const judgedAt = judgementTime(facts, now);
  const readyChanges = advanceReadyChanges(
    previous,
    facts.nodes,
    judgedAt + facts.clockSkewMs,
    thresholds.flapping.windowMs,
  );
  const scene = sceneOf(facts, judgedAt, thresholds, previous, readyChanges);
  const pending = pendingGroups(facts.pods, {
    cases,
    scaling: group => scalingOf(facts, group),
    backoff: group => backoffOf(facts, group),
    eks: facts.eks,
  });
  const found = [
    ...findAll(facts, cases, pending, scene, overrides),
    ...clusterFindings(facts),
  ];
  const names = new Set(cases.flatMap(({ node, group }) => [node.name, group]));
  const { findings, remembered } = advance(
    previous,
    found,
    judgedAt,
    thresholds,
    ({ object }) =>
      !['Node', 'NodeGroup'].includes(object.kind) || names.has(object.name),
  );
  const explained = withCauses(withImpact(findings, cases, pending), {
    facts,
    cases,
    pending,
  });
  return {
    view: clusterView({
      facts,
      now,
      cases,
      pending,
      findings: explained.sort(compareFindings),
      thresholds,
    }),
    history: live
      ? { watching: true, findings: remembered, readyChanges }
      : { ...previous, watching: false },
  };
}

/** Now while the nodes are live; else the moment of their last answer. */
function judgementTime(facts: ClusterFacts, now: number): number {
  const at = Date.parse(sourceOf(facts, 'nodes').at ?? '');
  return isLive(facts, 'nodes') || Number.isNaN(at) ? now : at;
}

function sceneOf(
  facts: ClusterFacts,
  judgedAt: number,
  thresholds: Thresholds,
  previous: History,
  readyChanges: ReadonlyMap<string, readonly string[]>,
): Scene {
  const readAt = Date.parse(sourceOf(facts, 'leases').at ?? '');
  const leasesCurrent = isLive(facts, 'leases') && !Number.isNaN(readAt);
  return {
    now: judgedAt + facts.clockSkewMs,
    thresholds,
    version: facts.version,
    podsKnown: hasAnswered(facts, 'pods'),
    leasesReadAt: leasesCurrent ? readAt + facts.clockSkewMs : undefined,
    metricsLive: isLive(facts, 'metrics'),
    firstSeen: id => previous.findings.get(id)?.began,
    seenAt: id => seenAt(previous, id, judgedAt, facts.clockSkewMs),
    readyChanges: node => readyChanges.get(node)?.length ?? 0,
  };
}

/** Since when a finding is remembered, on the server's clock. */
function seenAt(
  previous: History,
  id: string,
  judgedAt: number,
  skewMs: number,
): number {
  return (previous.findings.get(id)?.seenAt ?? judgedAt) + skewMs;
}

/** Why the autoscaler has given a group up for a while. */
function backoffOf(facts: ClusterFacts, group: string): string | undefined {
  const scaler = autoscalerGroupOf(facts, group);
  return scaler?.scaleUp === 'Backoff'
    ? scaler.backoff?.code ?? scaler.scaleUp
    : undefined;
}

/** Findings of nodes, groups, zones, pods, workloads, and of what the other sources tell. */
function findAll(
  facts: ClusterFacts,
  cases: readonly NodeCase[],
  pending: AssessedCluster['pending'],
  scene: Scene,
  overrides: readonly ThresholdOverride[],
): Finding[] {
  const scenes = new Map<string, Scene>();
  const sceneFor = (group: string): Scene => {
    const known = scenes.get(group) ?? {
      ...scene,
      thresholds: thresholdsFor(scene.thresholds, overrides, facts.name, group),
    };
    scenes.set(group, known);
    return known;
  };
  const ofNodes = new Map<string, Finding[]>(
    cases.map(subject => [
      subject.node.name,
      nodeFindings(subject, sceneFor(subject.group)),
    ]),
  );
  const nodeList = [...ofNodes.values()].flat();
  const nodesDown = nodeList.some(
    ({ rule }) => rule === 'node-lost' || rule === 'node-not-ready',
  );
  const groups = groupBy(cases, ({ group }) => group);
  const ofGroups = [...groups].flatMap(([name, nodes]) => [
    ...groupFindings(
      { name, nodes, findingsOf: node => ofNodes.get(node) ?? [] },
      sceneFor(name),
    ),
    ...atMaximumFindings(facts, name, nodes, pending),
    ...karpenterFindings(facts, name),
  ]);
  const cloudGroups = new Set([
    ...groups.keys(),
    ...(facts.eks?.nodeGroups ?? []).map(({ name }) => name),
  ]);
  const ofCloud = [...cloudGroups].flatMap(name =>
    groupCloudFindings(facts, name, groups.get(name) ?? [], sceneFor(name)),
  );
  return [
    ...nodeList,
    ...ofGroups,
    ...ofCloud,
    ...zoneFindings(cases),
    ...workloadFindings(facts, cases, scene),
    ...signalFindings(facts, cases, scene),
    ...sloFindings(facts),
    ...alertFindings(facts),
    ...eksClusterFindings(facts),
    ...pendingFindings(pending, nodesDown, scene),
    ...hpaFindings(facts.hpas, scene),
  ];
}
