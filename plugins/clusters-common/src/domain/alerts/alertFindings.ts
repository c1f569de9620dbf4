import { ClusterFacts } from '../facts';
import { finding } from '../finding';
import { Finding, Severity } from '../health';
import { AlertPriority } from '../sourceFacts';

/** What an alert of a priority means for the cluster. */
const SEVERITY: Record<AlertPriority, Severity> = {
  P0: 'critical',
  P1: 'degraded',
  P2: 'warning',
  other: 'info',
};

/** Alerts that fire and that nobody silenced. */
export function alertFindings(facts: ClusterFacts): Finding[] {
  return (facts.alerts ?? [])
    .filter(({ state }) => state !== 'suppressed')
    .map(alert =>
      finding(
        'alert-firing',
        SEVERITY[alert.priority],
        { kind: 'Alert', name: alert.name },
        {
          since: alert.since || undefined,
          evidence: 'Alertmanager GET /api/v2/alerts',
          detail: alert.summary ?? alert.description,
          params: { priority: alert.priority },
          qualifier: alert.fingerprint,
        },
      ),
    );
}

/** Alerts that fire and that nobody silenced, by priority; undefined when Alertmanager is not known. */
export function alertCounts(
  facts: ClusterFacts,
): Record<AlertPriority, number> | undefined {
  if (!facts.alerts) {
    return undefined;
  }
  const counts = { P0: 0, P1: 0, P2: 0, other: 0 };
  for (const { priority, state } of facts.alerts) {
    counts[priority] += state === 'suppressed' ? 0 : 1;
  }
  return counts;
}
