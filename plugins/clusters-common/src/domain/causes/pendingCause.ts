import { Finding, RuleId } from '../health';
import { CauseOf, CausesWorld, downNodes } from './downCauses';

/** Why a group cannot grow. */
const STUCK: readonly RuleId[] = [
  'group-at-maximum',
  'group-autoscaler',
  'group-eks-issue',
];

/** Taints that Kubernetes puts on a node that is down. */
const DOWN_TAINT = /\{node\.kubernetes\.io\/(?:unreachable|not-ready)\b/;

/** A group that cannot grow explains the pods that wait for it; else a node that is down, those it turned away. */
export function pendingCause(
  findings: readonly Finding[],
  { pending }: CausesWorld,
): CauseOf {
  const stuck = new Map(
    findings
      .filter(({ rule }) => STUCK.includes(rule))
      .map(({ group, id }): [string, string] => [group ?? '', id])
      .sort(([, a], [, b]) => (a < b ? 1 : -1)),
  );
  const [down] = downNodes(findings).values();
  return ({ rule, object }) => {
    if (rule !== 'pods-unschedulable') {
      return undefined;
    }
    const waiting = pending.filter(
      ({ namespace, ownerName }) =>
        namespace === object.namespace && ownerName === object.name,
    );
    const byGroup = waiting
      .flatMap(({ fixes = [] }) => fixes)
      .map(({ group }) => stuck.get(group ?? ''))
      .find(id => id !== undefined);
    const turnedAway = waiting.some(({ reasons }) =>
      reasons.some(({ reason }) => DOWN_TAINT.test(reason)),
    );
    return byGroup ?? (turnedAway ? down : undefined);
  };
}
