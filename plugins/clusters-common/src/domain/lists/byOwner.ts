import { groupBy } from '@textloom/kernel';
import { ClusterFacts, PodFacts } from '../facts';

const kept = new WeakMap<ClusterFacts, Map<string, PodFacts[]>>();

/** Identity of an owner within its cluster. */
export function ownerKey(
  kind: string | undefined,
  namespace: string,
  name: string | undefined,
): string {
  return `${kind ?? ''}/${namespace}/${name ?? ''}`;
}

/** Pods by {@link ownerKey} of their owner. Made once for the same facts, which never change. */
export function podsByOwner(facts: ClusterFacts): Map<string, PodFacts[]> {
  let pods = kept.get(facts);
  if (!pods) {
    pods = groupBy(facts.pods, pod =>
      ownerKey(pod.ownerKind, pod.namespace, pod.ownerName),
    );
    kept.set(facts, pods);
  }
  return pods;
}
