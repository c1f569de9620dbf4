import { Finding, RuleId } from './health';
import { NodeCase } from './nodeCase';
import { readyCondition } from './polarity';
import { NodeStatus } from './views';

const PRESSURE_RULES: readonly RuleId[] = [
  'node-pressure',
  'node-cpu-high',
  'node-memory-high',
];

/**
 * What a node's cell shows, most urgent first. A planned removal stays `draining` when the node goes down,
 * as long as its findings say so. `live` tells whether the nodes are current.
 */
export function nodeStatusOf(
  subject: NodeCase,
  findings: readonly Finding[],
  live: boolean,
): NodeStatus {
  const found = (rule: RuleId) => findings.some(item => item.rule === rule);
  const ready = readyCondition(subject.node.conditions);
  if (!live) {
    return 'unknown';
  }
  if (found('node-lost') || found('node-not-ready')) {
    return 'not-ready';
  }
  if (found('node-starting')) {
    return 'starting';
  }
  if (found('node-leaving')) {
    return 'draining';
  }
  if (!ready) {
    return 'unknown';
  }
  if (subject.node.unschedulable) {
    return 'cordoned';
  }
  return PRESSURE_RULES.some(found) ? 'pressure' : 'ready';
}
