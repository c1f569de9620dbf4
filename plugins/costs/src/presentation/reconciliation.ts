import { Intent } from '@textloom/ui';
import {
  BillFinding,
  csvOf,
  DayReconciliation,
  FOCUS_RULES,
  monthOf,
  PartitionStatus,
  ReconciliationView,
  SourceProblem,
  SourceStatus,
} from '@textloom/plugin-costs-common';
import { MessageKey, Say } from '../text/say';
import { minus, signOf, sumOf } from './amounts';

const RULES = new Set(FOCUS_RULES.map(({ id }) => id));

/** The month that the days are of: theirs, the one asked for, or the last that is billed. */
export function monthShown(
  { days, strip }: ReconciliationView,
  asked: string | undefined,
): string | undefined {
  const [first] = days;
  if (first) return monthOf(first.day);
  return asked ?? (strip.billedTo && monthOf(strip.billedTo));
}

/** Days on which the layers are not the bill. */
export function differentDays(
  days: readonly DayReconciliation[],
): DayReconciliation[] {
  return days.filter(({ difference }) => signOf(difference) !== 0);
}

const INTENTS = {
  equal: 'positive',
  different: 'critical',
  unknown: 'unknown',
} as const satisfies Record<string, Intent>;

/**
 * The proof in one sentence. The days at hand count before the kept check, which may be of other days: a difference is
 * never called equal.
 */
export function reconciliationVerdict(
  { strip, days }: ReconciliationView,
  say: Say,
): { intent: Intent; sentence: string; detail: string } {
  const different = differentDays(days).length;
  const state = different > 0 ? 'different' : strip.check.state;
  const isOwn = strip.scope === 'own';
  const more = [
    ...(state === 'different' ? [say('reconciliation.differentMore')] : []),
    ...(strip.check.checkedAt && state === 'equal'
      ? [
          say('reconciliation.checked', {
            when: say.when(strip.check.checkedAt),
          }),
        ]
      : []),
    ...(strip.rejectedRows > 0
      ? [say('reconciliation.rejected', { count: strip.rejectedRows })]
      : []),
    ...(isOwn ? [say('reconciliation.ownMore')] : []),
  ];
  const sentence = () => {
    if (state === 'unknown') return say('reconciliation.unknown');
    const count = state === 'equal' ? strip.check.days : different;
    return isOwn || count === 0
      ? say(
          state === 'equal'
            ? 'reconciliation.equalOwn'
            : 'reconciliation.differentOwn',
        )
      : say(`reconciliation.${state}`, { count });
  };
  return {
    intent:
      state === 'equal' && strip.rejectedRows > 0 ? 'caution' : INTENTS[state],
    sentence: sentence(),
    detail: say.sentences(more),
  };
}

/** Word and intent of a source. */
export function sourceState(
  { state }: SourceStatus,
  say: Say,
): { intent: Intent; word: string } {
  const intents: Record<SourceStatus['state'], Intent> = {
    current: 'positive',
    stale: 'stale',
    failed: 'invalid',
    empty: 'unknown',
  };
  return { intent: intents[state], word: say(`reconciliation.state.${state}`) };
}

/** What is wrong, and what to do about it. */
export function problemWords(
  problem: SourceProblem | undefined,
  say: Say,
): string {
  return problem
    ? say.sentences([
        say(`problem.${problem.code}`, problem.args),
        say(`reconciliation.toDo.${problem.code}`),
      ])
    : '';
}

/** What the layers of a day come to. */
export function layersSum({ layers }: DayReconciliation): string {
  return sumOf(Object.values(layers));
}

/** All days together. */
export function daysSum(days: readonly DayReconciliation[]) {
  const bill = sumOf(days.map(day => day.bill));
  const layers = sumOf(days.map(layersSum));
  return { bill, layers, difference: minus(layers, bill) };
}

/** Layers that any of the days has, in the order of their first day. */
export function layersOf(days: readonly DayReconciliation[]): string[] {
  return [...new Set(days.flatMap(({ layers }) => Object.keys(layers)))];
}

/** The days as a file, each layer a column; amounts as they are, not rounded. */
export function daysCsv(
  days: readonly DayReconciliation[],
  names: { day: string; bill: string; difference: string },
  layerName: (layer: string) => string,
): string {
  const layers = layersOf(days);
  return csvOf(
    [names.day, names.bill, ...layers.map(layerName), names.difference],
    days.map(day => [
      day.day,
      day.bill,
      ...layers.map(layer => day.layers[layer] ?? '0'),
      day.difference,
    ]),
  );
}

/** What else is to be known of a month: what it was before, other currencies, what is wrong. */
export function partitionNotes(partition: PartitionStatus, say: Say): string[] {
  const { version, effective, previousEffective, currency } = partition;
  return [
    ...(previousEffective === undefined
      ? []
      : [
          say('reconciliation.restated', {
            version: version - 1,
            change: say.money(minus(effective, previousEffective), currency, {
              sign: true,
            }),
          }),
        ]),
    ...(partition.otherCurrencies ?? []).map(other =>
      say('reconciliation.other', {
        currency: other.currency,
        amount: say.money(other.effective, other.currency),
      }),
    ),
    ...(partition.problem ? [problemWords(partition.problem, say)] : []),
  ];
}

/** What a finding says; a rule that this page does not know yet is named by its identity. */
export function findingWords(
  { rule, column }: Pick<BillFinding, 'rule' | 'column'>,
  say: Say,
): { text: string; rule?: string } {
  return RULES.has(rule)
    ? { text: say(`reconciliation.rule.${rule}` as MessageKey, { column }) }
    : { text: say('reconciliation.otherRule', { column }), rule };
}

/** Rows that are not counted first, then those that most rows have. */
export function sortedFindings(
  findings: readonly BillFinding[],
): BillFinding[] {
  const rank = ({ severity }: BillFinding) => Number(severity === 'warn');
  return [...findings].sort((a, b) => rank(a) - rank(b) || b.count - a.count);
}
