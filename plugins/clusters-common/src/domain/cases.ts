import { groupBy } from '@textloom/kernel';
import { byName } from './byName';
import { nodeCapacity } from './capacity';
import { ClusterFacts, PodFacts } from './facts';
import { CaseParts, NodeCase } from './nodeCase';
import { traitsOf } from './nodeTraits';
import { usageFromSignals } from './signals/signalIndex';
import { hasAnswered, isLive } from './sources';
import { DigestedPods, NO_WORKINGS } from './workings';
import { digestPods } from './workloads/digest';

/** Pods by their node, those without one under the empty name. */
export function podsByNode({
  podsByNode: known,
  pods,
}: Pick<ClusterFacts, 'pods' | 'podsByNode'>): ReadonlyMap<
  string,
  readonly PodFacts[]
> {
  return known ?? groupBy(pods, ({ nodeName }) => nodeName ?? '');
}

/** Digests of the pods of each node, as before where the list is the same. */
export function digestedPods(
  lists: ReadonlyMap<string, readonly PodFacts[]>,
  before: ReadonlyMap<string, DigestedPods> = NO_WORKINGS.pods,
): Map<string, DigestedPods> {
  const digested = new Map<string, DigestedPods>();
  for (const [node, pods] of lists) {
    const known = before.get(node);
    digested.set(
      node,
      known?.pods === pods ? known : { pods, digest: digestPods(pods) },
    );
  }
  return digested;
}

const NONE: DigestedPods = { pods: [], digest: digestPods([]) };

/**
 * Joins each node with its group, pods and usage. Usage comes from metrics.k8s.io; where that does not
 * tell it, from Prometheus. The case of a node is the one of `before` unless something of it changed, so that what
 * follows from it is not worked out again.
 */
export function nodeCases(
  facts: ClusterFacts,
  groupLabels: readonly string[],
  pods = digestedPods(podsByNode(facts)),
  before: ReadonlyMap<string, NodeCase> = NO_WORKINGS.cases,
): NodeCase[] {
  const podsKnown = hasAnswered(facts, 'pods');
  const preferTold = isLive(facts, 'metrics') || !isLive(facts, 'prometheus');
  const usage = byName(facts.usage);
  return facts.nodes.map(node => {
    const told = usage.get(node.name);
    const parts: CaseParts = {
      node,
      groupLabels,
      pods: pods.get(node.name) ?? NONE,
      podsKnown,
      told,
      signals: told && preferTold ? undefined : facts.signals,
    };
    const known = before.get(node.name);
    return known && isSame(known.parts, parts) ? known : makeCase(parts, known);
  });
}

function isSame(a: CaseParts, b: CaseParts): boolean {
  return (
    a.node === b.node &&
    a.pods === b.pods &&
    a.told === b.told &&
    a.signals === b.signals &&
    a.podsKnown === b.podsKnown &&
    a.groupLabels === b.groupLabels
  );
}

function makeCase(parts: CaseParts, before?: NodeCase): NodeCase {
  const { node, groupLabels, podsKnown, told, signals } = parts;
  const { pods, digest } = parts.pods;
  const isSameNode =
    before?.node === node && before.parts.groupLabels === groupLabels;
  const traits = isSameNode ? before.traits : traitsOf(node, groupLabels);
  const measured = usageFromSignals(node, signals);
  const usage = measured ?? told;
  return {
    parts,
    memo: {},
    node,
    traits,
    group: traits.group,
    zone: traits.zone,
    pods,
    digest,
    usage,
    ...(measured && { measuredBy: 'prometheus' as const }),
    capacity: nodeCapacity(node, digest.held, podsKnown, usage),
  };
}
