import { canonicalJson } from '@textloom/kernel';
import {
  Drill,
  DrillSummary,
  hasVerdict,
  isProof,
  LedgerEntry,
  LoggedEvent,
  summaryOf,
} from '@textloom/plugin-restore-drills-common';

/** A row of `drills`. */
export interface DrillRow {
  id: string;
  version: number;
  store: string;
  plan: string;
  state: string;
  running: string | null;
  verdict: string | null;
  proof: boolean;
  final: boolean;
  queued_at: number | string;
  ended_at: number | string | null;
  summary: string;
  body: string;
}

/** A row of `drill_events`. */
export interface EventRow {
  drill: string;
  sequence: number;
  event: string;
  actor: string;
  at: number | string;
  previous_hash: string;
  hash: string;
}

/** A row of `marker_ledger`. */
export interface LedgerRow {
  store: string;
  seq: number | string;
  sent_at: number | string;
  acked_at: number | string;
  position: string | null;
}

// PostgreSQL gives 64-bit integers as text.

export function drillOf({ body }: Pick<DrillRow, 'body'>): Drill {
  return JSON.parse(body);
}

export function summaryOfRow({
  summary,
}: Pick<DrillRow, 'summary'>): DrillSummary {
  return JSON.parse(summary);
}

export function drillRow(drill: Drill): DrillRow {
  const { outcome } = drill;
  const summary = summaryOf(drill);
  return {
    id: drill.id,
    version: drill.version,
    store: drill.store.id,
    plan: drill.plan.id,
    state: drill.state,
    running: drill.state === 'Finished' ? null : drill.store.id,
    verdict: outcome?.kind === 'verdict' ? outcome.verdict : null,
    proof: isProof(summary),
    final: hasVerdict(summary),
    queued_at: drill.queuedAt,
    ended_at: drill.endedAt ?? null,
    summary: canonicalJson(summary),
    body: canonicalJson(drill),
  };
}

export function eventOf(row: EventRow): LoggedEvent {
  return {
    drill: row.drill,
    sequence: Number(row.sequence),
    event: JSON.parse(row.event),
    actor: row.actor,
    at: Number(row.at),
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

export function eventRow(logged: LoggedEvent): EventRow {
  return {
    drill: logged.drill,
    sequence: logged.sequence,
    event: canonicalJson(logged.event),
    actor: logged.actor,
    at: logged.at,
    previous_hash: logged.previousHash,
    hash: logged.hash,
  };
}

export function ledgerEntryOf(row: LedgerRow): LedgerEntry {
  return {
    store: row.store,
    seq: Number(row.seq),
    sentAt: Number(row.sent_at),
    ackedAt: Number(row.acked_at),
    ...(row.position === null ? {} : { position: row.position }),
  };
}
