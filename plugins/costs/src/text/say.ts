import {
  formatAge,
  formatChange,
  formatDateTime,
  formatList,
  formatMoney,
  formatPercent,
  Locale,
  MoneyOptions,
} from '@textloom/ui';
import { costsTranslationRef } from '../translation';
import { formatDay, formatMonth, formatRange } from './calendar';

type WithoutPlural<TKey extends string> = TKey extends `${infer TBase}_one`
  ? TBase
  : TKey extends `${infer TBase}_other`
  ? TBase
  : TKey;

/** Key of a text; plural forms share one, chosen by the parameter `count`. */
export type MessageKey = WithoutPlural<
  keyof typeof costsTranslationRef.T & string
>;

/** Values of a sentence. */
export type Params = Record<string, string | number>;

/** Looks a text up and fills in its parameters. */
export type Translate = (key: string, params?: Params) => string;

/** Says texts in one language. */
export interface Say {
  (key: MessageKey, params?: Params): string;
  /** An amount, given as a decimal string. */
  money(
    amount: string | undefined,
    currency: string,
    options?: MoneyOptions,
  ): string;
  /** A ratio as a change with its sign. */
  change(ratio: number | undefined): string;
  /** A ratio as per cent. */
  percent(ratio: number | undefined): string;
  /** A day of a bill. */
  day(day: string): string;
  /** Days of a bill, both inclusive. */
  range(from: string, to: string): string;
  /** A billing month with its year. */
  month(month: string): string;
  /** A billing month by its name alone. */
  monthName(month: string): string;
  /** Time since an ISO 8601 instant, counted to now. */
  age(since: string): string;
  /** Day and time of an ISO 8601 instant. */
  when(at: string): string;
  names(names: readonly string[]): string;
  /** Sentences after each other. */
  sentences(texts: readonly string[]): string;
  locale: Locale;
  now: number;
}

/** A {@link Say} for one language and moment. */
export function createSay(context: {
  translate: Translate;
  locale: Locale;
  now: number;
}): Say {
  const { translate, locale, now } = context;
  const speak = (key: MessageKey, params?: Params) => translate(key, params);
  return Object.assign(speak, {
    money: (
      amount: string | undefined,
      currency: string,
      options?: MoneyOptions,
    ) => formatMoney(amount, currency, locale, options),
    change: formatChange,
    percent: formatPercent,
    day: (day: string) => formatDay(day, locale),
    range: (from: string, to: string) => formatRange(from, to, locale),
    month: (month: string) => formatMonth(month, locale),
    monthName: (month: string) => formatMonth(month, locale, false),
    age: (since: string) => formatAge(now - Date.parse(since), locale),
    when: (at: string) => formatDateTime(new Date(at), locale, new Date(now)),
    names: (names: readonly string[]) => formatList([...names], locale),
    sentences: (texts: readonly string[]) =>
      texts.join(locale === 'zh' ? '' : ' '),
    locale,
    now,
  });
}
