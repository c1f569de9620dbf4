import { AlertFacts, SilenceMatcher } from '@textloom/plugin-clusters-common';

/** Longest value that is known whole: longer ones are cut on their way and would match nothing. */
const WHOLE = 252;
/** Most matchers of one silence. */
const MOST = 20;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** The matchers that name an alert exactly: its own labels, `alertname` first. */
export function matchersOf(
  alert: Pick<AlertFacts, 'labels'>,
): SilenceMatcher[] {
  return Object.entries(alert.labels)
    .filter(
      ([name, value]) => LABEL.test(name) && value && value.length <= WHOLE,
    )
    .sort(
      ([a], [b]) =>
        Number(b === 'alertname') - Number(a === 'alertname') ||
        (a < b ? -1 : 1),
    )
    .slice(0, MOST)
    .map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
}

/** Whether an alert carries all labels that the matchers name; for matchers of {@link matchersOf}. */
export function matches(
  alert: Pick<AlertFacts, 'labels'>,
  matchers: SilenceMatcher[],
): boolean {
  return (
    matchers.length > 0 &&
    matchers.every(({ name, value }) => alert.labels[name] === value)
  );
}

/** A matcher as Alertmanager writes it: `severity!="info"`. */
export function matcherText(matcher: SilenceMatcher): string {
  const equal = matcher.isRegex ? '=~' : '=';
  const unequal = matcher.isRegex ? '!~' : '!=';
  const sign = matcher.isEqual ? equal : unequal;
  return `${matcher.name}${sign}"${matcher.value}"`;
}
