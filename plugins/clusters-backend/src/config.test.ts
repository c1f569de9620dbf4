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
  ])('refuses %j', (thresholds, message) => {
    expect(() => read({ thresholds })).toThrow(message);
  });
});
