import { compareText } from '@textloom/kernel';
import { ClusterFacts } from '../facts';
import { AlertsView } from '../operationsViews';
import { AlertFacts, AlertPriority } from '../sourceFacts';
import { sourceOf } from '../sources';

const MAX_ALERTS = 200;

const URGENCY: Record<AlertPriority, number> = {
  P0: 0,
  P1: 1,
  P2: 2,
  other: 3,
};

/** Those that nobody silenced first, by priority, the oldest first. */
function mostUrgent(a: AlertFacts, b: AlertFacts): number {
  const quiet = ({ state }: AlertFacts) => (state === 'suppressed' ? 1 : 0);
  return (
    quiet(a) - quiet(b) ||
    URGENCY[a.priority] - URGENCY[b.priority] ||
    compareText(a.since, b.since) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

/** Alerts and silences of a cluster. `now` in milliseconds since the epoch. */
export function alertsView(facts: ClusterFacts, now: number): AlertsView {
  const { state, at, since, problem } = sourceOf(facts, 'alertmanager');
  const alerts = [...(facts.alerts ?? [])].sort(mostUrgent);
  return {
    cluster: facts.name,
    generatedAt: new Date(now).toISOString(),
    source: {
      state,
      ...(at && { at }),
      ...(since && { since }),
      ...(problem && { problem }),
    },
    alerts: alerts.slice(0, MAX_ALERTS),
    total: alerts.length,
    silences: (facts.silences ?? []).filter(item => item.state !== 'expired'),
  };
}
