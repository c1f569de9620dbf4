import { conditionRule } from './conditionRules';
import { cordonRule } from './cordonRules';
import { Finding } from './health';
import { NodeCase, NodeRule, Scene } from './nodeCase';
import { flappingRule, heartbeatRule, readinessRule } from './readyRules';
import { podSlotsRule, usageRule, versionRule } from './usageRules';

const NODE_RULES: readonly NodeRule[] = [
  readinessRule,
  heartbeatRule,
  flappingRule,
  conditionRule,
  cordonRule,
  usageRule,
  podSlotsRule,
  versionRule,
];

/** Everything that the rules find at one node. */
export function nodeFindings(subject: NodeCase, scene: Scene): Finding[] {
  return NODE_RULES.flatMap(rule => rule(subject, scene));
}
