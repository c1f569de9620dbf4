import { DAY, MINUTE, SECOND } from '@textloom/kernel';
import { aSource, someNodes, someSources, TEST_NOW } from '../../testUtils';
import { findingsOf, severities, viewAfter } from '../../testUtils/find';
import { SignalFacts } from '../sourceFacts';
import { DEFAULT_THRESHOLDS } from '../thresholds';
import { signalDefinition, SIGNALS } from './definitions';
import { SIGNAL_IDS, SignalId } from './signalId';

const [NODE] = someNodes(3);
const aSignal = (signal: SignalId, value: number): SignalFacts => ({
  signal,
  subject: SIGNALS[signal].kind === 'Node' ? NODE?.name ?? '' : 'subject',
  value,
  at: new Date(TEST_NOW).toISOString(),
});
const D = DAY / SECOND;

describe('limits of signals', () => {
  // At the limit, just beyond it, and beyond the harder one; severities after the signal's own time.
  it.each<[SignalId, number, number, string]>([
    ['node-disk-used', 0.85, 0.86, 'warning'],
    ['node-disk-free', 0.05, 0.049, 'degraded'],
    ['node-disk-free', 0.05, 0.029, 'critical'],
    ['node-network-latency', 0.1, 0.101, 'warning'],
    ['api-latency-p95', 0.5, 0.501, 'degraded'],
    ['api-error-rate', 0.01, 0.0101, 'degraded'],
    ['tasks-per-hour', 1_000, 999, 'warning'],
    ['queue-length', 50, 51, 'warning'],
    ['queue-wait', 300, 301, 'warning'],
    ['video-success', 0.95, 0.949, 'warning'],
    ['signup-conversion', 0.05, 0.049, 'warning'],
    ['user-retention', 0.8, 0.79, 'warning'],
    ['revenue-growth', 0.2, 0.19, 'warning'],
    ['postgres-lag', 5, 5.1, 'degraded'],
    ['postgres-connections', 0.8, 0.81, 'warning'],
    ['pgbouncer-waiting', 0, 1, 'warning'],
    ['pgbouncer-connections', 0.9, 0.91, 'degraded'],
    ['redis-masters', 3, 2, 'degraded'],
    ['redis-memory', 0.9, 0.91, 'degraded'],
    ['redis-rejected', 0, 1, 'degraded'],
    ['minio-drives-offline', 0, 1, 'degraded'],
    ['minio-nodes-offline', 0, 1, 'degraded'],
    ['minio-free', 0.1, 0.09, 'degraded'],
    ['istio-push-errors', 0.05, 0.051, 'degraded'],
    ['istio-gateway-replicas', 2, 1, 'warning'],
    ['istio-5xx', 0.05, 0.051, 'degraded'],
    ['istio-p99', 1, 1.1, 'warning'],
    ['istio-mtls', 1, 0.999, 'warning'],
    ['certificate-expiry', 7 * D, 7 * D - 1, 'warning'],
    ['certificate-expiry', 7 * D, D - 1, 'critical'],
  ])('%s: %d is within, %d is %s', (signal, within, beyond, severity) => {
    const found = (value: number, forMs: number) =>
      severities('signal-limit', { signals: [aSignal(signal, value)] }, forMs);
    const { forMs } = SIGNALS[signal];
    expect(found(within, forMs)).toEqual([]);
    expect(found(beyond, 0)).toEqual(['info']);
    expect(found(beyond, forMs - SECOND)).toEqual(['info']);
    expect(found(beyond, forMs)).toEqual([severity]);
  });

  it.each<SignalId>(['node-cpu-used', 'node-memory-used', 'concurrent-users'])(
    '%s has none',
    signal => {
      expect(
        severities('signal-limit', { signals: [aSignal(signal, 1e9)] }, DAY),
      ).toEqual([]);
    },
  );

  it('are those of the table for every signal', () => {
    expect(Object.keys(SIGNALS).sort()).toEqual([...SIGNAL_IDS].sort());
  });

  it('tell value and limit in the unit that is shown', () => {
    const [found] = findingsOf(
      'signal-limit',
      { signals: [aSignal('api-error-rate', 0.0234)] },
      2 * MINUTE,
    );
    expect(found).toMatchObject({
      object: { kind: 'Service', name: 'subject' },
      value: { value: 2.34, unit: 'percent' },
      threshold: { value: 1, unit: 'percent' },
      params: { signal: 'api-error-rate' },
    });
  });

  it('can be set, and hard ones stay hard', () => {
    expect(signalDefinition('certificate-expiry', {}).limits).toHaveLength(2);
    const strict = signalDefinition('certificate-expiry', {
      'certificate-expiry': D / 2,
    });
    expect(strict.limits).toEqual([{ value: D / 2, severity: 'warning' }]);
    const view = viewAfter(
      MINUTE * 2,
      { signals: [aSignal('queue-length', 60)] },
      { ...DEFAULT_THRESHOLDS, signals: { 'queue-length': 100 } },
    );
    expect(view.list.filter(({ rule }) => rule === 'signal-limit')).toEqual([]);
    expect(view.signals?.[0]?.limit).toEqual({ value: 100, bad: 'above' });
  });

  it.each(['stale', 'error', 'denied'] as const)(
    'stand while Prometheus is %s, and nothing is healthy then',
    state => {
      const sources = someSources(aSource('prometheus', { state }));
      const signals = [aSignal('queue-length', 99)];
      expect(viewAfter(2 * MINUTE, { signals, sources }).state).toBe(
        'degraded',
      );
      expect(viewAfter(0, { signals: [], sources }).state).toBe('unknown');
    },
  );

  it('are not asked for where Prometheus never was', () => {
    const sources = someSources(
      aSource('prometheus', { state: 'unconfigured', at: undefined }),
    );
    expect(viewAfter(0, { sources }).state).toBe('healthy');
  });

  it('say nothing of nodes that are gone', () => {
    const signal = { ...aSignal('node-disk-used', 0.99), subject: 'gone' };
    expect(severities('signal-limit', { signals: [signal] })).toEqual([]);
  });

  it('degrade the node and its group', () => {
    const view = viewAfter(2 * MINUTE, {
      signals: [aSignal('node-disk-free', 0.01)],
    });
    expect(view.nodeGroups[0]).toMatchObject({ state: 'degraded' });
    expect(
      view.nodeGroups[0]?.nodes.find(({ name }) => name === NODE?.name)?.health,
    ).toBe('unhealthy');
  });
});
