import {
  FindingRow,
  HealthState,
  HourRow,
  SpanRow,
} from '@textloom/plugin-clusters-common';

/** PostgreSQL tells its 64-bit numbers as text. */
type Bigint = number | string;

/** A row of `health_spans`. */
export interface HealthSpanRecord {
  cluster: string;
  node_group: string;
  state: string;
  started_at: Bigint;
  ended_at: Bigint | null;
  seen_at: Bigint;
  rules: string;
}

/** A row of `finding_spans`. */
export interface FindingSpanRecord {
  cluster: string;
  finding_id: string;
  started_at: Bigint;
  ended_at: Bigint | null;
  seen_at: Bigint;
  rule: string;
  severity: string;
  node_group: string | null;
  object: string;
  params: string;
  value: string | null;
  threshold: string | null;
  evidence: string;
}

/** A row of `health_hours`: seconds by state. */
export type HealthHourRecord = HourRow['seconds'] & {
  cluster: string;
  node_group: string;
  hour: Bigint;
};

const STATES: readonly string[] = ['healthy', 'degraded', 'unhealthy'];

function isKnownState(state: string): state is HealthState {
  return STATES.includes(state);
}

export function spanRecord(cluster: string, row: SpanRow): HealthSpanRecord {
  return {
    cluster,
    node_group: row.group,
    state: row.state,
    started_at: row.from,
    ended_at: row.to ?? null,
    seen_at: row.seenAt,
    rules: JSON.stringify(row.rules),
  };
}

export function spanRow(record: HealthSpanRecord): SpanRow {
  return {
    group: record.node_group,
    state: isKnownState(record.state) ? record.state : 'unknown',
    from: Number(record.started_at),
    ...end(record),
    seenAt: Number(record.seen_at),
    rules: JSON.parse(record.rules),
  };
}

export function findingRecord(
  cluster: string,
  row: FindingRow,
): FindingSpanRecord {
  return {
    cluster,
    finding_id: row.id,
    started_at: row.from,
    ended_at: row.to ?? null,
    seen_at: row.seenAt,
    rule: row.rule,
    severity: row.severity,
    node_group: row.group ?? null,
    object: JSON.stringify(row.object),
    params: JSON.stringify(row.params),
    value: row.value ? JSON.stringify(row.value) : null,
    threshold: row.threshold ? JSON.stringify(row.threshold) : null,
    evidence: row.evidence,
  };
}

export function findingRow(record: FindingSpanRecord): FindingRow {
  return {
    id: record.finding_id,
    // Written by this plugin only; a rule of another version has no title in the page, which then shows its name.
    rule: record.rule as FindingRow['rule'],
    severity: record.severity as FindingRow['severity'],
    ...(record.node_group !== null && { group: record.node_group }),
    object: JSON.parse(record.object),
    params: JSON.parse(record.params),
    ...(record.value !== null && { value: JSON.parse(record.value) }),
    ...(record.threshold !== null && {
      threshold: JSON.parse(record.threshold),
    }),
    evidence: record.evidence,
    from: Number(record.started_at),
    ...end(record),
    seenAt: Number(record.seen_at),
  };
}

export function hourRecord(cluster: string, row: HourRow): HealthHourRecord {
  return {
    cluster,
    node_group: row.group,
    hour: row.from,
    ...row.seconds,
  };
}

export function hourRow(record: HealthHourRecord): HourRow {
  const { healthy, degraded, unhealthy, unknown, gap } = record;
  return {
    group: record.node_group,
    from: Number(record.hour),
    seconds: { healthy, degraded, unhealthy, unknown, gap },
  };
}

function end({ ended_at: endedAt }: { ended_at: Bigint | null }) {
  return endedAt === null ? {} : { to: Number(endedAt) };
}
