import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { goldenPathsTranslationRef } from '../translation';

type WithoutPlural<TKey extends string> = TKey extends `${infer TBase}_one`
  ? TBase
  : TKey extends `${infer TBase}_other`
  ? TBase
  : TKey;

/** Key of a text; plural forms share one, chosen by the parameter `count`. */
export type MessageKey = WithoutPlural<
  keyof typeof goldenPathsTranslationRef.T & string
>;

/** Looks a text up and fills in its parameters. */
export type Say = (
  key: MessageKey,
  params?: Record<string, string | number>,
) => string;

/** Says texts in the reader's language. */
export function useSay(): Say {
  const { t } = useTranslationRef(goldenPathsTranslationRef);
  // Keys are checked here; parameters cannot be, because texts come from several files.
  return t as unknown as Say;
}
