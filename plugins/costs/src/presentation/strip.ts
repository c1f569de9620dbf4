import { Intent } from '@textloom/ui';
import {
  ReconciliationStrip,
  SourceStatus,
} from '@textloom/plugin-costs-common';
import { MessageKey, Say } from '../text/say';

/** Whether what is shown is what was billed. */
export function checkOf(
  { check, currency }: ReconciliationStrip,
  say: Say,
): { intent: Intent; text: string } {
  const by = check.difference;
  const amount = say.money(by, currency);
  switch (check.state) {
    case 'equal':
      return {
        intent: 'positive',
        text:
          by === undefined
            ? say('strip.equal')
            : say('strip.equalBy', { amount }),
      };
    case 'different':
      return {
        intent: 'critical',
        text:
          by === undefined
            ? say('strip.different')
            : say('strip.differentBy', { amount }),
      };
    default:
      return { intent: 'unknown', text: say('strip.unknown') };
  }
}

/** What stands beside it: last day, age, what was left out, what changed later, rules. */
export function stripFacts(strip: ReconciliationStrip, say: Say): string[] {
  const { billedTo, sources, rejectedRows, restated, check } = strip;
  return [
    billedTo
      ? say('strip.billedTo', { day: say.day(billedTo) })
      : say('strip.noBill'),
    ...sources
      .filter(({ exportedAt }) => exportedAt)
      .map(({ title, exportedAt = '' }) =>
        say('strip.received', { source: title, age: say.age(exportedAt) }),
      ),
    ...(rejectedRows > 0
      ? [say('strip.rejected', { count: rejectedRows })]
      : []),
    ...restated.map(({ period, by }) =>
      by === undefined
        ? say('strip.restated', { month: say.monthName(period) })
        : say('strip.restatedBy', {
            month: say.monthName(period),
            amount: say.money(by, strip.currency, { sign: true }),
          }),
    ),
    say('strip.rules', { rules: strip.rules, method: strip.method }),
    ...(check.checkedAt
      ? [say('strip.checked', { when: say.when(check.checkedAt) })]
      : []),
  ];
}

/** Sources that are not as they should be, the worst first. */
export function troubled(sources: readonly SourceStatus[]): SourceStatus[] {
  const order = ['failed', 'stale', 'empty'];
  return sources
    .filter(({ state }) => state !== 'current')
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** Good news from an old bill is not known to be good. */
export function honest(
  intent: Intent,
  { sources }: Pick<ReconciliationStrip, 'sources'>,
): Intent {
  return intent === 'positive' && troubled(sources).length > 0
    ? 'stale'
    : intent;
}

/** What is wrong with a source, in sentences. */
export function sourceSentences(source: SourceStatus, say: Say): string[] {
  const { state, title, lastDay, problem } = source;
  const what: MessageKey | undefined =
    state === 'current' ? undefined : `source.${state}`;
  return [
    ...(what
      ? [
          say(what, {
            source: title,
            day: lastDay ? say.day(lastDay) : say('unknownValue'),
          }),
        ]
      : []),
    ...(problem ? [say(`problem.${problem.code}`, problem.args)] : []),
  ];
}

/** In the bar: sources, the last day that all of them have, and the age of the oldest export. */
export function sourceLine(
  { sources, billedTo }: ReconciliationStrip,
  say: Say,
): { stale: boolean; text: string } {
  const [oldest] = sources
    .flatMap(({ exportedAt }) => (exportedAt ? [exportedAt] : []))
    .sort();
  const stale = troubled(sources).length > 0;
  if (!oldest || !billedTo) return { stale, text: say('strip.noBill') };
  return {
    stale,
    text: say('strip.line', {
      sources: say.names(sources.map(({ title }) => title)),
      day: say.day(billedTo),
      age: say.age(oldest),
    }),
  };
}
