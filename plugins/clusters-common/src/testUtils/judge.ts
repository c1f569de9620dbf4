import { assessCluster } from '../domain/assess';
import { ClusterFacts, NodeFacts } from '../domain/facts';
import { RuleId, Severity } from '../domain/health';
import { NodeStatus } from '../domain/views';
import { aClusterFacts, TEST_NOW } from './builders';

const assess = (node: NodeFacts, facts: Partial<ClusterFacts>) =>
  assessCluster(aClusterFacts({ nodes: [node], ...facts }), { now: TEST_NOW })
    .view;

/** Findings about the one node of a cluster, as `rule:severity`. */
export function judge(
  node: NodeFacts,
  facts: Partial<ClusterFacts> = {},
): string[] {
  return assess(node, facts)
    .list.filter(({ object }) => object.kind === 'Node')
    .map(({ rule, severity }) => `${rule}:${severity}`);
}

/** Status of the one node of a cluster. */
export function statusOf(
  node: NodeFacts,
  facts: Partial<ClusterFacts> = {},
): NodeStatus {
  return assess(node, facts).nodeGroups[0].nodes[0].status;
}

/** One finding of the rule, or none without a severity. */
export function expected(rule: RuleId, severity?: Severity): string[] {
  return severity ? [`${rule}:${severity}`] : [];
}
