import { compareText, earliest } from '@textloom/kernel';
import { sumCapacity } from './capacity';
import { rankComponentsOf } from './components';
import { Finding, HealthState, Severity } from './health';
import {
  CAPACITY_TYPE_LABELS,
  firstLabel,
  INSTANCE_TYPE_LABELS,
} from './labels';
import { isReady, NodeCase } from './nodeCase';
import { nodeStatusOf } from './nodeStatus';
import {
  compareFindings,
  healthOf,
  severityOrder,
  worstSeverity,
} from './severity';
import { NodeGroupSummary, NodeSummary } from './views';

/** Distinct texts that are not empty, in order. */
export function distinct(values: Iterable<string | undefined>): string[] {
  const found = new Set<string>();
  for (const value of values) {
    if (value) {
      found.add(value);
    }
  }
  return [...found].sort(compareText);
}

/** Summary of a node. When the nodes are not `live`, neither status nor health is claimed. */
export function nodeSummary(
  subject: NodeCase,
  findings: readonly Finding[],
  live: boolean,
): NodeSummary {
  const { node } = subject;
  const worst = worstSeverity(findings);
  return {
    name: node.name,
    group: subject.group,
    zone: subject.zone,
    instanceType: firstLabel(node.labels, INSTANCE_TYPE_LABELS) ?? '',
    status: nodeStatusOf(subject, findings, live),
    health: live ? healthOf(worst) : 'unknown',
    createdAt: node.createdAt,
    kubeletVersion: node.kubeletVersion,
    capacity: subject.capacity,
    ...(worst && { worst }),
  };
}

/**
 * Severity that a finding has for its group: a single node, however lost, degrades its group; only what
 * concerns the group as a whole makes it unhealthy.
 */
function severityForGroup({ object, severity }: Finding): Severity {
  return object.kind === 'Node'
    ? severityOrder.atMost(severity, 'degraded')
    : severity;
}

/** Since when a state is so: the earliest beginning among the findings that cause it. */
export function sinceOf(
  state: HealthState,
  findings: readonly Finding[],
  severityOf: (finding: Finding) => Severity,
): string | undefined {
  return state === 'healthy'
    ? undefined
    : earliest(
        findings
          .filter(item => healthOf(severityOf(item)) === state)
          .map(item => item.since),
      );
}

/** Summary of a group of nodes; `findings` are those of the group and of its nodes. */
export function nodeGroupSummary(
  name: string,
  cases: readonly NodeCase[],
  nodes: NodeSummary[],
  findings: readonly Finding[],
  live: boolean,
): NodeGroupSummary {
  const [worst] = [...findings].sort(compareFindings);
  const state = live
    ? healthOf(severityOrder.worst(findings.map(severityForGroup)))
    : 'unknown';
  const since = sinceOf(state, findings, severityForGroup);
  const labels = cases.map(({ node }) => node.labels);
  return {
    name,
    label: distinct(cases.map(item => item.groupLabel))[0] ?? '',
    state,
    ...(since && { since }),
    ready: live ? cases.filter(isReady).length : 0,
    total: cases.length,
    zones: distinct(cases.map(({ zone }) => zone)),
    instanceTypes: distinct(nodes.map(node => node.instanceType)),
    capacityTypes: distinct(
      labels.map(item => firstLabel(item, CAPACITY_TYPE_LABELS)),
    ),
    kubeletVersions: distinct(nodes.map(node => node.kubeletVersion)),
    capacity: sumCapacity(nodes.map(node => node.capacity)),
    nodes,
    components: componentsOf(cases),
    ...(worst && { worst }),
    findings: findings.length,
  };
}

function componentsOf(cases: readonly NodeCase[]): string[] {
  return rankComponentsOf(cases.map(({ pods }) => pods));
}
