import {
  addDays,
  addMonths,
  firstDayOf,
  lastDayOf,
  monthOf,
} from '@textloom/plugin-costs-common';

/** Days of a question, both inclusive. */
export interface Span {
  from: string;
  to: string;
}

/** Spans to choose, by name. */
export const SPANS = [
  'month',
  'last-month',
  'days-30',
  'days-90',
  'year',
] as const;
export type SpanName = (typeof SPANS)[number];

/** This month to yesterday; on its first day the month before, because nothing is billed yet. */
export function currentSpan(today: string): Span {
  const yesterday = addDays(today, -1);
  return { from: firstDayOf(monthOf(yesterday)), to: yesterday };
}

/** The days of a named span. */
export function spanOf(name: SpanName, today: string): Span {
  const yesterday = addDays(today, -1);
  switch (name) {
    case 'month':
      return currentSpan(today);
    case 'last-month': {
      const month = addMonths(monthOf(currentSpan(today).from), -1);
      return { from: firstDayOf(month), to: lastDayOf(month) };
    }
    case 'days-30':
      return { from: addDays(yesterday, -29), to: yesterday };
    case 'days-90':
      return { from: addDays(yesterday, -89), to: yesterday };
    default:
      return {
        from: firstDayOf(addMonths(monthOf(yesterday), -11)),
        to: yesterday,
      };
  }
}

/** The named span that these days are; undefined for others. */
export function spanName({ from, to }: Span, today: string) {
  return SPANS.find(name => {
    const span = spanOf(name, today);
    return span.from === from && span.to === to;
  });
}

/** The billed days of a month; the whole of one that is over. */
export function billedSpan(month: string, billedTo: string | undefined): Span {
  const last = lastDayOf(month);
  return {
    from: firstDayOf(month),
    to: billedTo && billedTo < last ? billedTo : last,
  };
}

/** Whether a month is billed to its last day. */
export function isComplete(
  month: string,
  billedTo: string | undefined,
): boolean {
  return billedTo !== undefined && billedTo >= lastDayOf(month);
}

/** The last day of a span that is billed; its last day where nothing of it is. */
export function lastBilled(
  { from, to }: Span,
  billedTo: string | undefined,
): string {
  return billedTo && billedTo >= from && billedTo < to ? billedTo : to;
}
