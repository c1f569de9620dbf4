import {
  severityOrder,
  SignalId,
  SignalSummary,
} from '@textloom/plugin-clusters-common';

/** Systems that signals tell of, by the beginning of the signal's name. */
export type SignalSystem =
  | 'postgres'
  | 'pgbouncer'
  | 'redis'
  | 'minio'
  | 'istio'
  | 'certificate'
  | 'api'
  | 'work'
  | 'business'
  | 'node';

/** Systems that a data layer consists of, in the order to show. */
export const DATA_LAYER: SignalSystem[] = [
  'postgres',
  'pgbouncer',
  'redis',
  'minio',
  'istio',
  'certificate',
];

const NAMED: SignalSystem[] = [...DATA_LAYER, 'api', 'node'];
const WORK: SignalId[] = ['tasks-per-hour', 'queue-length', 'queue-wait'];

/** System that a signal tells of. */
export function systemOf(signal: SignalId): SignalSystem {
  const named = NAMED.find(system => signal.startsWith(`${system}-`));
  if (named) return named;
  return WORK.includes(signal) ? 'work' : 'business';
}

function bySeverity(a: SignalSummary, b: SignalSummary): number {
  if (a.severity && b.severity) {
    return severityOrder.compare(b.severity, a.severity);
  }
  return Number(Boolean(b.severity)) - Number(Boolean(a.severity));
}

/** Those with a finding first, the worst of them on top; the rest by name. */
export function worstFirst(signals: SignalSummary[]): SignalSummary[] {
  return [...signals].sort(
    (a, b) =>
      bySeverity(a, b) ||
      (a.signal < b.signal ? -1 : Number(a.signal > b.signal)) ||
      (a.subject < b.subject ? -1 : Number(a.subject > b.subject)),
  );
}
