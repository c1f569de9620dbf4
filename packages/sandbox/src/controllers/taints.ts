import { rfc3339 } from '../kubernetes/store';
import { Node, NODES, Taint, Toleration } from '../world/objects';
import { ClusterWorld } from '../world/world';

export const UNREACHABLE = 'node.kubernetes.io/unreachable';
export const NOT_READY = 'node.kubernetes.io/not-ready';
export const MEMORY_PRESSURE = 'node.kubernetes.io/memory-pressure';

/** The toleration that lets a pod onto a tainted node; undefined if there is none. */
export function findToleration(
  tolerations: Toleration[] | undefined,
  taint: Taint,
): Toleration | undefined {
  return tolerations?.find(
    toleration =>
      (!toleration.effect || toleration.effect === taint.effect) &&
      (!toleration.key || toleration.key === taint.key) &&
      (toleration.operator === 'Exists' ||
        (toleration.key !== undefined &&
          (toleration.value ?? '') === (taint.value ?? ''))),
  );
}

/** Whether a pod may be on a node with this taint. */
export function tolerates(
  tolerations: Toleration[] | undefined,
  taint: Taint,
): boolean {
  return findToleration(tolerations, taint) !== undefined;
}

/** Sets exactly `wanted` among the taints with the given keys; others stay as they are. */
export function setTaints(
  world: ClusterWorld,
  node: Node,
  keys: string[],
  wanted: Taint[],
): Node {
  const now = rfc3339(world.store.now());
  const present = node.spec?.taints ?? [];
  const same = (a: Taint, b: Taint) =>
    a.key === b.key && a.effect === b.effect && a.value === b.value;
  const kept = present.filter(
    taint =>
      !keys.includes(taint.key) || wanted.some(other => same(other, taint)),
  );
  const missing = wanted.filter(
    taint => !present.some(other => same(other, taint)),
  );
  if (kept.length === present.length && missing.length === 0) {
    return node;
  }
  const taints = [
    ...kept,
    ...missing.map(taint => ({ ...taint, timeAdded: now })),
  ];
  const { taints: dropped, ...spec } = node.spec ?? {};
  const next = {
    ...node,
    spec: { ...spec, ...(taints.length > 0 ? { taints } : {}) },
  };
  return world.store.update(NODES.resource, next) as Node;
}
