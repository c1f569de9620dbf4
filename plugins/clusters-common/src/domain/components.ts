import { compareText } from '@textloom/kernel';
import { PodFacts } from './facts';

type Runs = Pick<PodFacts, 'component' | 'ownerKind'> & { mirror?: boolean };

/** Whether a pod comes with the node itself: a DaemonSet's, or a static pod's mirror. */
function belongsToNode({ ownerKind, mirror }: Runs): boolean {
  return mirror === true || ownerKind === 'DaemonSet' || ownerKind === 'Node';
}

function byCount(pods: readonly Runs[]): string[] {
  const counts = new Map<string, number>();
  for (const { component } of pods) {
    if (component) {
      counts.set(component, (counts.get(component) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || compareText(a, b))
    .map(([component]) => component);
}

/**
 * Catalog components of the pods, those with the most pods first. What runs on each node anyway is named
 * only when nothing else is there: it says nothing of what a lost node hurts.
 */
export function rankComponents(pods: readonly Runs[]): string[] {
  const placed = byCount(pods.filter(pod => !belongsToNode(pod)));
  return placed.length > 0 ? placed : byCount(pods);
}
