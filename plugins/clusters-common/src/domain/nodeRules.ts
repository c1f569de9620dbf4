import { conditionRule } from './conditionRules';
import { cordonRule } from './cordonRules';
import { Finding } from './health';
import { NodeCase, NodeRule, Scene } from './nodeCase';
import { flappingRule, heartbeatRule, readinessRule } from './readyRules';
import { podSlotsRule, usageRule, versionRule } from './usageRules';

/**
 * Rules that find nothing for reasons that last: whether they do depends on the case, the version of the API server
 * and two limits, never on time.
 */
const LASTING_RULES: readonly NodeRule[] = [
  readinessRule,
  conditionRule,
  cordonRule,
  podSlotsRule,
  versionRule,
];

const PASSING_RULES: readonly NodeRule[] = [
  heartbeatRule,
  flappingRule,
  usageRule,
];

const NONE: readonly Finding[] = [];

/** Everything that the rules find at one node. Where the lasting rules found nothing, they are not asked again. */
export function nodeFindings(
  subject: NodeCase,
  scene: Scene,
): readonly Finding[] {
  const lasting = lastingFindings(subject, scene);
  const passing = findingsBy(PASSING_RULES, subject, scene);
  return lasting.length > 0 ? [...lasting, ...passing] : passing;
}

function lastingFindings(subject: NodeCase, scene: Scene): readonly Finding[] {
  const { version, thresholds } = scene;
  const { pods, versionSkew } = thresholds;
  const before = subject.memo.silent;
  if (
    before &&
    before.version === version &&
    before.podsWarning === pods.warning &&
    before.skewWarning === versionSkew.warning
  ) {
    return NONE;
  }
  const found = findingsBy(LASTING_RULES, subject, scene);
  if (found.length === 0) {
    subject.memo.silent = {
      version,
      podsWarning: pods.warning,
      skewWarning: versionSkew.warning,
    };
  }
  return found;
}

function findingsBy(
  rules: readonly NodeRule[],
  subject: NodeCase,
  scene: Scene,
): readonly Finding[] {
  let found = NONE;
  for (const rule of rules) {
    const more = rule(subject, scene);
    found = more.length > 0 ? [...found, ...more] : found;
  }
  return found;
}
