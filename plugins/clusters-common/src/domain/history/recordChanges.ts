import { DAY } from '@textloom/kernel';
import { Finding } from '../health';
import { HealthSpan } from '../operationsViews';
import { severityOrder } from '../severity';
import { AssessedCluster } from '../views';
import { endOf, FindingRow, OpenRows, SpanRow } from './rows';

/** Node groups that are recorded, in the order of the view. */
const MAX_GROUPS = 200;
/** Findings that are recorded, worst first. */
const MAX_FINDINGS = 500;
/** Characters of a finding's id. */
const MAX_ID = 512;
/** Rules that a span names. */
const MAX_RULES = 10;
/** A beginning further back than this is not believed. */
const MAX_AGE_MS = 30 * DAY;

/** What is to be written: new and changed rows, and what lasts after it. */
export interface Changes {
  open: OpenRows;
  spans: SpanRow[];
  findings: FindingRow[];
}

/** The parts of a view that are recorded. */
export type RecordedView = Pick<
  AssessedCluster,
  'state' | 'nodeGroups' | 'list'
>;

/**
 * Compares a judgement with what lasts. Rows end and begin where a state or a finding does; a row that nobody
 * watched for too long ends where it was last seen, so that the time until now is a gap.
 */
export function recordChanges(
  before: OpenRows,
  view: RecordedView,
  now: number,
): Changes {
  const spans = spanChanges(before.spans, view, now);
  const findings = findingChanges(before.findings, view.list, now);
  return {
    open: { spans: spans.open, findings: findings.open },
    spans: spans.changed,
    findings: findings.changed,
  };
}

/** Whether the state of the cluster or of a node group is not the one that lasts. */
export function changesState(before: OpenRows, view: RecordedView): boolean {
  return statesOf(view).some(
    ({ group, state }) => before.spans.get(group)?.state !== state,
  );
}

function statesOf(view: RecordedView): Pick<SpanRow, 'group' | 'state'>[] {
  return [
    { group: '', state: view.state },
    ...view.nodeGroups
      .slice(0, MAX_GROUPS)
      .map(({ name, state }) => ({ group: name, state })),
  ];
}

function spanChanges(
  before: ReadonlyMap<string, SpanRow>,
  view: RecordedView,
  now: number,
) {
  const open = new Map<string, SpanRow>();
  const changed: SpanRow[] = [];
  for (const { group, state } of statesOf(view)) {
    const last = before.get(group);
    const rules = rulesOf(view.list, group);
    if (last && last.state === state && endOf(last, now) === undefined) {
      const all = addRules(last.rules, rules);
      const row = { ...last, seenAt: now, rules: all };
      open.set(group, row);
      if (all !== last.rules) {
        changed.push(row);
      }
    } else {
      const row = { group, state, from: now, seenAt: now, rules };
      open.set(group, row);
      changed.push(...(last ? [ended(last, now)] : []), row);
    }
  }
  for (const [group, last] of before) {
    if (!open.has(group)) {
      changed.push(ended(last, now));
    }
  }
  return { open, changed };
}

function findingChanges(
  before: ReadonlyMap<string, FindingRow>,
  list: readonly Finding[],
  now: number,
) {
  const open = new Map<string, FindingRow>();
  const changed: FindingRow[] = [];
  for (const item of list.slice(0, MAX_FINDINGS).map(storable)) {
    const last = before.get(item.id);
    const lasts = last && endOf(last, now) === undefined;
    if (open.has(item.id)) {
      continue;
    }
    if (!lasts) {
      const row = findingRow(item, startOf(item, last, now), now);
      open.set(item.id, row);
      changed.push(...(last ? [ended(last, now)] : []), row);
    } else if (severityOrder.compare(item.severity, last.severity) > 0) {
      const row = findingRow(item, last.from, now);
      open.set(item.id, row);
      changed.push(row);
    } else {
      open.set(item.id, { ...last, seenAt: now });
    }
  }
  for (const [id, last] of before) {
    if (!open.has(id)) {
      changed.push(ended(last, now));
    }
  }
  return { open, changed };
}

function ended<TRow extends { from: number; to?: number; seenAt: number }>(
  row: TRow,
  now: number,
): TRow {
  // A clock that was set back ends nothing before it began.
  return { ...row, to: Math.max(row.from, endOf(row, now) ?? now) };
}

/** Without what a database refuses: a key that is too long, and the character NUL. */
function storable(item: Finding): Finding {
  const clean = (text: string) => text.replaceAll('\0', '');
  return {
    ...item,
    id: clean(item.id).slice(0, MAX_ID),
    evidence: clean(item.evidence),
  };
}

/** The finding's own beginning if it can be believed; never before the last sign of the row before it. */
function startOf(
  { since }: Finding,
  last: FindingRow | undefined,
  now: number,
): number {
  const began = since === undefined ? NaN : Date.parse(since);
  const believed = began <= now && now - began <= MAX_AGE_MS ? began : now;
  return Math.max(believed, last ? last.seenAt + 1 : believed);
}

function findingRow(item: Finding, from: number, now: number): FindingRow {
  const { id, rule, severity, object, group, params } = item;
  const { value, threshold, evidence } = item;
  return {
    id,
    rule,
    severity,
    object,
    params,
    evidence,
    ...(group !== undefined && { group }),
    ...(value && { value }),
    ...(threshold && { threshold }),
    from,
    seenAt: now,
  };
}

/** Rules behind a state, each object once, worst first: the list is in that order. */
function rulesOf(list: readonly Finding[], group: string): HealthSpan['rules'] {
  const rules = new Map<string, HealthSpan['rules'][number]>();
  for (const { rule, severity, object, group: of } of list) {
    const counts = severity !== 'info' && (group === '' || of === group);
    const key = ruleKey({ rule, object });
    if (counts && !rules.has(key)) {
      rules.set(key, { rule, severity, object });
    }
    if (rules.size === MAX_RULES) {
      break;
    }
  }
  return [...rules.values()];
}

/** The same list when it holds all of the new ones, or no more. */
function addRules(
  known: HealthSpan['rules'],
  found: HealthSpan['rules'],
): HealthSpan['rules'] {
  const keys = new Set(known.map(ruleKey));
  const fresh = found.filter(item => !keys.has(ruleKey(item)));
  return fresh.length === 0 || known.length >= MAX_RULES
    ? known
    : [...known, ...fresh]
        .sort((a, b) => severityOrder.compare(b.severity, a.severity))
        .slice(0, MAX_RULES);
}

function ruleKey({ rule, object }: Pick<Finding, 'rule' | 'object'>): string {
  return [rule, object.kind, object.namespace, object.name].join(':');
}
