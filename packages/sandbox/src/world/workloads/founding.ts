import { ClusterPlan } from '../clusters';
import { dataServices, textloomServices } from './textloom';

const known = new WeakMap<ClusterPlan, Map<string, ReadonlySet<string>>>();

/** Whether a workload of an environment is one that the world was built with, and not one that somebody added. */
export function isOfPlan(
  plan: ClusterPlan,
  namespace: string,
  name: string,
): boolean {
  const byNamespace = known.get(plan) ?? new Map<string, ReadonlySet<string>>();
  const names = byNamespace.get(namespace) ?? namesIn(plan, namespace);
  known.set(plan, byNamespace.set(namespace, names));
  return names.has(name);
}

function namesIn(plan: ClusterPlan, namespace: string): ReadonlySet<string> {
  const all = [
    ...textloomServices(plan, namespace),
    ...dataServices(plan, namespace),
  ];
  return new Set(
    all.flatMap(({ name, component = name }) => [name, component]),
  );
}
