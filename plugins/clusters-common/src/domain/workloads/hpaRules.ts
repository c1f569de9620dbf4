import { HpaFacts } from '../facts';
import { finding } from '../finding';
import { Finding, RuleId } from '../health';
import { conditionOf, wordsOf } from './common';

/** Autoscalers that cannot read what they scale by, or cannot scale. One switched off by 0 replicas can. */
export function hpaConditionFindings(hpas: readonly HpaFacts[]): Finding[] {
  return hpas.flatMap(hpa => [
    ...conditionFinding(hpa, 'ScalingActive', 'hpa-metric-missing'),
    ...conditionFinding(hpa, 'AbleToScale', 'hpa-cannot-scale'),
  ]);
}

function conditionFinding(
  hpa: HpaFacts,
  type: string,
  rule: RuleId,
): Finding[] {
  const condition = conditionOf(hpa.conditions, type);
  if (
    !condition ||
    condition.status === 'True' ||
    condition.reason === 'ScalingDisabled'
  ) {
    return [];
  }
  return [
    finding(
      rule,
      condition.status === 'False' ? 'degraded' : 'unknown',
      { kind: 'HPA', namespace: hpa.namespace, name: hpa.name },
      {
        since: condition.lastTransitionTime,
        evidence: `HorizontalPodAutoscaler.status.conditions[${type}]`,
        detail: wordsOf(condition),
        params: {
          reason: condition.reason ?? '',
          target: hpa.targetName,
          metric: hpa.metrics?.map(({ name }) => name).join(', ') ?? '',
        },
      },
    ),
  ];
}
