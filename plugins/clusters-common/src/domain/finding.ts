import { Finding, ObjectRef, RuleId, Severity } from './health';

/** Parts of a finding besides rule, severity and object. */
export type FindingDetails = Partial<
  Pick<
    Finding,
    'group' | 'value' | 'threshold' | 'since' | 'detail' | 'problem' | 'params'
  >
> & {
  evidence: string;
  /** Tells apart two findings of one rule and object, such as the condition's type. */
  qualifier?: string;
};

/** Identity of a finding: the same in each assessment as long as rule and object are. */
export function findingId(
  rule: RuleId,
  object: ObjectRef,
  qualifier?: string,
): string {
  return [rule, object.namespace, object.name, qualifier]
    .filter(part => part !== undefined)
    .join(':');
}

/** Makes a finding. Its `params` always name the object and, where there is one, the group. */
export function finding(
  rule: RuleId,
  severity: Severity,
  object: ObjectRef,
  details: FindingDetails,
): Finding {
  const { qualifier, params, group, ...rest } = details;
  return {
    id: findingId(rule, object, qualifier),
    rule,
    severity,
    object,
    ...(group !== undefined && { group }),
    ...rest,
    params: {
      name: object.name,
      ...(group !== undefined && { group }),
      ...params,
    },
  };
}

export const percent = (share: number) => ({
  value: Math.round(share * 1000) / 10,
  unit: 'percent' as const,
});

export const count = (value: number) => ({ value, unit: 'count' as const });

export const seconds = (ms: number) => ({
  value: Math.round(ms / 1000),
  unit: 'seconds' as const,
});
