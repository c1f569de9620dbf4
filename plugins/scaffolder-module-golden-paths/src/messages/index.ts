import { RULES, RuleId } from '@textloom/plugin-scaffolder-golden-paths-common';
import { costs } from './costs';
import { words } from './words';

/** A rule in the words of a reader; a type, for messages need an index signature. */
type RuleTexts = { title: string; why: string; fix: string };

/** The English words of the rules are those of the policy itself. */
const rule = Object.fromEntries(
  Object.entries(RULES).map(([id, { title, why, fix }]) => [
    id,
    { title, why, fix },
  ]),
) as { [Id in RuleId]: RuleTexts };

/** All English texts. */
export const messages = { ...words, costs, rule };
