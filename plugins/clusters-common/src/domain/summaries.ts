import { earliest } from '@textloom/kernel';
import { sumCapacity } from './capacity';
import { rankTallies } from './components';
import { distinct } from './distinct';
import { Finding, HealthState, Severity } from './health';
import { isReady, NodeCase } from './nodeCase';
import { nodeStatusOf } from './nodeStatus';
import { healthOf, severityOrder, worstSeverity } from './severity';
import { NodeGroupSummary, NodeSummary } from './views';

const NONE: readonly Finding[] = [];

/**
 * Summary of a node. When the nodes are not `live`, neither status nor health is claimed. That of a node at which
 * nothing is found is made once for its case.
 */
export function nodeSummary(
  subject: NodeCase,
  findings: readonly Finding[] = NONE,
  live: boolean,
): NodeSummary {
  if (!live || findings.length > 0) {
    return makeSummary(subject, findings, live);
  }
  subject.memo.summary ??= makeSummary(subject, NONE, true);
  return subject.memo.summary;
}

function makeSummary(
  subject: NodeCase,
  findings: readonly Finding[],
  live: boolean,
): NodeSummary {
  const { node, traits } = subject;
  const worst = worstSeverity(findings);
  return {
    name: node.name,
    group: subject.group,
    zone: subject.zone,
    instanceType: traits.instanceType,
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

/** Summary of a group of nodes; `findings` are those of the group and of its nodes, worst first. */
export function nodeGroupSummary(
  name: string,
  cases: readonly NodeCase[],
  nodes: NodeSummary[],
  findings: readonly Finding[],
  live: boolean,
): NodeGroupSummary {
  const [worst] = findings;
  const state = live
    ? healthOf(severityOrder.worst(findings.map(severityForGroup)))
    : 'unknown';
  const since = sinceOf(state, findings, severityForGroup);
  return {
    name,
    label: distinct(cases, ({ traits }) => traits.groupLabel)[0] ?? '',
    state,
    ...(since && { since }),
    ready: live ? cases.filter(isReady).length : 0,
    total: cases.length,
    zones: distinct(cases, ({ zone }) => zone),
    instanceTypes: distinct(cases, ({ traits }) => traits.instanceType),
    capacityTypes: distinct(cases, ({ traits }) => traits.capacityType),
    kubeletVersions: distinct(cases, ({ node }) => node.kubeletVersion),
    capacity: sumCapacity(nodes.map(node => node.capacity)),
    nodes,
    components: rankTallies(cases.map(({ digest }) => digest.components)),
    ...(worst && { worst }),
    findings: findings.length,
  };
}
