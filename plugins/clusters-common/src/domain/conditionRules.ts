import { elapsed } from '@textloom/kernel';
import { NodeCondition } from './facts';
import { finding, seconds } from './finding';
import { Finding } from './health';
import { NodeCase, nodeRef, NodeRule, Scene } from './nodeCase';
import { readyCondition, verdictOf } from './polarity';
import { words } from './readyRules';

/** The kubelet's own warnings that it runs short. */
const PRESSURE: ReadonlySet<string> = new Set([
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
]);

const isGood = (condition: NodeCondition) => verdictOf(condition) === 'good';

/** Every condition but Ready, by its polarity. */
export const conditionRule: NodeRule = (subject, scene) => {
  const { conditions } = subject.node;
  if (conditions.every(isGood)) {
    return [];
  }
  // The controller writes Unknown into all conditions of a lost node; Ready tells that once.
  const lost = readyCondition(conditions)?.status === 'Unknown';
  return conditions.flatMap(condition => {
    const verdict = verdictOf(condition);
    if (condition.type === 'Ready' || verdict === 'good') {
      return [];
    }
    if (verdict === 'unknown') {
      return lost ? [] : [unknownCondition(subject, condition)];
    }
    return PRESSURE.has(condition.type)
      ? [pressure(subject, condition, scene)]
      : [badCondition(subject, condition)];
  });
};

function details(subject: NodeCase, condition: NodeCondition) {
  return {
    group: subject.group,
    since: condition.lastTransitionTime,
    evidence: `Node.status.conditions[${condition.type}]`,
    detail: words(condition),
    params: { condition: condition.type },
    qualifier: condition.type,
  };
}

function unknownCondition(subject: NodeCase, condition: NodeCondition) {
  return finding(
    'node-condition-unknown',
    'unknown',
    nodeRef(subject),
    details(subject, condition),
  );
}

function badCondition(subject: NodeCase, condition: NodeCondition) {
  return finding(
    'node-condition',
    'degraded',
    nodeRef(subject),
    details(subject, condition),
  );
}

function pressure(
  subject: NodeCase,
  condition: NodeCondition,
  scene: Scene,
): Finding {
  const { pressureDegradedMs } = scene.thresholds;
  const base = finding('node-pressure', 'warning', nodeRef(subject), {
    ...details(subject, condition),
    threshold: seconds(pressureDegradedMs),
  });
  const lasted = elapsed(base.since ?? scene.firstSeen(base.id), scene.now);
  return lasted !== undefined && lasted > pressureDegradedMs
    ? { ...base, severity: 'degraded' }
    : base;
}
