import { DAY, MINUTE, SECOND } from '@textloom/kernel';
import { ObjectRef, Severity, Unit } from '../health';
import { SIGNAL_IDS, SignalId } from './signalId';

/** A limit of a signal, in the signal's own unit. */
export interface SignalLimit {
  value: number;
  severity: Severity;
}

/** How a signal is judged. */
export interface SignalDefinition {
  /** Unit in which it is shown; shares are shown in percent. */
  unit: Unit;
  kind: ObjectRef['kind'];
  /** On which side of a limit it is bad. */
  bad: 'above' | 'below';
  /** Mildest first; none for what is only shown. */
  limits: readonly SignalLimit[];
  /** It must hold for this long, in milliseconds. */
  forMs: number;
}

type Limits = readonly (readonly [value: number, severity: Severity])[];

const define = (
  kind: ObjectRef['kind'],
  unit: Unit,
  bad: 'above' | 'below',
  limits: Limits,
  forMs = 2 * MINUTE,
): SignalDefinition => ({
  kind,
  unit,
  bad,
  limits: limits.map(([value, severity]) => ({ value, severity })),
  forMs,
});

const node = (bad: 'above' | 'below', limits: Limits) =>
  define('Node', 'percent', bad, limits);
const business = (limit: number) =>
  define('Service', 'percent', 'below', [[limit, 'warning']], 15 * MINUTE);
const dependency = (
  unit: Unit,
  bad: 'above' | 'below',
  limits: Limits,
  forMs?: number,
) => define('Dependency', unit, bad, limits, forMs);

/**
 * The table of signals. Nodes, services, work and business: TextLoom's architecture. Free disk: node_exporter
 * mixin. Dependencies: awesome-prometheus-alerts. Certificates: kubernetes-mixin.
 */
export const SIGNALS: Record<SignalId, SignalDefinition> = {
  'node-disk-used': node('above', [[0.85, 'warning']]),
  'node-disk-free': node('below', [
    [0.05, 'degraded'],
    [0.03, 'critical'],
  ]),
  'node-network-latency': define('Node', 'seconds', 'above', [
    [0.1, 'warning'],
  ]),
  'node-cpu-used': node('above', []),
  'node-memory-used': node('above', []),
  'api-latency-p95': define('Service', 'seconds', 'above', [[0.5, 'degraded']]),
  'api-error-rate': define('Service', 'percent', 'above', [[0.01, 'degraded']]),
  'tasks-per-hour': define(
    'Service',
    'per-hour',
    'below',
    [[1_000, 'warning']],
    15 * MINUTE,
  ),
  'queue-length': define('Service', 'count', 'above', [[50, 'warning']]),
  'queue-wait': define('Service', 'seconds', 'above', [[300, 'warning']]),
  'video-success': business(0.95),
  'signup-conversion': business(0.05),
  'user-retention': business(0.8),
  'revenue-growth': business(0.2),
  'concurrent-users': define('Service', 'count', 'above', []),
  'postgres-lag': dependency(
    'seconds',
    'above',
    [[5, 'degraded']],
    30 * SECOND,
  ),
  'postgres-connections': dependency('percent', 'above', [[0.8, 'warning']]),
  'pgbouncer-waiting': dependency('count', 'above', [[0, 'warning']]),
  'pgbouncer-connections': dependency('percent', 'above', [[0.9, 'degraded']]),
  'redis-masters': dependency('count', 'below', [[3, 'degraded']], MINUTE),
  'redis-memory': dependency('percent', 'above', [[0.9, 'degraded']]),
  'redis-rejected': dependency('per-minute', 'above', [[0, 'degraded']]),
  'minio-drives-offline': dependency('count', 'above', [[0, 'degraded']]),
  'minio-nodes-offline': dependency('count', 'above', [[0, 'degraded']]),
  'minio-free': dependency('percent', 'below', [[0.1, 'degraded']]),
  'istio-push-errors': dependency('percent', 'above', [[0.05, 'degraded']]),
  'istio-gateway-replicas': dependency('count', 'below', [[2, 'warning']]),
  'istio-5xx': dependency('percent', 'above', [[0.05, 'degraded']]),
  'istio-p99': dependency('seconds', 'above', [[1, 'warning']]),
  'istio-mtls': dependency('percent', 'below', [[1, 'warning']]),
  'certificate-expiry': dependency('seconds', 'below', [
    [(7 * DAY) / SECOND, 'warning'],
    [DAY / SECOND, 'critical'],
  ]),
};

/** Limits that replace the table's, by signal: the mildest; harder ones keep their distance. */
export type SignalOverrides = Partial<Record<SignalId, number>>;

/** The definition with its mildest limit replaced, and every harder one that it would overtake left out. */
export function signalDefinition(
  id: SignalId,
  overrides: SignalOverrides = {},
): SignalDefinition {
  const definition = SIGNALS[id];
  const value = overrides[id];
  const [first, ...harder] = definition.limits;
  if (value === undefined || !first) {
    return definition;
  }
  const worse = (limit: number) =>
    definition.bad === 'above' ? limit > value : limit < value;
  return {
    ...definition,
    limits: [
      { ...first, value },
      ...harder.filter(limit => worse(limit.value)),
    ],
  };
}

/** Whether a text is the id of a signal. */
export function isSignalId(text: string): text is SignalId {
  return (SIGNAL_IDS as readonly string[]).includes(text);
}

/** The hardest limit that a value is beyond; undefined when it is inside all. */
export function limitBeyond(
  { bad, limits }: SignalDefinition,
  value: number,
): SignalLimit | undefined {
  return limits
    .filter(limit =>
      bad === 'above' ? value > limit.value : value < limit.value,
    )
    .at(-1);
}

/** A value in the unit in which it is shown. */
export function shown({ unit }: SignalDefinition, value: number): number {
  return unit === 'percent' ? Math.round(value * 10_000) / 100 : value;
}
