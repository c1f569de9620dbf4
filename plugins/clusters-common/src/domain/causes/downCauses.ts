import { groupBy } from '@textloom/kernel';
import { ClusterFacts, PodFacts } from '../facts';
import { Finding } from '../health';
import { NodeCase } from '../nodeCase';
import { PendingGroup } from '../views';
import { ownerKey } from '../workloads/common';
import { podOwnerKey } from '../workloads/digest';

/** What the causes are looked for in. */
export interface CausesWorld {
  facts: ClusterFacts;
  cases: readonly NodeCase[];
  pending: readonly PendingGroup[];
}

/** Finds the id of the finding that explains one. */
export type CauseOf = (effect: Finding) => string | undefined;

const isDownRule = ({ rule }: Finding) =>
  rule === 'node-lost' || rule === 'node-not-ready';

/** Findings of nodes that are down, by node, in the order of the nodes' names. */
export function downNodes(
  findings: readonly Finding[],
): ReadonlyMap<string, string> {
  return new Map(
    findings
      .filter(isDownRule)
      .map(({ object, id }): [string, string] => [object.name, id])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A zone's outage explains its nodes that are down, and that groups have none left in it. */
export function zoneCause(
  findings: readonly Finding[],
  { cases }: CausesWorld,
): CauseOf {
  const zones = new Map(
    findings
      .filter(({ object }) => object.kind === 'Zone')
      .map(({ object, id }) => [object.name, id]),
  );
  if (zones.size === 0) {
    return () => undefined;
  }
  const zoneOf = new Map(cases.map(({ node, zone }) => [node.name, zone]));
  const groups = groupBy(cases, ({ group }) => group);
  const zoneOfGroup = (group: string) => {
    const all = new Set((groups.get(group) ?? []).map(({ zone }) => zone));
    return all.size === 1 ? [...all][0] : undefined;
  };
  return effect => {
    if (effect.object.kind === 'Node' && isDownRule(effect)) {
      return zones.get(zoneOf.get(effect.object.name) ?? '');
    }
    switch (effect.rule) {
      case 'group-zone-empty':
        return zones.get(String(effect.params.zone));
      case 'group-none-ready':
        return zones.get(zoneOfGroup(effect.group ?? '') ?? '');
      default:
        return undefined;
    }
  };
}

/** What a group lacks when nodes of it are down. */
const GROUP_EFFECTS: readonly Finding['rule'][] = [
  'group-none-ready',
  'group-some-unhealthy',
  'group-below-desired',
];

/**
 * A group without a ready node explains its nodes and all else that it lacks; a single node that is down
 * explains what its group lacks; many explain it together.
 */
export function groupCause(findings: readonly Finding[]): CauseOf {
  const down = groupBy(findings.filter(isDownRule), ({ group }) => group ?? '');
  const idsOf = (rule: Finding['rule']) =>
    new Map(
      findings
        .filter(item => item.rule === rule)
        .map(({ group, id }) => [group ?? '', id]),
    );
  const noneReady = idsOf('group-none-ready');
  const many = idsOf('group-many-unhealthy');
  return effect => {
    const group = effect.group ?? '';
    const nodes = down.get(group) ?? [];
    const none = noneReady.get(group);
    if (nodes.length === 1) {
      return GROUP_EFFECTS.includes(effect.rule) ? nodes[0]?.id : undefined;
    }
    if (none !== undefined) {
      const isEffect =
        isDownRule(effect) ||
        effect.rule === 'group-many-unhealthy' ||
        GROUP_EFFECTS.includes(effect.rule);
      return isEffect ? none : undefined;
    }
    return effect.rule === 'group-below-desired' ? many.get(group) : undefined;
  };
}

/** A node that is down explains that nothing is measured of it any more. */
export function silenceCause(findings: readonly Finding[]): CauseOf {
  const down = downNodes(findings);
  return ({ rule, object }) =>
    rule === 'signal-missing' && object.kind === 'Node'
      ? down.get(object.name)
      : undefined;
}

/**
 * A node that is down explains a workload whose pods were on such nodes, while what replaces them still waits
 * for a place. A pod that fails elsewhere is a fault of its own.
 */
export function workloadCause(
  findings: readonly Finding[],
  { facts }: CausesWorld,
): CauseOf {
  const down = downNodes(findings);
  const unready =
    down.size > 0
      ? groupBy(
          facts.pods.filter(pod => !pod.ready && pod.phase !== 'Succeeded'),
          podOwnerKey,
        )
      : new Map<string, PodFacts[]>();
  return ({ object, rule }) => {
    if (object.kind !== 'Workload' || !rule.startsWith('workload-')) {
      return undefined;
    }
    const { workloadKind, namespace = '', name } = object;
    const pods = unready.get(ownerKey(workloadKind, namespace, name)) ?? [];
    const lost = pods
      .flatMap(({ nodeName }) => nodeName ?? [])
      .filter(node => down.has(node));
    const elsewhere = pods.some(
      ({ nodeName, phase }) =>
        !down.has(nodeName ?? '') && (nodeName || phase !== 'Pending'),
    );
    return elsewhere ? undefined : down.get([...lost].sort()[0] ?? '');
  };
}
