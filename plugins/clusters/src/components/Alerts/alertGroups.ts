import { Intent } from '@textloom/ui';
import { AlertFacts, AlertPriority } from '@textloom/plugin-clusters-common';

const PRIORITIES: AlertPriority[] = ['P0', 'P1', 'P2', 'other'];

/** What an alert's priority means to the reader. */
export function priorityIntent(priority: AlertPriority): Intent {
  const intents: Record<AlertPriority, Intent> = {
    P0: 'critical',
    P1: 'caution',
    P2: 'caution',
    other: 'unknown',
  };
  return intents[priority];
}

/** Alerts as they are shown. */
export interface AlertGroups {
  /** Those that notify, most urgent first, newest first within; empty priorities are left out. */
  firing: { priority: AlertPriority; alerts: AlertFacts[] }[];
  /** Silenced or inhibited. */
  suppressed: AlertFacts[];
}

/** Sorts alerts by what they ask of the reader. */
export function alertGroups(alerts: AlertFacts[]): AlertGroups {
  const newest = [...alerts].sort(
    (a, b) => (Date.parse(b.since) || 0) - (Date.parse(a.since) || 0),
  );
  const loud = newest.filter(({ state }) => state !== 'suppressed');
  return {
    firing: PRIORITIES.map(priority => ({
      priority,
      alerts: loud.filter(alert => alert.priority === priority),
    })).filter(group => group.alerts.length > 0),
    suppressed: newest.filter(({ state }) => state === 'suppressed'),
  };
}
