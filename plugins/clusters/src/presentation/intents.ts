import { CellStatus, Intent } from '@textloom/ui';
import {
  Freshness,
  HealthState,
  NodeCondition,
  NodeStatus,
  PodSummary,
  Severity,
  SourceState,
} from '@textloom/plugin-clusters-common';

/** Health as an intent; unknown is never positive. */
export function healthIntent(state: HealthState): Intent {
  const intents: Record<HealthState, Intent> = {
    healthy: 'positive',
    degraded: 'caution',
    unhealthy: 'critical',
    unknown: 'unknown',
  };
  return intents[state];
}

/** What a health label shows: the state if it is current, else that it is the last known. */
export function shownHealth(
  state: HealthState,
  freshness: Freshness['state'],
): { word: HealthState | 'stale'; intent: Intent } {
  if (freshness === 'stale') return { word: 'stale', intent: 'stale' };
  if (freshness === 'never') return { word: 'unknown', intent: 'unknown' };
  return { word: state, intent: healthIntent(state) };
}

/** A finding's severity as an intent; what is planned or worth a note is not a fault. */
export function severityIntent(severity: Severity): Intent {
  const intents: Record<Severity, Intent> = {
    critical: 'critical',
    degraded: 'caution',
    warning: 'caution',
    info: 'planned',
    unknown: 'unknown',
  };
  return intents[severity];
}

/** A node's status as an intent. */
export function nodeIntent(status: NodeStatus): Intent {
  const intents: Record<NodeStatus, Intent> = {
    ready: 'positive',
    pressure: 'caution',
    'not-ready': 'critical',
    starting: 'active',
    cordoned: 'waiting',
    draining: 'active',
    unknown: 'unknown',
  };
  return intents[status];
}

/** A node's status as the picture in its cell. */
export function nodeCell(status: NodeStatus): CellStatus {
  const cells: Record<NodeStatus, CellStatus> = {
    ready: 'ok',
    pressure: 'pressure',
    'not-ready': 'failed',
    starting: 'starting',
    cordoned: 'closed',
    draining: 'draining',
    unknown: 'unknown',
  };
  return cells[status];
}

/** The verdict on a condition as an intent. */
export function conditionIntent(
  condition: NodeCondition & { verdict: 'good' | 'bad' | 'unknown' },
): Intent {
  if (condition.verdict === 'unknown') return 'unknown';
  if (condition.verdict === 'good') return 'positive';
  return condition.type === 'Ready' ? 'critical' : 'caution';
}

/** Words for a pod's state. */
export type PodWord =
  | 'Running'
  | 'NotReady'
  | 'Pending'
  | 'Succeeded'
  | 'Failed'
  | 'Unknown';

/** A pod's state as word and intent: running but not ready is not running. */
export function podState(pod: Pick<PodSummary, 'phase' | 'ready'>): {
  word: PodWord;
  intent: Intent;
} {
  switch (pod.phase) {
    case 'Running':
      return pod.ready
        ? { word: 'Running', intent: 'positive' }
        : { word: 'NotReady', intent: 'caution' };
    case 'Pending':
      return { word: 'Pending', intent: 'waiting' };
    case 'Succeeded':
      return { word: 'Succeeded', intent: 'ended' };
    case 'Failed':
      return { word: 'Failed', intent: 'critical' };
    default:
      return { word: 'Unknown', intent: 'unknown' };
  }
}

/** How far a source can be believed, as an intent. */
export function sourceIntent(state: SourceState): Intent {
  const intents: Record<SourceState, Intent> = {
    live: 'positive',
    stale: 'stale',
    connecting: 'active',
    absent: 'unknown',
    denied: 'caution',
    error: 'invalid',
    unconfigured: 'planned',
  };
  return intents[state];
}

/** What EKS says of a node group or add-on, as an intent; a word of later versions is unknown. */
export function eksIntent(status: string): Intent {
  switch (status) {
    case 'ACTIVE':
      return 'positive';
    case 'DEGRADED':
      return 'caution';
    case 'CREATE_FAILED':
    case 'DELETE_FAILED':
    case 'UPDATE_FAILED':
      return 'critical';
    case 'CREATING':
    case 'UPDATING':
    case 'DELETING':
      return 'active';
    default:
      return 'unknown';
  }
}
