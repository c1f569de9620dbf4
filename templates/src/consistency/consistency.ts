import { ALERT_RULES } from './alertRules';
import { CODE_RULES } from './codeRules';
import { DELIVERY_RULES } from './deliveryRules';
import { ROUTING_RULES } from './routingRules';
import { SCALING_RULES } from './scalingRules';
import { ConsistencyRule, Contradiction, EmittedService } from './service';

/** All rules between the artefacts of a service. */
export const CONSISTENCY_RULES: readonly ConsistencyRule[] = [
  ...SCALING_RULES,
  ...ROUTING_RULES,
  ...ALERT_RULES,
  ...DELIVERY_RULES,
  ...CODE_RULES,
];

/** What contradicts itself in a service; empty when nothing does. */
export function contradictionsIn(
  service: EmittedService,
): (Contradiction & { readonly rule: string })[] {
  return CONSISTENCY_RULES.flatMap(({ id, check }) =>
    [...check(service)].map(contradiction => ({ rule: id, ...contradiction })),
  );
}
