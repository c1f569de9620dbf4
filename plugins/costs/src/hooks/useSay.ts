import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocale, useNow } from '@textloom/ui';
import { createSay, Say, Translate } from '../text/say';
import { costsTranslationRef } from '../translation';

/** Ages in sentences are said in minutes and more, so that this keeps them true. */
const TICK_MS = 20_000;

/** Says texts in the reader's language, with ages counted to now. */
export function useSay(): Say {
  const { t } = useTranslationRef(costsTranslationRef);
  const locale = useLocale();
  const now = useNow(TICK_MS);
  return useMemo(
    () =>
      createSay({
        // Keys are checked where sentences are made; here they come as data.
        translate: t as unknown as Translate,
        locale,
        now,
      }),
    [t, locale, now],
  );
}
