import { flattenTexts } from '@textloom/ui/testUtils';
import { TEST_NOW } from '@textloom/plugin-costs-common/testUtils';
import { messages } from '../messages';
import { createSay } from '../text/say';

/** All English texts by their whole key. */
export const englishTexts = flattenTexts(messages);

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
