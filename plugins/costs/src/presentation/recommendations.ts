import { Names, Recommendation } from '@textloom/plugin-costs-common';
import { nameIn } from '../text/names';
import { Say } from '../text/say';

/** What of a recommendation's arguments names its subject, the most telling first. */
const SUBJECTS = [
  'component',
  'nodeGroup',
  'resource',
  'bucket',
  'vendor',
  'service',
  'environment',
];

/** What to do, in a few words: the verb of its kind and its subject. */
export function recommendationTitle(
  recommendation: Recommendation,
  names: Names,
  say: Say,
): string {
  const { kind, args, component, environment, owner } = recommendation;
  const [told] = SUBJECTS.flatMap(name => (args[name] ? [args[name]] : []));
  return say(`recommendation.${kind}`, {
    scope: nameIn(names, told ?? (component || environment || owner)),
  });
}
