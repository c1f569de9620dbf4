import { groupBy } from '@textloom/kernel';
import { Finding } from '../health';
import { alertCause } from './alertCause';
import {
  CauseOf,
  CausesWorld,
  groupCause,
  silenceCause,
  workloadCause,
  zoneCause,
} from './downCauses';
import { pendingCause } from './pendingCause';

/**
 * Joins findings to the one that explains them: each effect gets `cause`, each cause `explains`. A cause is
 * never an effect of its own effect, since causes go from pods to nodes to groups to zones.
 */
export function withCauses(
  findings: readonly Finding[],
  world: CausesWorld,
): Finding[] {
  const known = new Map(findings.map(item => [item.id, item]));
  const rules: CauseOf[] = [
    zoneCause(findings, world),
    workloadCause(findings, world),
    pendingCause(findings, world),
    groupCause(findings),
    silenceCause(findings),
    alertCause(findings, world),
  ];
  const causes = new Map<string, string>();
  for (const item of findings) {
    const cause = rules
      .map(rule => rule(item))
      .find(id => id !== undefined && id !== item.id && known.has(id));
    if (cause !== undefined) {
      causes.set(item.id, cause);
    }
  }
  const rootOf = (id: string): string => {
    const seen = new Set([id]);
    let root = id;
    for (let next = causes.get(root); next && !seen.has(next); ) {
      seen.add(next);
      root = next;
      next = causes.get(root);
    }
    return root;
  };
  const effects = groupBy(causes.keys(), rootOf);
  return findings.map(item => {
    const explains = effects.get(item.id)?.filter(id => id !== item.id);
    const cause = causes.has(item.id) ? rootOf(item.id) : undefined;
    return {
      ...item,
      ...(cause !== undefined && cause !== item.id && { cause }),
      ...(explains?.length && { explains: [...explains].sort() }),
    };
  });
}
