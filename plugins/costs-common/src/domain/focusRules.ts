import { FocusRow, NULL_LITERAL, readRow } from './focusRow';
import { AMOUNT_RULES } from './focusRulesAmounts';
import { CHARGE_RULES } from './focusRulesCharges';

/** A rule of FOCUS that protects our sums. */
export interface FocusRule {
  /** Not unique: one rule may hold for several columns; rule and column together are. */
  id: string;
  /** FOCUS column, or `*` for a rule that holds for each. */
  column: string;
  /** `reject`: the row cannot be counted; `warn`: it is counted. */
  severity: 'reject' | 'warn';
}

/** A rule with what breaks it. */
export interface CheckedRule extends FocusRule {
  breaks(row: FocusRow): boolean;
}

/** What one row breaks. */
export interface RowFinding {
  rule: string;
  /** The column that has it, never `*`. */
  column: string;
  severity: 'reject' | 'warn';
  /** As it stands in the row, `''` when it is null. */
  value: string;
}

/** A column that says NULL in letters: it is read as null, and the row counts. */
const LITERAL_RULE: FocusRule = {
  id: 'null-literal',
  column: '*',
  severity: 'warn',
};

const CHECKED: readonly CheckedRule[] = [...AMOUNT_RULES, ...CHARGE_RULES];

/**
 * The catalogue: those of FOCUS 1.0 to 1.2 that, when broken, make a sum wrong or put a cost in the wrong place
 * (FOCUS_Spec, `specification/columns` of tag v1.2). Not a validator of all of FOCUS.
 */
export const FOCUS_RULES: readonly FocusRule[] = [
  LITERAL_RULE,
  ...CHECKED.map(({ id, column, severity }) => ({ id, column, severity })),
];

/**
 * Checks one row against the catalogue, in its order.
 * @param row values as text by column; null is absent or `''`
 */
export function checkRow(
  row: Readonly<Record<string, string | undefined>>,
): RowFinding[] {
  const literals = Object.entries(row)
    .filter(([, value]) => value !== undefined && NULL_LITERAL.test(value))
    .map(([column, value = '']) => ({
      rule: LITERAL_RULE.id,
      column,
      severity: LITERAL_RULE.severity,
      value,
    }));
  const read = readRow(row);
  const broken = CHECKED.filter(rule => rule.breaks(read)).map(
    ({ id, column, severity }) => ({
      rule: id,
      column,
      severity,
      value: row[column] ?? '',
    }),
  );
  return [...literals, ...broken];
}
