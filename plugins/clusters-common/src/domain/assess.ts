import { compareText } from '@textloom/kernel';
import { allFindings } from './allFindings';
import { byName } from './byName';
import { digestedPods, nodeCases, podsByNode } from './cases';
import { withCauses } from './causes/causes';
import { withImpact } from './causes/impact';
import { clusterView } from './clusterView';
import { autoscalerGroupOf, scalingOf } from './eks/scaling';
import { ClusterFacts } from './facts';
import { advance, advanceReadyChanges, History, NO_HISTORY } from './history';
import { DEFAULT_GROUP_LABELS } from './labels';
import { Scene } from './nodeCase';
import { once } from './once';
import { pendingGroups } from './pending';
import { compareFindings } from './severity';
import { advanceSignals } from './signals/missingSignals';
import { hasAnswered, isLive, sourceOf } from './sources';
import {
  DEFAULT_THRESHOLDS,
  ThresholdOverride,
  Thresholds,
  ThresholdSettings,
  thresholdsFor,
} from './thresholds';
import { AssessedCluster } from './views';
import { NO_WORKINGS, Workings } from './workings';

/** How facts are judged. */
export interface AssessOptions extends ThresholdSettings {
  /** The moment of the assessment on the local clock, in milliseconds since the epoch. */
  now: number;
  /** Labels that name a node's group, in order of precedence. */
  groupLabels?: readonly string[];
  /** What the assessment before this one returned as `history`; absent for the first. */
  previous?: History;
  /** What the assessment before this one returned as `workings`: saves time, and changes nothing else. */
  workings?: Workings;
}

/** A judgement, and the memory and the workings for the next one. */
export interface Assessment {
  view: AssessedCluster;
  history: History;
  workings: Workings;
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
    workings: before = NO_WORKINGS,
  } = options;
  const thresholds = thresholdsFor(
    options.thresholds ?? DEFAULT_THRESHOLDS,
    overrides,
    facts.name,
  );
  const live = isLive(facts, 'nodes');
  const pods = digestedPods(podsByNode(facts), before.pods);
  const cases = nodeCases(facts, groupLabels, pods, before.cases).sort((a, b) =>
    compareText(a.node.name, b.node.name),
  );
  const judgedAt = judgementTime(facts, now);
  const readyChanges = advanceReadyChanges(
    previous,
    cases,
    judgedAt + facts.clockSkewMs,
    thresholds.flapping.windowMs,
  );
  const scene = sceneOf(facts, judgedAt, thresholds, previous, readyChanges);
  const sceneFor = sceneByGroup(scene, facts.name, overrides);
  const signals = advanceSignals(previous.signals, facts, scene.now);
  const pending = pendingGroups(pods.get('')?.pods ?? [], {
    cases,
    scaling: group => scalingOf(facts, group),
    backoff: group => backoffOf(facts, group),
    eks: facts.eks,
  });
  const found = allFindings({ facts, cases, pending, signals, sceneFor });
  const names = once(
    () => new Set(cases.flatMap(({ node, group }) => [node.name, group])),
  );
  const { findings, remembered } = advance(
    previous,
    found,
    judgedAt,
    group => sceneFor(group).thresholds,
    ({ object }) =>
      !['Node', 'NodeGroup'].includes(object.kind) || names().has(object.name),
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
      pods,
      pending,
      findings: explained.sort(compareFindings),
      thresholds,
    }),
    history: live
      ? { watching: true, findings: remembered, readyChanges, signals }
      : { ...previous, watching: false },
    workings: {
      pods,
      cases: new Map(cases.map(subject => [subject.node.name, subject])),
    },
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
    leaseOf: node => byName(facts.leases).get(node),
    leasesReadAt: leasesCurrent ? readAt + facts.clockSkewMs : undefined,
    metricsLive: isLive(facts, 'metrics'),
    prometheusLive: isLive(facts, 'prometheus'),
    firstSeen: id => previous.findings.get(id)?.began,
    seenAt: id => seenAt(previous, id, judgedAt, facts.clockSkewMs),
    readyChanges: node => readyChanges.get(node)?.length ?? 0,
  };
}

/** The same scene with the limits of a node group. */
function sceneByGroup(
  scene: Scene,
  cluster: string,
  overrides: readonly ThresholdOverride[],
): (group?: string) => Scene {
  const scenes = new Map<string, Scene>();
  return group => {
    if (group === undefined || overrides.length === 0) {
      return scene;
    }
    const { thresholds } = scene;
    const known = scenes.get(group) ?? {
      ...scene,
      thresholds: thresholdsFor(thresholds, overrides, cluster, group),
    };
    scenes.set(group, known);
    return known;
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
