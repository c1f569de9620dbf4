import { compareText, groupBy, own } from '@textloom/kernel';
import { ClusterFacts, HpaFacts } from '../facts';
import { PdbFacts, VpaFacts, WorkloadFacts } from '../workloadFacts';
import { ownerKey, podsByOwner } from './byOwner';

/** What scales or protects a workload; its findings are also the workload's own. */
export interface RelatedObjects {
  hpas: readonly HpaFacts[];
  vpas: readonly VpaFacts[];
  budgets: readonly PdbFacts[];
}

/** Related objects by {@link ownerKey} of their workload. */
interface Relations {
  hpas: Map<string, HpaFacts[]>;
  vpas: Map<string, VpaFacts[]>;
  budgets: Map<string, PdbFacts[]>;
}

/** Pods of one owner share their labels, as one object where the collector made them. */
const NO_LABELS: Record<string, string> = {};

const kept = new WeakMap<ClusterFacts, Relations>();

/** Objects that scale or protect a workload. Joined once for the same facts, which never change. */
export function relatedObjects(
  facts: ClusterFacts,
  { kind, namespace, name }: WorkloadFacts,
): RelatedObjects {
  let relations = kept.get(facts);
  if (!relations) {
    relations = {
      hpas: groupBy(facts.hpas, targetKey),
      vpas: groupBy(facts.vpas ?? [], targetKey),
      budgets: budgetsByOwner(facts),
    };
    kept.set(facts, relations);
  }
  const key = ownerKey(kind, namespace, name);
  return {
    hpas: relations.hpas.get(key) ?? [],
    vpas: relations.vpas.get(key) ?? [],
    budgets: relations.budgets.get(key) ?? [],
  };
}

function targetKey(scaler: {
  namespace: string;
  targetKind: string;
  targetName: string;
}): string {
  return ownerKey(scaler.targetKind, scaler.namespace, scaler.targetName);
}

/** Budgets of the owners of the pods that they select. */
function budgetsByOwner(facts: ClusterFacts): Map<string, PdbFacts[]> {
  const candidates = groupBy(
    (facts.budgets ?? []).filter(({ matchLabels }) => matchLabels),
    ({ namespace, matchLabels = {} }) =>
      leadKey(namespace, Object.entries(matchLabels)[0]),
  );
  const budgets = new Map<string, PdbFacts[]>();
  if (candidates.size === 0) {
    return budgets;
  }
  for (const [key, pods] of podsByOwner(facts)) {
    const found = new Set<PdbFacts>();
    const namespace = pods[0]?.namespace ?? '';
    for (const labels of new Set(pods.map(pod => pod.labels ?? NO_LABELS))) {
      [undefined, ...Object.entries(labels)]
        .flatMap(lead => candidates.get(leadKey(namespace, lead)) ?? [])
        .filter(budget => selects(budget, labels))
        .forEach(budget => found.add(budget));
    }
    if (found.size > 0) {
      budgets.set(
        key,
        [...found].sort((a, b) => compareText(a.name, b.name)),
      );
    }
  }
  return budgets;
}

/** Budgets are looked up by the first label that they ask for; by none if they take every pod. */
function leadKey(namespace: string, lead: [string, string] = ['', '']): string {
  return `${namespace}/${lead.join('=')}`;
}

function selects(
  { matchLabels = {} }: PdbFacts,
  labels: Record<string, string>,
): boolean {
  return Object.entries(matchLabels).every(
    ([key, value]) => own(labels, key) === value,
  );
}
