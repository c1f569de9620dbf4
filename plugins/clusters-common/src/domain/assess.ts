import { compareText, groupBy } from '@textloom/kernel';
import { nodeCases } from './cases';
import { clusterFindings } from './clusterRules';
import { clusterView } from './clusterView';
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
import { hasAnswered, isLive, sourceOf } from './sources';
import { DEFAULT_THRESHOLDS, Thresholds } from './thresholds';
import { AssessedCluster } from './views';

/** How facts are judged. */
export interface AssessOptions {
  /** The moment of the assessment on the local clock, in milliseconds since the epoch. */
  now: number;
  /** Labels that name a node's group, in order of precedence. */
  groupLabels?: readonly string[];
  thresholds?: Thresholds;
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
    thresholds = DEFAULT_THRESHOLDS,
    previous = NO_HISTORY,
  } = options;
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
  const pending = pendingGroups(facts.pods);
  const found = [
    ...findAll(facts, cases, pending, scene),
    ...clusterFindings(facts),
  ];
  const names = new Set(cases.flatMap(({ node, group }) => [node.name, group]));
  const { findings, remembered } = advance(
    previous,
    found,
    judgedAt,
    thresholds,
    ({ object }) => names.has(object.name),
  );
  return {
    view: clusterView({
      facts,
      now,
      cases,
      pending,
      findings: findings.sort(compareFindings),
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
    readyChanges: node => readyChanges.get(node)?.length ?? 0,
  };
}

/** Findings of nodes, groups, pods and autoscalers. */
function findAll(
  facts: ClusterFacts,
  cases: readonly NodeCase[],
  pending: AssessedCluster['pending'],
  scene: Scene,
): Finding[] {
  const ofNodes = new Map<string, Finding[]>(
    cases.map(subject => [subject.node.name, nodeFindings(subject, scene)]),
  );
  const nodeList = [...ofNodes.values()].flat();
  const nodesDown = nodeList.some(
    ({ rule }) => rule === 'node-lost' || rule === 'node-not-ready',
  );
  const ofGroups = [...groupBy(cases, ({ group }) => group)].flatMap(
    ([name, nodes]) =>
      groupFindings(
        { name, nodes, findingsOf: node => ofNodes.get(node) ?? [] },
        scene,
      ),
  );
  return [
    ...nodeList,
    ...ofGroups,
    ...pendingFindings(pending, nodesDown, scene),
    ...hpaFindings(facts.hpas, scene),
  ];
}
