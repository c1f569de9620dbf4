import { compareText } from '@textloom/kernel';
import { PodFacts } from './facts';

type Runs = Pick<PodFacts, 'component' | 'ownerKind'> & { mirror?: boolean };

/** Whether a pod comes with the node itself: a DaemonSet's, or a static pod's mirror. */
function belongsToNode({ ownerKind, mirror }: Runs): boolean {
  return mirror === true || ownerKind === 'DaemonSet' || ownerKind === 'Node';
}

type Counts = ReadonlyMap<string, number>;

/** How many pods of a list each component has. */
export interface ComponentTally {
  placed: Counts;
  /** With what is on each node anyway. */
  all: Counts;
}

export function tallyComponents(pods: readonly Runs[]): ComponentTally {
  return {
    placed: countsOf(pods.filter(pod => !belongsToNode(pod))),
    all: countsOf(pods),
  };
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
 * Catalog components of all pods that were tallied, those with the most pods first. What runs on each node anyway
 * is named only when nothing else is there: it says nothing of what a lost node hurts.
 */
export function rankTallies(tallies: readonly ComponentTally[]): string[] {
  const placed = ranked(tallies.map(tally => tally.placed));
  return placed.length > 0 ? placed : ranked(tallies.map(tally => tally.all));
}

/** {@link rankTallies} of one list. */
export function rankComponents(pods: readonly Runs[]): string[] {
  return rankTallies([tallyComponents(pods)]);
}
