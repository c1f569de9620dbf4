import { eventMessages } from '../messages/events';
import { pageMessages } from '../messages/pages';
import { proposalMessages } from '../messages/proposal';
import { reasonMessages } from '../messages/reasons';
import { wordMessages } from '../messages/words';
import { createSay } from '../text/say';
import { NOW } from './renderDeployments';

/** Texts by their whole key. */
function flatten(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value]]
      : flatten(value, `${prefix}${key}.`),
  );
}

/** All English texts by their whole key. */
export const englishTexts = flatten({
  ...wordMessages,
  ...pageMessages,
  ...proposalMessages,
  event: eventMessages,
  reason: reasonMessages,
});

const texts = new Map(englishTexts);

/** Says texts in English without an app around it. */
export const englishSay = createSay({
  translate: (key, params = {}) => {
    const plural = params.count === 1 ? 'one' : 'other';
    const text = texts.get(key) ?? texts.get(`${key}_${plural}`);
    return (text ?? `missing ${key}`).replace(/\{\{(\w+)\}\}/g, (whole, name) =>
      String(params[name] ?? whole),
    );
  },
  locale: 'en',
  now: NOW,
});
