import { own } from '@textloom/kernel';
import {
  AllocationRule,
  AllocationRules,
  Attributor,
  ComponentOwners,
  componentRefOf,
  Destination,
  RuleSplit,
} from './attribution';
import { matcherOf } from './attributionMatch';
import { Attribution, BillFacts, CostLayer } from './cost';

/** What is known of a row before it is decided whose it is. */
type Place = Pick<Attribution, 'environment' | 'nodeGroup'>;

/**
 * Decides whose rows of the bill are. In this order, the first that holds:
 * 1. an unused commitment is `unused-commitment`, a tax `support-tax`, whatever their tags;
 * 2. a tag names the component;
 * 3. the first rule that matches;
 * 4. tags name a node group: its pods share the row; tags that name only a cluster make it `shared`;
 * 5. support plans, and credits and adjustments without a resource, are `support-tax`;
 * 6. the purchase of a commitment is `shared`: its effective cost is zero, and its use is in other rows;
 * 7. another vendor is `third-party`;
 * 8. the rest is `untagged`.
 *
 * A component that the catalog does not have keeps its cost, with neither owner nor system.
 * @throws RangeError for a rule that names no component where it should, splits among nobody or by a negative weight
 */
export function createAttributor(
  rules: AllocationRules,
  components: ComponentOwners,
): Attributor {
  const compiled = rules.rules.map(rule => ({
    rule: checked(rule),
    matches: matcherOf(rule.match),
  }));

  const component: Attributor['component'] = (name, rest) => {
    const ref = componentRefOf(name);
    if (ref === undefined) return nobody('untagged', rest, rest.reason);
    const { owner = '', system = '' } = components.get(ref) ?? {};
    return { layer: 'attributed', component: ref, owner, system, ...rest };
  };

  const byRule = (rule: AllocationRule, place: Place): Destination => {
    const reason = `rule:${rule.id}`;
    const to = { ...place, nodeGroup: rule.nodeGroup ?? place.nodeGroup };
    if (rule.split) return splitOf(rule.split, { ...to, reason }, component);
    if (rule.component !== undefined) {
      const found = component(rule.component, { ...to, reason });
      return whole(rule.layer ? { ...found, layer: rule.layer } : found);
    }
    return rule.layer
      ? whole(nobody(rule.layer, to, reason))
      : { kind: 'pool', ...to };
  };

  const of = (facts: BillFacts): Destination => {
    const tagged = placeOf(facts, rules);
    const fixed = chargeLayerOf(facts, tagged);
    if (fixed) return whole(fixed);
    const tag = firstTag(
      facts,
      rules.tags.component,
      value => componentRefOf(value) !== undefined,
    );
    if (tag) {
      const reason = `tag:${tag.key}`;
      return whole(component(tag.value, { ...tagged, reason }));
    }
    let place = tagged;
    for (const { rule, matches } of compiled) {
      if (!matches(facts)) continue;
      place = { ...place, environment: rule.environment ?? place.environment };
      if (decides(rule)) return byRule(rule, place);
    }
    return place.nodeGroup === ''
      ? whole(nobodyOf(facts, rules, place))
      : { kind: 'pool', ...place };
  };

  return { of, component };
}

function checked(rule: AllocationRule): AllocationRule {
  const { component, id, split } = rule;
  const names = [
    ...(component === undefined ? [] : [component]),
    ...(split?.parts ?? []).map(part => part.component),
  ];
  if (names.some(name => componentRefOf(name) === undefined)) {
    throw new RangeError(`Rule ${id} names what is no component`);
  }
  if (split?.parts.length === 0) {
    throw new RangeError(`Rule ${id} splits among nobody`);
  }
  if (split?.parts.some(({ weight = 1 }) => !(weight >= 0))) {
    throw new RangeError(`Rule ${id} has a negative weight`);
  }
  return rule;
}

function whole(to: Attribution): Destination {
  return { kind: 'whole', to };
}

function nobody(
  layer: CostLayer,
  { environment, nodeGroup }: Place,
  reason: string,
): Attribution {
  return {
    layer,
    component: '',
    owner: '',
    system: '',
    environment,
    nodeGroup,
    reason,
  };
}

/** Whether a rule says more than an environment. */
function decides(rule: AllocationRule): boolean {
  return (
    rule.split !== undefined ||
    rule.component !== undefined ||
    rule.layer !== undefined ||
    rule.nodeGroup !== undefined
  );
}

function splitOf(
  { key, parts }: RuleSplit,
  rest: Place & { reason: string },
  component: Attributor['component'],
): Destination {
  return {
    kind: 'split',
    key,
    parts: parts.map(({ component: name, weight = 1 }) => ({
      to: component(name, rest),
      weight: key === 'custom' ? weight : 1,
    })),
  };
}

/** A tag without a value is `true` in FOCUS, and names nothing. */
function firstTag(
  { tags }: BillFacts,
  keys: readonly string[],
  isOne: (value: string) => boolean = () => true,
): { key: string; value: string } | undefined {
  for (const key of keys) {
    const value = own(tags, key)?.trim() ?? '';
    if (value !== '' && value !== 'true' && isOne(value)) return { key, value };
  }
  return undefined;
}

function placeOf(facts: BillFacts, { tags }: AllocationRules): Place {
  const cluster = firstTag(facts, tags.cluster)?.value;
  const nodeGroup = firstTag(facts, tags.nodeGroup)?.value;
  return {
    environment: firstTag(facts, tags.environment)?.value ?? '',
    nodeGroup:
      cluster !== undefined && nodeGroup !== undefined
        ? `${cluster}/${nodeGroup}`
        : '',
  };
}

/** Charges that are of nobody alone whatever their tags say. */
function chargeLayerOf(
  { commitmentStatus, chargeCategory }: BillFacts,
  place: Place,
): Attribution | undefined {
  if (commitmentStatus === 'Unused') {
    return nobody('unused-commitment', place, 'commitment:Unused');
  }
  return chargeCategory === 'Tax'
    ? nobody('support-tax', place, 'charge:Tax')
    : undefined;
}

/** The layer of a row that neither tag nor rule nor node group decided. */
function nobodyOf(
  facts: BillFacts,
  rules: AllocationRules,
  place: Place,
): Attribution {
  const cluster = firstTag(facts, rules.tags.cluster);
  if (cluster) return nobody('shared', place, `tag:${cluster.key}`);
  const { chargeCategory, commitment, provider, resource, service } = facts;
  if (rules.supportServices.includes(service)) {
    return nobody('support-tax', place, 'service:support');
  }
  if (
    resource === '' &&
    (chargeCategory === 'Credit' || chargeCategory === 'Adjustment')
  ) {
    return nobody('support-tax', place, `charge:${chargeCategory}`);
  }
  if (chargeCategory === 'Purchase' && commitment !== '') {
    return nobody('shared', place, 'commitment:Purchase');
  }
  return rules.thirdPartyProviders.includes(provider)
    ? nobody('third-party', place, 'provider')
    : nobody('untagged', place, 'none');
}
