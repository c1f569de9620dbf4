import { DEFAULT_THRESHOLDS, thresholdsFor } from './thresholds';

const cpu = (warning: number) => ({ warning, degraded: 0.95 });

describe('thresholdsFor', () => {
  const overrides = [
    { cluster: 'a', group: 'g', thresholds: { cpu: cpu(0.9) } },
    {
      cluster: 'a',
      thresholds: { cpu: cpu(0.8), signals: { 'queue-length': 80 } },
    },
    { thresholds: { startingMs: 1, signals: { 'queue-wait': 7 } } },
    { group: 'g', thresholds: { signals: { 'queue-wait': 9 } } },
  ];
  const of = (cluster: string, group?: string) => {
    const { startingMs, signals, ...limits } = thresholdsFor(
      { ...DEFAULT_THRESHOLDS, signals: { 'node-disk-used': 0.7 } },
      overrides,
      cluster,
      group,
    );
    return [limits.cpu.warning, startingMs, signals];
  };

  it.each([
    ['a', 'g', 0.9, { 'queue-length': 80, 'queue-wait': 9 }],
    ['a', 'h', 0.8, { 'queue-length': 80, 'queue-wait': 7 }],
    ['a', undefined, 0.8, { 'queue-length': 80, 'queue-wait': 7 }],
    ['b', 'g', 0.7, { 'queue-wait': 9 }],
    ['b', undefined, 0.7, { 'queue-wait': 7 }],
  ])(
    'of %s %s: those of the group after those of the cluster',
    (cluster, group, warning, signals) => {
      expect(of(cluster, group)).toEqual([
        warning,
        1,
        { 'node-disk-used': 0.7, ...signals },
      ]);
    },
  );

  it('are the base where nothing else is said', () => {
    expect(thresholdsFor(DEFAULT_THRESHOLDS, [], 'a', 'g')).toEqual(
      DEFAULT_THRESHOLDS,
    );
  });
});
