import { ClusterFacts } from '../facts';
import { count, finding } from '../finding';
import { Finding } from '../health';
import { NodeCase } from '../nodeCase';
import { PendingGroup } from '../views';
import { scalingOf } from './scaling';

/** A group that has as many nodes as it may, while pods wait that one more of its nodes would place. */
export function atMaximumFindings(
  facts: ClusterFacts,
  group: string,
  cases: readonly NodeCase[],
  pending: readonly PendingGroup[],
): Finding[] {
  const max = scalingOf(facts, group)?.max;
  const waiting = pending.filter(({ fixes = [] }) =>
    fixes.some(fix => fix.kind === 'raise-maximum' && fix.group === group),
  );
  if (max === undefined || cases.length < max || waiting.length === 0) {
    return [];
  }
  return [
    finding(
      'group-at-maximum',
      'warning',
      { kind: 'NodeGroup', name: group },
      {
        group,
        value: count(cases.length),
        threshold: count(max),
        since: waiting.map(({ since }) => since).sort()[0] || undefined,
        evidence: 'Node objects against the maximum of the group',
        params: {
          max,
          pods: waiting.reduce((sum, item) => sum + item.count, 0),
        },
      },
    ),
  ];
}
