import { formatAge, formatDateTime, formatList, Locale } from '@textloom/ui';
import { restoreDrillsTranslationRef } from '../translation';
import { formatDuration } from './duration';

type WithoutPlural<TKey extends string> = TKey extends `${infer TBase}_one`
  ? TBase
  : TKey extends `${infer TBase}_other`
  ? TBase
  : TKey;

/** Key of a text; plural forms share one, chosen by the parameter `count`. */
export type MessageKey = WithoutPlural<
  keyof typeof restoreDrillsTranslationRef.T & string
>;

/** Values of a sentence. */
export type Params = Record<string, string | number>;

/** Looks a text up and fills in its parameters. */
export type Translate = (key: string, params?: Params) => string;

/** Says texts in one language; times are milliseconds since the epoch. */
export interface Say {
  (key: MessageKey, params?: Params): string;
  /** Time since, counted to now. */
  age(since: number): string;
  /** A measured length of time, to the second below an hour. */
  duration(ms: number): string;
  /** Day and time. */
  when(at: number): string;
  /** Day and time with seconds, for evidence. */
  exactly(at: number): string;
  names(names: readonly string[]): string;
  /** Sentences after each other. */
  sentences(texts: readonly string[]): string;
  locale: Locale;
  now: number;
}

/**
 * Sentences leave a space around names, which are Latin as a rule; around a Chinese word for the reader or the portal
 * there is none.
 */
const HAN_GAPS =
  /(?<=\p{Script=Han}) (?=你|门户)|(?<=你|门户) (?=\p{Script=Han})/gu;

/** A {@link Say} for one language and moment. */
export function createSay(context: {
  translate: Translate;
  locale: Locale;
  now: number;
}): Say {
  const { translate, locale, now } = context;
  const speak = (key: MessageKey, params?: Params) => {
    const text = translate(key, params);
    return locale === 'zh' ? text.replace(HAN_GAPS, '') : text;
  };
  return Object.assign(speak, {
    age: (since: number) => formatAge(now - since, locale),
    duration: (ms: number) => formatDuration(ms, locale),
    when: (at: number) => formatDateTime(new Date(at), locale, new Date(now)),
    exactly: (at: number) =>
      formatDateTime(new Date(at), locale, new Date(now), { seconds: true }),
    names: (names: readonly string[]) => formatList([...names], locale),
    sentences: (texts: readonly string[]) =>
      texts.join(locale === 'zh' ? '' : ' '),
    locale,
    now,
  });
}
