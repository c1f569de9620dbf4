import { flattenTexts } from '@textloom/ui/testUtils';
import { TEST_NOW } from '@textloom/plugin-restore-drills-common/testUtils';
import { drillMessages } from '../messages/drill';
import { pageMessages } from '../messages/pages';
import { wordMessages } from '../messages/words';
import { createSay } from '../text/say';

/** All English texts by their whole key. */
export const englishTexts = flattenTexts({
  ...wordMessages,
  ...pageMessages,
  ...drillMessages,
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
  now: TEST_NOW,
});
