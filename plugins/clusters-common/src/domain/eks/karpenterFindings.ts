import { ClusterFacts } from '../facts';
import { count, finding } from '../finding';
import { Finding } from '../health';

/** Conditions of a NodePool without which it starts no node. */
const NEEDED = ['Ready', 'NodeClassReady', 'NodeRegistrationHealthy'];

/** What Karpenter says of the pool that a group is, and how many of its nodes have drifted from it. */
export function karpenterFindings(
  facts: ClusterFacts,
  group: string,
): Finding[] {
  const own = facts.karpenter ?? [];
  const pool = own.find(
    ({ kind, name }) => kind === 'NodePool' && name === group,
  );
  const drifted = own.filter(
    ({ kind, pool: claimed, conditions }) =>
      kind === 'NodeClaim' &&
      claimed === group &&
      conditions.some(
        ({ type, status }) => type === 'Drifted' && status === 'True',
      ),
  );
  const object = { kind: 'NodeGroup', name: group } as const;
  const broken = pool?.conditions.find(
    ({ type, status }) => NEEDED.includes(type) && status === 'False',
  );
  return [
    ...(broken
      ? [
          finding('nodepool-not-ready', 'warning', object, {
            group,
            since: broken.lastTransitionTime,
            evidence: `NodePool.status.conditions[${broken.type}]`,
            detail:
              [broken.reason, broken.message].filter(Boolean).join(': ') ||
              undefined,
            params: { condition: broken.type },
          }),
        ]
      : []),
    ...(drifted.length
      ? [
          finding('nodeclaim-drifted', 'info', object, {
            group,
            value: count(drifted.length),
            evidence: 'NodeClaim.status.conditions[Drifted]',
            params: { count: drifted.length },
          }),
        ]
      : []),
  ];
}
