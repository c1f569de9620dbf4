import { HOUR } from '@textloom/kernel';
import { HealthState } from '../health';
import {
  HealthHour,
  HealthSpan,
  HistoryView,
  RecordedFinding,
} from '../operationsViews';
import { healthOrder } from '../severity';
import { endOf, FindingRow, HourRow, SpanRow } from './rows';
import { fill, Section } from './sections';
import { tallyHours } from './tally';

const MAX_SPANS = 500;
const MAX_FINDINGS = 200;

/** What was recorded of a cluster or one of its node groups. */
export interface HistoryRows {
  spans: readonly SpanRow[];
  hours: readonly HourRow[];
  findings: readonly FindingRow[];
}

/** Of what, from when to when (milliseconds since the epoch), seen at which moment. */
export interface HistoryRange {
  cluster: string;
  /** Absent for the cluster as a whole. */
  group?: string;
  from: number;
  to: number;
  now: number;
}

/**
 * Puts a range of the past together, without holes: what nobody watched is a gap, and never healthy.
 *
 * @remarks
 * The range ends now at the latest. An hour whose spans were given up shows its worst state in the line of spans,
 * and its seconds as they were; a part of such an hour has its share of them.
 */
export function historyView(
  rows: HistoryRows,
  range: HistoryRange,
): HistoryView {
  const { cluster, group, from, now } = range;
  const to = Math.max(from, Math.min(range.to, now));
  const kept = new Map(
    rows.hours
      .filter(hour => hour.group === (group ?? ''))
      .map(hour => [hour.from, hour.seconds]),
  );
  const sections = fill(sectionsOf(rows, kept, range), from, to);
  const hours = hoursOf(sections, kept, from, to);
  return {
    cluster,
    ...(group !== undefined && { group }),
    from: iso(from),
    to: iso(to),
    spans: join(sections).map(spanOf).slice(-MAX_SPANS),
    hours,
    findings: findingsOf(rows.findings, range, to),
    ...healthyShareOf(hours),
  };
}

/** Spans and given-up hours in order of time. */
function sectionsOf(
  { spans }: HistoryRows,
  kept: ReadonlyMap<number, HealthHour['seconds']>,
  { group = '', now }: HistoryRange,
): Section[] {
  const live = spans
    .filter(span => span.group === group)
    .map(span => {
      const end = endOf(span, now);
      const open = end === undefined;
      const { state, from, rules } = span;
      return { state, from, to: end ?? now, rules, open };
    });
  const past = [...kept].map(([from, seconds]) => ({
    state: worstOf(seconds),
    from,
    to: from + HOUR,
    rules: [],
  }));
  return [...past, ...live].sort((a, b) => a.from - b.from);
}

function worstOf(seconds: HealthHour['seconds']): Section['state'] {
  const states: HealthState[] = ['healthy', 'unknown', 'degraded', 'unhealthy'];
  return healthOrder.worst(states.filter(state => seconds[state] > 0)) ?? 'gap';
}

/** Neighbours of the same state without rules of their own become one. */
function join(sections: readonly Section[]): Section[] {
  const joined: Section[] = [];
  for (const section of sections) {
    const last = joined.at(-1);
    if (
      last?.state === section.state &&
      last.rules.length + section.rules.length === 0
    ) {
      joined[joined.length - 1] = { ...section, from: last.from };
    } else {
      joined.push(section);
    }
  }
  return joined;
}

function spanOf({ state, from, to, rules, open }: Section): HealthSpan {
  return { state, from: iso(from), ...(!open && { to: iso(to) }), rules };
}

function hoursOf(
  sections: readonly Section[],
  kept: ReadonlyMap<number, HealthHour['seconds']>,
  from: number,
  to: number,
): HealthHour[] {
  const live = tallyHours(sections);
  return [...live].map(([hour, tally]) => {
    const whole = kept.get(hour);
    const begin = Math.max(hour, from);
    const share = (Math.min(hour + HOUR, to) - begin) / HOUR;
    return {
      from: iso(begin),
      seconds: whole ? scaled(whole, share) : tally,
    };
  });
}

function scaled(
  { healthy, degraded, unhealthy, unknown, gap }: HealthHour['seconds'],
  share: number,
): HealthHour['seconds'] {
  return {
    healthy: healthy * share,
    degraded: degraded * share,
    unhealthy: unhealthy * share,
    unknown: unknown * share,
    gap: gap * share,
  };
}

function findingsOf(
  rows: readonly FindingRow[],
  { group, from, now }: HistoryRange,
  to: number,
): RecordedFinding[] {
  return rows
    .filter(
      row =>
        (group === undefined || row.group === group) &&
        row.from < to &&
        (endOf(row, now) ?? now) >= from,
    )
    .sort((a, b) => b.from - a.from)
    .slice(0, MAX_FINDINGS)
    .map(({ seenAt, ...row }) => {
      const end = endOf({ seenAt, to: row.to }, now);
      const { from: began, to: ended, ...rest } = row;
      return {
        ...rest,
        from: iso(began),
        ...(end !== undefined && { to: iso(end) }),
      };
    });
}

function healthyShareOf(
  hours: readonly HealthHour[],
): Pick<HistoryView, 'healthyShare'> {
  let healthy = 0;
  let watched = 0;
  for (const { seconds } of hours) {
    healthy += seconds.healthy;
    watched +=
      seconds.healthy + seconds.degraded + seconds.unhealthy + seconds.unknown;
  }
  return watched > 0 ? { healthyShare: healthy / watched } : {};
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
