import { createOrder, compareText } from '@textloom/kernel';
import { Finding, HealthState, Severity } from './health';

/**
 * Severities from best to worst. `unknown` outranks only what is harmless: it forbids the word healthy,
 * and never hides a fault that is known.
 */
export const severityOrder = createOrder<Severity>(
  'info',
  'unknown',
  'warning',
  'degraded',
  'critical',
);

/** States from best to worst, in the same order as the severities behind them. */
export const healthOrder = createOrder<HealthState>(
  'healthy',
  'unknown',
  'degraded',
  'unhealthy',
);

/** The state that follows from the highest severity found. */
export function healthOf(worst: Severity | undefined): HealthState {
  switch (worst) {
    case undefined:
    case 'info':
      return 'healthy';
    case 'warning':
    case 'degraded':
      return 'degraded';
    case 'critical':
      return 'unhealthy';
    default:
      return 'unknown';
  }
}

/** Highest severity of the findings; undefined when there are none. */
export function worstSeverity(
  findings: Iterable<Finding>,
): Severity | undefined {
  return severityOrder.worst([...findings].map(finding => finding.severity));
}

/** Worst first, then by how many pods they hurt and how much they explain; equals in the order of their ids, which never changes. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    severityOrder.compare(b.severity, a.severity) ||
    (b.impact?.pods ?? 0) - (a.impact?.pods ?? 0) ||
    (b.explains?.length ?? 0) - (a.explains?.length ?? 0) ||
    compareText(a.id, b.id)
  );
}
