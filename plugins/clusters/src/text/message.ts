import { Figure } from '@textloom/plugin-clusters-common';
import { clustersTranslationRef } from '../translation';

type WithoutPlural<TKey extends string> = TKey extends `${infer TBase}_one`
  ? TBase
  : TKey extends `${infer TBase}_other`
  ? TBase
  : TKey;

/** Key of a text; plural forms share one, chosen by the parameter `count`. */
export type MessageKey = WithoutPlural<
  keyof typeof clustersTranslationRef.T & string
>;

/**
 * Value in a sentence before language is known: a name or number as it is, a time whose age is said,
 * names joined as the language does, a measured figure, or another message.
 */
export type Param =
  | string
  | number
  | { since: string }
  | { names: string[] }
  | { figure: Figure }
  | Message;

/** A sentence that is not yet in any language, so that pure functions can choose it. */
export interface Message {
  key: MessageKey;
  params?: Record<string, Param>;
}

/** Makes a {@link Message}. */
export function message(
  key: MessageKey,
  params?: Record<string, Param>,
): Message {
  return params ? { key, params } : { key };
}
