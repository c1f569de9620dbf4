import { flattenTexts } from '@textloom/ui/testUtils';
import { eventMessages } from '../messages/events';
import { pageMessages } from '../messages/pages';
import { proposalMessages } from '../messages/proposal';
import { reasonMessages } from '../messages/reasons';
import { wordMessages } from '../messages/words';
import { createSay } from '../text/say';
import { NOW } from './renderDeployments';

/** All English texts by their whole key. */
export const englishTexts = flattenTexts({
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
