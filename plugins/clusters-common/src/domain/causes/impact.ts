import { groupBy } from '@textloom/kernel';
import { rankComponents } from '../components';
import { PodFacts } from '../facts';
import { Finding, Impact } from '../health';
import { NodeCase } from '../nodeCase';
import { once } from '../once';
import { PendingGroup } from '../views';

const MAX_COMPONENTS = 10;

/** Whom each finding hurts: pods that do not serve because of it, and their components. */
export function withImpact(
  findings: readonly Finding[],
  cases: readonly NodeCase[],
  pending: readonly PendingGroup[],
): Finding[] {
  const byNode = once(() => new Map(cases.map(item => [item.node.name, item])));
  const down = new Set(
    findings
      .filter(({ rule }) => rule === 'node-lost' || rule === 'node-not-ready')
      .map(({ object }) => object.name),
  );
  const inZone = once(() => groupBy(cases, ({ zone }) => zone));
  const inGroup = once(() => groupBy(cases, ({ group }) => group));
  const lostOf = (nodes: readonly NodeCase[]) =>
    impactOf(
      nodes.filter(({ node }) => down.has(node.name)).flatMap(servingPods),
    );
  return findings.map(item => {
    const impact = impactFor(item, {
      node: name => lostOf([byNode().get(name)].flatMap(found => found ?? [])),
      zone: name => lostOf(inZone().get(name) ?? []),
      group: name => lostOf(inGroup().get(name) ?? []),
      pending,
    });
    return impact && impact.pods > 0 ? { ...item, impact } : item;
  });
}

interface Lookup {
  node: (name: string) => Impact;
  zone: (name: string) => Impact;
  group: (name: string) => Impact;
  pending: readonly PendingGroup[];
}

function impactFor(
  { object, rule, value, threshold }: Finding,
  lookup: Lookup,
): Impact | undefined {
  if (rule === 'group-at-maximum') {
    return waitingFor(object.name, lookup.pending);
  }
  switch (object.kind) {
    case 'Node':
      return lookup.node(object.name);
    case 'Zone':
      return lookup.zone(object.name);
    case 'NodeGroup':
      return lookup.group(object.name);
    default:
  }
  if (rule === 'pods-unschedulable') {
    const waiting = lookup.pending.find(
      ({ namespace, ownerName }) =>
        namespace === object.namespace && ownerName === object.name,
    );
    return (
      waiting && {
        pods: waiting.count,
        components: waiting.component ? [waiting.component] : [],
      }
    );
  }
  const missing =
    rule === 'workload-short' || rule === 'workload-unavailable'
      ? (threshold?.value ?? 0) - (value?.value ?? 0)
      : 0;
  return missing > 0 ? { pods: missing, components: [object.name] } : undefined;
}

/** Pods that one more node of a group would place. */
function waitingFor(group: string, pending: readonly PendingGroup[]): Impact {
  const waiting = pending.filter(({ fixes = [] }) =>
    fixes.some(fix => fix.kind === 'raise-maximum' && fix.group === group),
  );
  return {
    pods: waiting.reduce((sum, { count }) => sum + count, 0),
    components: [
      ...new Set(waiting.flatMap(({ component }) => component ?? [])),
    ].slice(0, MAX_COMPONENTS),
  };
}

/** Pods of a node that serve somebody; agents of the node itself come back with it. */
function servingPods({ pods }: NodeCase): PodFacts[] {
  return pods.filter(
    ({ ownerKind, mirror, phase }) =>
      ownerKind !== 'DaemonSet' &&
      !mirror &&
      phase !== 'Succeeded' &&
      phase !== 'Failed',
  );
}

function impactOf(pods: readonly PodFacts[]): Impact {
  return {
    pods: pods.length,
    components: rankComponents(pods).slice(0, MAX_COMPONENTS),
  };
}
