import { CATALOG } from './rules/catalog';
import { DOCKERFILES } from './rules/dockerfiles';
import { FILES } from './rules/files';
import { KUBERNETES } from './rules/kubernetes';
import { TERRAFORM } from './rules/terraform';
import { SETTINGS } from './rules/settings';
import { WORKFLOWS } from './rules/workflows';

export type { RuleWords, Severity } from './rules/words';

/** All rules of the policy, by id. */
export const RULES = {
  ...FILES,
  ...DOCKERFILES,
  ...WORKFLOWS,
  ...CATALOG,
  ...KUBERNETES,
  ...TERRAFORM,
  ...SETTINGS,
};

/** Id of a rule; it never changes. */
export type RuleId = keyof typeof RULES;

/** All ids, in the order of {@link RULES}. */
export const RULE_IDS = Object.keys(RULES) as [RuleId, ...RuleId[]];
