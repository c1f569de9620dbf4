import { groupBy } from '@textloom/kernel';
import { Finding, RuleId } from '../health';
import { isGivenUp, NodeCase } from '../nodeCase';
import { podOwnerKey } from '../workloads/digest';
import { ownerKey } from '../workloads/common';

/** Rules that tell of what somebody meant to happen. A cordon that was forgotten is not among them. */
const PLANNED: ReadonlySet<RuleId> = new Set([
  'node-leaving',
  'node-cordoned',
  'node-drained',
]);

/**
 * Marks what was meant to happen: nodes that are taken away, and workloads that lack no more pods than such
 * nodes give up. They are no fault as long as something of them serves; with nothing left they are an outage,
 * planned or not.
 */
export function withPlanned(
  findings: readonly Finding[],
  cases: readonly NodeCase[],
): Finding[] {
  const moving = movingPods(cases);
  return findings.map(item => {
    if (PLANNED.has(item.rule)) {
      return { ...item, planned: true };
    }
    const moved = moving.size > 0 && isMoved(item, moving);
    return moved ? { ...item, severity: 'info', planned: true } : item;
  });
}

/** Pods that do not serve because their node is taken away, by controller. */
function movingPods(cases: readonly NodeCase[]): ReadonlyMap<string, number> {
  const pods = cases
    .filter(isGivenUp)
    .flatMap(subject => subject.pods)
    .filter(({ ready, deleting }) => deleting || !ready);
  return new Map(
    [...groupBy(pods, podOwnerKey)].map(([key, own]) => [key, own.length]),
  );
}

function isMoved(
  { rule, object, value, threshold }: Finding,
  moving: ReadonlyMap<string, number>,
): boolean {
  if (rule !== 'workload-short') {
    return false;
  }
  const { workloadKind, namespace = '', name } = object;
  const lacking = (threshold?.value ?? 0) - (value?.value ?? 0);
  const moved = moving.get(ownerKey(workloadKind, namespace, name)) ?? 0;
  return lacking > 0 && moved >= lacking;
}
