import { Attribution, BillFacts, CostLayer } from './cost';
import { SplitMethod } from './usage';

/** Which rows of the bill a rule is for; all that is given must hold. */
export interface RuleMatch {
  service?: string;
  serviceCategory?: string;
  /** ResourceId; `*` stands for any number of characters, no other character is special. */
  resource?: string;
  resourceType?: string;
  account?: string;
  provider?: string;
  skuMeter?: string;
  /** The tag is there, with this value when one is given. */
  tag?: { key: string; value?: string };
}

/** Several components share what a rule matches. */
export interface RuleSplit {
  /**
   * `even`: the same for each; `custom`: by `weight` (default 1); `proportional`: by what each costs by itself on that
   * day in that currency (effective cost), evenly when none costs anything.
   */
  key: 'even' | 'proportional' | 'custom';
  parts: { component: string; weight?: number }[];
}

/** Whose matching rows are. A rule that only gives an environment sets that, and later rules decide the rest. */
export interface AllocationRule {
  /** Named in {@link Attribution.reason} as `rule:id`. */
  id: string;
  match: RuleMatch;
  layer?: CostLayer;
  component?: string;
  environment?: string;
  /** `cluster/name`: the row is part of the price of that node group. */
  nodeGroup?: string;
  split?: RuleSplit;
}

/** How a bill is allocated; stored with what it allocated. */
export interface AllocationRules {
  version: string;
  /** Tag keys in order of precedence. */
  tags: {
    component: string[];
    environment: string[];
    cluster: string[];
    nodeGroup: string[];
  };
  rules: AllocationRule[];
  /** FOCUS ProviderName of other vendors. */
  thirdPartyProviders: string[];
  /** FOCUS ServiceName of support plans. */
  supportServices: string[];
  method: SplitMethod;
}

/** Owner and system (entity references or `''`) of each component, by entity reference. */
export type ComponentOwners = ReadonlyMap<
  string,
  { owner: string; system: string }
>;

/** Where a row of the bill goes. */
export type Destination =
  /** To one. */
  | { kind: 'whole'; to: Attribution }
  /** Into the price of a node group, whose pods share it. */
  | { kind: 'pool'; nodeGroup: string; environment: string }
  /** To several components. */
  | {
      kind: 'split';
      key: RuleSplit['key'];
      parts: { to: Attribution; weight: number }[];
    };

/** Decides whose rows of the bill are. */
export interface Attributor {
  of(facts: BillFacts): Destination;
  /** Of a component, by its name or reference; of nobody (`untagged`) when that is no name of one. */
  component(
    name: string,
    rest: Pick<Attribution, 'environment' | 'nodeGroup' | 'reason'>,
  ): Attribution;
}

/** The tags that rules ask for, in the order of the alphabet. */
export function tagKeysOf({ tags, rules }: AllocationRules): string[] {
  const keys = [
    ...Object.values(tags).flat(),
    ...rules.flatMap(({ match }) => match.tag?.key ?? []),
  ];
  return [...new Set(keys)].sort();
}

const REF = /^(?:(component|resource):)?(?:([\w.-]{1,63})\/)?([\w.-]{1,63})$/i;

/**
 * The entity reference that a name in a tag or label stands for: `textloom-api` is `component:default/textloom-api`,
 * `resource:redis` is `resource:default/redis`.
 * @returns undefined for what is no name of a component or resource
 */
export function componentRefOf(name: string): string | undefined {
  const [, kind = 'component', namespace = 'default', local] =
    REF.exec(name) ?? [];
  return local === undefined
    ? undefined
    : `${kind}:${namespace}/${local}`.toLowerCase();
}
