import { KubeWriter } from './kubeWriter';
import { aBudget, aWorkload, NAMESPACE, WORKLOAD_KINDS } from './objects';
import { isThere } from './presence';

/** Paths of workloads and budgets that exist, as the changes go on. */
export interface Bounds {
  workloads: string[];
  budgets: string[];
  /** Version of `policy` that the server serves. */
  policy: string;
}

const MOST = 12;

/** Path of all budgets of the suite. */
export function budgetsPath({ policy }: Pick<Bounds, 'policy'>): string {
  return `/apis/policy/${policy}/namespaces/${NAMESPACE}/poddisruptionbudgets`;
}

/** Makes, scales, reports or removes a workload. @returns Whether it was made. */
export async function changeWorkload(
  writer: KubeWriter,
  { workloads }: Bounds,
  random: () => number,
  serial: number,
): Promise<boolean> {
  const path = pick(workloads, random);
  const kind = random();
  if (!path || (kind < 0.25 && workloads.length < MOST)) {
    const { kind: name, path: all } = pick(WORKLOAD_KINDS, random);
    await writer.create(all, aWorkload(name, `w-${serial}`));
    workloads.push(`${all}/w-${serial}`);
    return true;
  }
  if (kind < 0.35) {
    workloads.splice(workloads.indexOf(path), 1);
    return isThere(writer.delete(path));
  }
  if (path.includes('/daemonsets/')) {
    const count = Math.floor(random() * 5);
    const status = {
      desiredNumberScheduled: count,
      currentNumberScheduled: count,
      numberMisscheduled: Math.floor(random() * 3),
      numberReady: Math.floor(random() * (count + 1)),
    };
    return isThere(writer.patch(`${path}/status`, { status }));
  }
  if (kind < 0.6) {
    const replicas = Math.floor(random() * 3);
    return isThere(writer.patch(path, { spec: { replicas } }));
  }
  const replicas = Math.floor(random() * 5);
  const readyReplicas = Math.floor(random() * (replicas + 1));
  const status = { replicas, readyReplicas };
  return isThere(writer.patch(`${path}/status`, { status }));
}

/** Makes, reports or removes a budget. @returns Whether it was made. */
export async function changeBudget(
  writer: KubeWriter,
  bounds: Bounds,
  random: () => number,
  serial: number,
): Promise<boolean> {
  const { budgets, policy } = bounds;
  const all = budgetsPath(bounds);
  const path = pick(budgets, random);
  const kind = random();
  if (!path || (kind < 0.3 && budgets.length < MOST)) {
    await writer.create(all, aBudget(`b-${serial}`, policy));
    budgets.push(`${all}/b-${serial}`);
    return true;
  }
  if (kind < 0.45) {
    budgets.splice(budgets.indexOf(path), 1);
    return isThere(writer.delete(path));
  }
  const status = {
    disruptionsAllowed: Math.floor(random() * 3),
    currentHealthy: Math.floor(random() * 9),
    desiredHealthy: Math.floor(random() * 9),
    expectedPods: Math.floor(random() * 9),
  };
  return isThere(writer.patch(`${path}/status`, { status }));
}

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)];
}
