import { FORM_RULES } from './formRules';
import { STEP_RULES } from './stepRules';
import {
  LintFinding,
  LintRule,
  openTemplate,
  TemplateSource,
} from './template';
import { VARIABLE_RULES } from './variableRules';

/** All rules on templates. */
export const LINT_RULES: readonly LintRule[] = [
  ...FORM_RULES,
  ...STEP_RULES,
  ...VARIABLE_RULES,
];

/** What is wrong with a template; empty when nothing is. */
export function lintTemplate(source: TemplateSource): LintFinding[] {
  const template = openTemplate(source);
  return LINT_RULES.flatMap(({ id, check }) =>
    [...check(template)].map(finding => ({ rule: id, ...finding })),
  );
}
