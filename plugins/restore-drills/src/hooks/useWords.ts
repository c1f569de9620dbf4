import { useMemo } from 'react';
import { useLocale } from '@textloom/ui';
import { Words, wordsOf } from '@textloom/plugin-restore-drills-common';

/** The words of drills in the reader's language, the same as in the printed report. */
export function useWords(): Words {
  const locale = useLocale();
  return useMemo(() => wordsOf(locale), [locale]);
}
