import { groupBy } from '@textloom/kernel';
import { endOf, HourRow, SpanRow } from './rows';
import { fill } from './sections';
import { hourOf, tallyHours } from './tally';

/** Hours in place of spans. */
export interface Collapsed {
  hours: HourRow[];
  /** Spans that go. */
  gone: SpanRow[];
  /** Spans that reach over the limit, and begin there from now on. */
  cut: { before: SpanRow; after: SpanRow }[];
}

/**
 * Gives up the spans before the hour in which `until` is, and keeps how long each state held in each hour.
 * Hours that nobody watched have no row.
 */
export function collapse(
  spans: readonly SpanRow[],
  until: number,
  now: number,
): Collapsed {
  const limit = hourOf(until);
  const old = spans.filter(span => span.from < limit);
  const reaches = (span: SpanRow) => (endOf(span, now) ?? now) > limit;
  return {
    hours: [...groupBy(old, span => span.group)].flatMap(([group, rows]) =>
      hoursOf(group, rows, limit, now),
    ),
    gone: old.filter(span => !reaches(span)),
    cut: old
      .filter(reaches)
      .map(before => ({ before, after: { ...before, from: limit } })),
  };
}

function hoursOf(
  group: string,
  rows: readonly SpanRow[],
  limit: number,
  now: number,
): HourRow[] {
  const sections = [...rows]
    .sort((a, b) => a.from - b.from)
    .map(span => ({
      state: span.state,
      from: span.from,
      to: endOf(span, now) ?? now,
      rules: [],
    }));
  const filled = fill(sections, hourOf(sections[0].from), limit);
  return [...tallyHours(filled)]
    .filter(([, { gap }]) => gap < 3_600)
    .map(([from, seconds]) => ({ group, from, seconds }));
}
