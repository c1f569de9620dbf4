import { ConfigReader } from '@backstage/config';
import {
  DEFAULT_GROUP_LABELS,
  DEFAULT_THRESHOLDS,
} from '@textloom/plugin-clusters-common';
import { readClustersConfig } from './config';

function read(clusters?: object) {
  return readClustersConfig(
    new ConfigReader(clusters && { clusters: { ...clusters } }),
  );
}

describe('readClustersConfig', () => {
  it.each([[undefined], [{}], [{ nodeGroupLabels: [] }], [{ thresholds: {} }]])(
    'is the default for %j',
    clusters => {
      expect(read(clusters)).toEqual({
        groupLabels: DEFAULT_GROUP_LABELS,
        thresholds: DEFAULT_THRESHOLDS,
        overrides: [],
        sources: new Map(),
      });
    },
  );

  it('takes percentages and durations, and leaves the rest', () => {
    const { groupLabels, thresholds } = read({
      nodeGroupLabels: ['example.com/pool'],
      thresholds: {
        cpu: { warning: 60 },
        memory: { warning: 50, degraded: 75 },
        pods: { warning: 80 },
        heartbeatLate: { seconds: 45 },
        unschedulable: '10m',
        starting: { minutes: 20 },
        apiServerSlow: { limit: '500ms' },
        workloads: { short: { minutes: 5 }, coverage: '1h' },
      },
    });
    expect(groupLabels).toEqual(['example.com/pool']);
    expect(thresholds).toEqual({
      ...DEFAULT_THRESHOLDS,
      cpu: { warning: 0.6, degraded: 0.9 },
      memory: { warning: 0.5, degraded: 0.75 },
      pods: { warning: 0.8 },
      heartbeatLateMs: 45_000,
      unschedulableMs: 600_000,
      startingMs: 1_200_000,
      apiServerSlow: { limitMs: 500, lastingMs: 120_000 },
      workloads: {
        ...DEFAULT_THRESHOLDS.workloads,
        shortMs: 300_000,
        coverageMs: 3_600_000,
      },
    });
  });

  it.each([
    [
      { cpu: { warning: 0 } },
      'cpu.warning must be above 0 and at most 100 percent',
    ],
    [{ pods: { warning: 101 } }, 'pods.warning must be above 0'],
    [{ memory: { warning: 95 } }, 'memory: warning must not be above degraded'],
    [{ cpu: { warning: 'much' } }, 'cpu.warning'],
    [{ heartbeatLate: 'soon' }, 'heartbeatLate'],
    [{ cpus: {} }, 'clusters.thresholds: no limit is named cpus'],
    [
      { apiServerSlow: { lastng: '1m' } },
      'clusters.thresholds.apiServerSlow: no limit is named lastng',
    ],
    [
      { workloads: { shortt: '1m' } },
      'clusters.thresholds.workloads: no limit is named shortt',
    ],
  ])('refuses %j', (thresholds, message) => {
    expect(() => read({ thresholds })).toThrow(message);
  });

  it('takes limits of signals in the unit that is shown, and overrides', () => {
    const { thresholds, overrides } = read({
      thresholds: { signals: { 'api-error-rate': 2, 'queue-length': 80 } },
      overrides: [
        {
          cluster: 'prod',
          group: 'workers',
          thresholds: { cpu: { warning: 85, degraded: 95 } },
        },
      ],
    });
    expect(thresholds.signals).toEqual({
      'api-error-rate': 0.02,
      'queue-length': 80,
    });
    expect(overrides).toEqual([
      {
        cluster: 'prod',
        group: 'workers',
        thresholds: { cpu: { warning: 0.85, degraded: 0.95 } },
      },
    ]);
  });

  it('takes the rest of an override from the limits that hold everywhere', () => {
    const { overrides } = read({
      thresholds: {
        cpu: { warning: 60, degraded: 97 },
        signals: { 'queue-length': 80 },
      },
      overrides: [
        {
          thresholds: {
            cpu: { warning: 96 },
            signals: { 'node-disk-used': 70 },
          },
        },
      ],
    });
    expect(overrides[0]?.thresholds).toEqual({
      cpu: { warning: 0.96, degraded: 0.97 },
      signals: { 'node-disk-used': 0.7 },
    });
  });

  it.each([
    [
      { overrides: [{ thresholds: { cpu: { warning: 200 } } }] },
      /clusters.overrides\[0\].thresholds.cpu.warning must be above 0/,
    ],
    [{ thresholds: { signals: { nothing: 1 } } }, /no signal is named nothing/],
  ])('refuses %j', (clusters, message) => {
    expect(() => read(clusters)).toThrow(message);
  });
});
