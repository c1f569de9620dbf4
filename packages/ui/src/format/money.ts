import { Locale } from './locale';
import { NO_VALUE } from './quantity';

/** How an amount is written. */
export interface MoneyOptions {
  /**
   * `cents` (the currency's own, by default), `whole` for charts and forecasts, `unit` for the price of one unit, which
   * may be far below a cent. A column has one of them.
   */
  digits?: 'cents' | 'whole' | 'unit';
  /** Always with a sign, as differences are; nothing has none. */
  sign?: boolean;
}

const tags: Record<Locale, string> = { en: 'en-US', zh: 'zh-CN' };
const PLAIN = /^[+-]?\d+(?:\.\d+)?$/;

const digitsOf = {
  cents: {},
  whole: { minimumFractionDigits: 0, maximumFractionDigits: 0 },
  unit: { minimumSignificantDigits: 3, maximumSignificantDigits: 3 },
} satisfies Record<string, Intl.NumberFormatOptions>;

const cache = new Map<string, Intl.NumberFormat>();

function formatOf(
  currency: string,
  locale: Locale,
  { digits = 'cents', sign = false }: MoneyOptions,
): Intl.NumberFormat {
  const key = `${currency} ${locale} ${digits} ${sign}`;
  const found = cache.get(key);
  if (found) return found;
  const made = new Intl.NumberFormat(tags[locale], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    // A rounded nothing is not negative.
    signDisplay: (sign ? 'exceptZero' : 'negative') as 'exceptZero',
    ...digitsOf[digits],
  });
  cache.set(key, made);
  return made;
}

/** Parts of an amount: decimal strings are formatted as they are, never by way of a floating-point number. */
function partsOf(
  amount: string,
  currency: string,
  locale: Locale,
  options: MoneyOptions,
): Intl.NumberFormatPart[] {
  return formatOf(currency, locale, options)
    .formatToParts(amount as unknown as number)
    .map(part =>
      // The minus sign stands as wide as the plus; the hyphen does not.
      part.type === 'minusSign' ? { ...part, value: '\u2212' } : part,
    );
}

const joined = (parts: Intl.NumberFormatPart[]) =>
  parts.map(({ value }) => value).join('');

/**
 * An amount of money: `$6,214.08`, whole `$8,451`, of one unit `$0.0412`, with a sign `−$300.00`.
 *
 * @param amount - Decimal string; what is none shows as unknown.
 * @param currency - ISO 4217 code; its narrow symbol is shown.
 */
export function formatMoney(
  amount: string | undefined,
  currency: string,
  locale: Locale,
  options: MoneyOptions = {},
): string {
  return amount === undefined || !PLAIN.test(amount)
    ? NO_VALUE
    : joined(partsOf(amount, currency, locale, options));
}

/** An amount in two pieces, so that a headline can write its cents small: `$18,642` and `.37`. */
export function moneyPieces(
  amount: string,
  currency: string,
  locale: Locale,
): { main: string; cents: string } {
  const parts = partsOf(amount, currency, locale, {});
  const at = parts.findIndex(({ type }) => type === 'decimal');
  return at < 0
    ? { main: joined(parts), cents: '' }
    : { main: joined(parts.slice(0, at)), cents: joined(parts.slice(at)) };
}

/**
 * A change as per cent with its sign: `+6.2%`, `−2.4%`, `0.0%`.
 *
 * @param ratio - 0.062 is 6.2 % more; absent is unknown.
 */
export function formatChange(ratio: number | undefined): string {
  if (ratio === undefined || !Number.isFinite(ratio)) return NO_VALUE;
  const percent = (Math.abs(ratio) * 100).toLocaleString('en-US', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  if (percent === '0.0') return '0.0%';
  return `${ratio < 0 ? '\u2212' : '+'}${percent}%`;
}
