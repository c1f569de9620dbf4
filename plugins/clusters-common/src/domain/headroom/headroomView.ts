import { compareText, groupBy } from '@textloom/kernel';
import { ClusterFacts, NodeFacts, Resources } from '../facts';
import { KEPT_LABELS } from '../labels';
import { AssessedCluster, NodeGroupSummary, NodeSummary } from '../views';
import { Placement, WorkloadFacts } from '../workloadFacts';
import { HeadroomGroup, HeadroomView } from '../workloadViews';
import { Exclusion, exclusionOf } from './eligibility';
import { addAll, fitsInto, freeOf, PodShape } from './fits';
import { survivalOf } from './survival';

/** A pod's shape: that of a workload's pods, or of a request without any demand on its node. */
export type HeadroomShape =
  | { workload: WorkloadFacts }
  | { requests: PodShape };

const ANYWHERE: Placement = { nodeSelector: {}, tolerations: [] };

interface Candidate {
  node: NodeSummary;
  facts: NodeFacts;
  free: Resources;
  exclusion: Exclusion;
  fits: number;
  limitedBy: 'cpu' | 'memory' | 'pods';
}

const total = (candidates: readonly Candidate[]) =>
  candidates.reduce((sum, { fits }) => sum + fits, 0);

/** How many more pods of a shape fit on what is free now, and where. Affinity is not modelled. */
export function headroomView(
  facts: ClusterFacts,
  view: AssessedCluster,
  shape: HeadroomShape,
): HeadroomView {
  const workload = 'workload' in shape ? shape.workload : undefined;
  const requests =
    'workload' in shape ? shape.workload.requests : shape.requests;
  const placement = workload?.placement ?? ANYWHERE;
  const nodes = new Map(facts.nodes.map(node => [node.name, node]));
  const judged = (label: string) =>
    KEPT_LABELS.has(label) ||
    view.nodeGroups.some(group => group.label === label);
  const groups = view.nodeGroups
    .map(group =>
      headroomGroup(
        group,
        candidatesOf(group, nodes, requests, placement, judged),
        requests,
      ),
    )
    .sort((a, b) => b.fits - a.fits || compareText(a.group, b.group));
  const all = view.nodeGroups.flatMap(group => group.nodes);
  const podsUnknown = all.some(
    ({ capacity }) => capacity.pods.requested === undefined,
  );
  return {
    cluster: view.name,
    generatedAt: view.generatedAt,
    freshness: view.freshness,
    requests,
    ...(workload && {
      workload: {
        kind: workload.kind,
        namespace: workload.namespace,
        name: workload.name,
      },
    }),
    ...(podsUnknown && { podsUnknown }),
    inexact:
      podsUnknown ||
      placement.inexact === true ||
      Object.keys(placement.nodeSelector).some(label => !judged(label)),
    fits: groups.reduce((sum, { fits }) => sum + fits, 0),
    groups,
    survives: podsUnknown
      ? []
      : [
          ...survivalOf(all),
          ...view.nodeGroups.flatMap(group =>
            survivalOf(group.nodes, group.name),
          ),
        ],
  };
}

function candidatesOf(
  group: NodeGroupSummary,
  nodes: ReadonlyMap<string, NodeFacts>,
  requests: PodShape,
  placement: Placement,
  judged: (label: string) => boolean,
): Candidate[] {
  return group.nodes.flatMap(node => {
    const facts = nodes.get(node.name);
    if (!facts) {
      return [];
    }
    const free = freeOf(node.capacity);
    return {
      node,
      facts,
      free,
      exclusion: exclusionOf(facts, node, placement, judged),
      ...fitsInto(free, requests),
    };
  });
}

function headroomGroup(
  group: NodeGroupSummary,
  candidates: readonly Candidate[],
  requests: PodShape,
): HeadroomGroup {
  const eligible = candidates.filter(({ exclusion }) => !exclusion);
  const fits = total(eligible);
  const excluded = mostCommon(
    candidates.flatMap(({ exclusion }) => exclusion ?? []),
    ({ by, detail = '' }) => `${by} ${detail}`,
  );
  const limit = mostCommon(eligible, ({ limitedBy }) => limitedBy)?.limitedBy;
  const afterZoneLoss = zoneLoss(eligible, requests);
  const scaled = whenScaled(group, eligible, requests);
  return {
    group: group.name,
    fits,
    ...(scaled !== undefined && { fitsWhenScaled: scaled }),
    eligibleNodes: eligible.length,
    nodes: group.nodes.length,
    ...(limit && { limitedBy: limit }),
    ...(eligible.length === 0 &&
      excluded && {
        excludedBy: excluded.by,
        ...(excluded.detail && { excludedDetail: excluded.detail }),
      }),
    zones: [...groupBy(eligible, ({ node }) => node.zone)]
      .map(([zone, members]) => ({ zone, fits: total(members) }))
      .sort((a, b) => compareText(a.zone, b.zone)),
    afterNodeLoss: afterLoss(eligible, largestOf(eligible), requests),
    ...(afterZoneLoss !== undefined && { afterZoneLoss }),
  };
}

function mostCommon<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): T | undefined {
  const [first] = [...groupBy(items, keyOf)].sort(
    ([a, m], [b, n]) => n.length - m.length || compareText(a, b),
  );
  return first?.[1][0];
}

function largestOf(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates]
    .sort(
      (a, b) =>
        b.facts.allocatable.memoryBytes - a.facts.allocatable.memoryBytes ||
        b.facts.allocatable.cpuMillis - a.facts.allocatable.cpuMillis ||
        compareText(a.node.name, b.node.name),
    )
    .slice(0, 1);
}

/** What fits when some nodes are gone and their pods have taken room on the others; by the sums, so at most. */
function afterLoss(
  candidates: readonly Candidate[],
  lost: readonly Candidate[],
  requests: PodShape,
): number {
  const left = candidates.filter(item => !lost.includes(item));
  if (left.length === 0) {
    return 0;
  }
  const moved = lost.map(({ node: { capacity } }) => ({
    cpuMillis: -(capacity.cpu.requested ?? 0),
    memoryBytes: -(capacity.memory.requested ?? 0),
    pods: -(capacity.pods.requested ?? 0),
  }));
  const free = addAll([...left.map(item => item.free), ...moved]);
  return Math.min(total(left), fitsInto(free, requests).fits);
}

function zoneLoss(
  eligible: readonly Candidate[],
  requests: PodShape,
): number | undefined {
  const zones = [...groupBy(eligible, ({ node }) => node.zone)].filter(
    ([zone]) => zone !== '',
  );
  return zones.length < 2
    ? undefined
    : Math.min(
        ...zones.map(([, members]) => afterLoss(eligible, members, requests)),
      );
}

/** Pods on the nodes that the group may still add: as many as on its largest node when empty. */
function whenScaled(
  group: NodeGroupSummary,
  eligible: readonly Candidate[],
  requests: PodShape,
): number | undefined {
  const max = group.scaling?.max;
  const [largest] = largestOf(eligible);
  return max === undefined || !largest
    ? undefined
    : total(eligible) +
        Math.max(0, max - group.total) *
          fitsInto(largest.facts.allocatable, requests).fits;
}
