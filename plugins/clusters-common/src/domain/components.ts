import { compareText } from '@textloom/kernel';
import { PodFacts } from './facts';

type Runs = Pick<PodFacts, 'component' | 'ownerKind'> & { mirror?: boolean };

/** Whether a pod comes with the node itself: a DaemonSet's, or a static pod's mirror. */
function belongsToNode({ ownerKind, mirror }: Runs): boolean {
  return mirror === true || ownerKind === 'DaemonSet' || ownerKind === 'Node';
}

type Counts = ReadonlyMap<string, number>;

interface Tally {
  placed: Counts;
  /** With what is on each node anyway. */
  all: Counts;
}

const tallies = new WeakMap<readonly Runs[], Tally>();

/** How many pods of a list each component has; worked out once for each list, which never changes. */
function tallyOf(pods: readonly Runs[]): Tally {
  const known = tallies.get(pods);
  if (known) {
    return known;
  }
  const tally = {
    placed: countsOf(pods.filter(pod => !belongsToNode(pod))),
    all: countsOf(pods),
  };
  tallies.set(pods, tally);
  return tally;
}

function countsOf(pods: readonly Runs[]): Counts {
  const counts = new Map<string, number>();
  for (const { component } of pods) {
    if (component) {
      counts.set(component, (counts.get(component) ?? 0) + 1);
    }
  }
  return counts;
}

function ranked(parts: readonly Counts[]): string[] {
  const counts = new Map<string, number>();
  for (const part of parts) {
    for (const [component, count] of part) {
      counts.set(component, (counts.get(component) ?? 0) + count);
    }
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || compareText(a, b))
    .map(([component]) => component);
}

/**
 * Catalog components of the pods in all lists, those with the most pods first. What runs on each node anyway
 * is named only when nothing else is there: it says nothing of what a lost node hurts.
 */
export function rankComponentsOf(
  lists: readonly (readonly Runs[])[],
): string[] {
  const tallied = lists.map(tallyOf);
  const placed = ranked(tallied.map(tally => tally.placed));
  return placed.length > 0 ? placed : ranked(tallied.map(tally => tally.all));
}

/** {@link rankComponentsOf} one list. */
export function rankComponents(pods: readonly Runs[]): string[] {
  return rankComponentsOf([pods]);
}
