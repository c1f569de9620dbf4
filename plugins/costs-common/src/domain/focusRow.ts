import { Decimal, own, parseDecimal } from '@textloom/kernel';

/** The word that exports write where they should write nothing. */
export const NULL_LITERAL = /^null$/i;

/** A decimal as FOCUS writes it: no currency sign, no separators, no spaces. */
export const AMOUNT_FORM =
  /^[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,60})?|\.[0-9]{1,60})(?:[eE][+-]?[0-9]{1,3})?$/;

/** A time in UTC: ISO 8601, or as databases write it, with a blank and without a zone. */
export const TIME_FORM =
  /^20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?(?:Z|\+00(?::?00)?)?$/;

/** Larger amounts, of either sign, are not believed: 10^11 in the currency. */
export const MAX_AMOUNT: Decimal = 10n ** 23n;

/** A row of the bill as it is to be understood. */
export interface FocusRow {
  /** Undefined for null and for the literal NULL. */
  text(column: string): string | undefined;
  /** Undefined for null and for what is no amount. */
  amount(column: string): Decimal | undefined;
  /** Milliseconds since 1970; undefined for null and for what is no time in UTC. */
  time(column: string): number | undefined;
}

/** Reads a row of text values. */
export function readRow(
  row: Readonly<Record<string, string | undefined>>,
): FocusRow {
  const text = (column: string) => {
    const value = own(row, column);
    return value === undefined || value === '' || NULL_LITERAL.test(value)
      ? undefined
      : value;
  };
  return {
    text,
    amount: column => {
      const value = text(column);
      return value !== undefined && AMOUNT_FORM.test(value)
        ? parseDecimal(value)
        : undefined;
    },
    time: column => timeOf(text(column) ?? ''),
  };
}

function timeOf(text: string): number | undefined {
  if (!TIME_FORM.test(text)) return undefined;
  const day = text.slice(0, 10);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // 30 February is no day, though some engines make it one of March.
  if (
    Number.isNaN(midnight) ||
    new Date(midnight).toISOString().slice(0, 10) !== day
  ) {
    return undefined;
  }
  const [hours = 0, minutes = 0, seconds = 0] = text
    .slice(11)
    .replace(/(?:Z|\+.*)$/, '')
    .split(':')
    .map(Number);
  return midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
