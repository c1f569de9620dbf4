import { groupBy, own } from '@textloom/kernel';
import { ClusterFacts, PodFacts } from '../facts';
import { Finding } from '../health';
import { NodeCase } from '../nodeCase';
import { PendingGroup } from '../views';

/** What the causes are looked for in. */
export interface CausesWorld {
  facts: ClusterFacts;
  cases: readonly NodeCase[];
  pending: readonly PendingGroup[];
}

/** Finds the id of the finding that explains one. */
type CauseOf = (effect: Finding) => string | undefined;

/**
 * Joins findings to the one that explains them: each effect gets `cause`, each cause `explains`. A cause is
 * never an effect of its own effect, since causes go from pods to nodes to zones.
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

const isDownRule = ({ rule }: Finding) =>
  rule === 'node-lost' || rule === 'node-not-ready';

/** Findings of nodes that are down, by node. */
function downNodes(findings: readonly Finding[]): Map<string, string> {
  return new Map(
    findings.filter(isDownRule).map(({ object, id }) => [object.name, id]),
  );
}

/** A zone's outage explains its nodes. */
function zoneCause(
  findings: readonly Finding[],
  { cases }: CausesWorld,
): CauseOf {
  const zones = new Map(
    findings
      .filter(({ object }) => object.kind === 'Zone')
      .map(({ object, id }) => [object.name, id]),
  );
  const zoneOf =
    zones.size > 0
      ? new Map(cases.map(({ node, zone }) => [node.name, zone]))
      : new Map<string, string>();
  return effect =>
    effect.object.kind === 'Node' && isDownRule(effect)
      ? zones.get(zoneOf.get(effect.object.name) ?? '')
      : undefined;
}

const ownerOf = (pod: PodFacts) =>
  `${pod.ownerKind ?? ''}/${pod.namespace}/${pod.ownerName ?? pod.name}`;

/** A node that is down explains a workload all of whose missing pods were on such nodes. */
function workloadCause(
  findings: readonly Finding[],
  { facts }: CausesWorld,
): CauseOf {
  const down = downNodes(findings);
  const unready =
    down.size > 0
      ? groupBy(
          facts.pods.filter(pod => !pod.ready && pod.phase !== 'Succeeded'),
          ownerOf,
        )
      : new Map<string, PodFacts[]>();
  return ({ object, rule }) => {
    if (object.kind !== 'Workload' || !rule.startsWith('workload-')) {
      return undefined;
    }
    const key = `${object.workloadKind ?? ''}/${object.namespace}/${
      object.name
    }`;
    const nodes = (unready.get(key) ?? []).map(pod => pod.nodeName ?? '');
    return nodes.length > 0 && nodes.every(node => down.has(node))
      ? down.get([...nodes].sort()[0] ?? '')
      : undefined;
  };
}

/** A group that cannot grow explains the pods that wait for it. */
function pendingCause(
  findings: readonly Finding[],
  { pending }: CausesWorld,
): CauseOf {
  const stuck = new Map(
    findings
      .filter(({ rule }) =>
        ['group-eks-issue', 'group-autoscaler', 'group-at-maximum'].includes(
          rule,
        ),
      )
      .map(({ group, id }) => [group ?? '', id]),
  );
  return ({ rule, object }) =>
    rule === 'pods-unschedulable' && stuck.size > 0
      ? pending
          .filter(
            ({ namespace, ownerName }) =>
              namespace === object.namespace && ownerName === object.name,
          )
          .flatMap(({ fixes = [] }) => fixes)
          .map(({ group }) => stuck.get(group ?? ''))
          .find(id => id !== undefined)
      : undefined;
}

/** A single node that is down explains what its group lacks. */
function groupCause(findings: readonly Finding[]): CauseOf {
  const down = groupBy(findings.filter(isDownRule), ({ group }) => group ?? '');
  return ({ rule, group }) => {
    const nodes = down.get(group ?? '') ?? [];
    return rule === 'group-some-unhealthy' && nodes.length === 1
      ? nodes[0]?.id
      : undefined;
  };
}

/** A finding about the object that an alert names explains the alert. */
function alertCause(
  findings: readonly Finding[],
  { facts }: CausesWorld,
): CauseOf {
  const byObject = new Map<string, string>();
  for (const { object, id, severity } of findings) {
    const key = `${object.kind}/${object.namespace ?? ''}/${object.name}`;
    if (severity !== 'info' && object.kind !== 'Alert' && !byObject.has(key)) {
      byObject.set(key, id);
    }
  }
  const alerts = new Map(
    (facts.alerts ?? []).map(alert => [alert.fingerprint, alert.labels]),
  );
  return ({ rule, id }) => {
    const labels =
      rule === 'alert-firing'
        ? alerts.get(id.split(':').at(-1) ?? '')
        : undefined;
    if (!labels) {
      return undefined;
    }
    const namespace = own(labels, 'namespace') ?? '';
    const candidates = [
      ['Node', '', own(labels, 'node')],
      ...['deployment', 'statefulset', 'daemonset', 'workload'].map(label => [
        'Workload',
        namespace,
        own(labels, label),
      ]),
      ['NodeGroup', '', own(labels, 'nodegroup')],
      ['Service', namespace, own(labels, 'service')],
      ['Dependency', namespace, own(labels, 'instance')],
    ];
    return candidates
      .filter(([, , name]) => name)
      .map(([kind, space, name]) =>
        byObject.get(`${kind}/${space ?? ''}/${name}`),
      )
      .find(found => found !== undefined);
  };
}
