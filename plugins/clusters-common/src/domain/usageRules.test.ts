import { MINUTE } from '@textloom/kernel';
import { ago, aNode, aPod, aSource, someSources } from '../testUtils';
import { expected, judge } from '../testUtils/judge';
import { ClusterFacts } from './facts';

const NODE = 'ip-10-0-1-1.ec2.internal';

describe('usage', () => {
  const node = aNode({
    allocatable: { cpuMillis: 1000, memoryBytes: 1000, pods: 20 },
  });
  const use = (
    cpuMillis: number,
    memoryBytes: number,
    age = 0,
    facts: Partial<ClusterFacts> = {},
  ) =>
    judge(node, {
      usage: { [NODE]: { cpuMillis, memoryBytes, at: ago(age) } },
      ...facts,
    });

  it.each([
    [699, undefined],
    [700, 'warning'],
    [899, 'warning'],
    [900, 'degraded'],
    [1500, 'degraded'],
  ] as const)('CPU of %d of 1000 is %s', (used, severity) => {
    expect(use(used, 0)).toEqual(expected('node-cpu-high', severity));
  });

  it.each([
    [799, undefined],
    [800, 'warning'],
    [899, 'warning'],
    [900, 'degraded'],
  ] as const)('memory of %d of 1000 is %s', (used, severity) => {
    expect(use(0, used)).toEqual(expected('node-memory-high', severity));
  });

  it('proves nothing when it is old or not current', () => {
    expect(use(950, 0, 5 * MINUTE)).toEqual(['node-cpu-high:degraded']);
    expect(use(950, 0, 5 * MINUTE + 1)).toEqual([]);
    const sources = someSources(aSource('metrics', { state: 'stale' }));
    expect(use(950, 0, 0, { sources })).toEqual([]);
  });

  it('is not divided by nothing', () => {
    const bare = aNode({
      allocatable: { cpuMillis: 0, memoryBytes: 0, pods: 0 },
    });
    expect(
      judge(bare, {
        pods: [aPod()],
        usage: { [NODE]: { cpuMillis: 1, memoryBytes: 1, at: ago(0) } },
      }),
    ).toEqual([]);
  });

  it.each([
    [19, undefined],
    [20, 'warning'],
  ] as const)('%d of 20 pod slots is %s', (count, severity) => {
    const pods = Array.from({ length: count }, (_, index) =>
      aPod({ name: `p-${index}`, requests: { cpuMillis: 0, memoryBytes: 0 } }),
    );
    const ended = aPod({ name: 'ended', phase: 'Succeeded' });
    expect(judge(node, { pods: [...pods, ended] })).toEqual(
      expected('node-pods-high', severity),
    );
  });
});

describe('version skew', () => {
  it.each([
    ['v1.34.1', undefined],
    ['v1.32.9', undefined],
    ['v1.31.0', 'warning'],
    ['v1.30.14', 'critical'],
    ['v1.35.0', 'critical'],
    ['', undefined],
    ['unknown', undefined],
  ] as const)('kubelet %s with server v1.34 is %s', (kubelet, severity) => {
    expect(judge(aNode({ kubeletVersion: kubelet }))).toEqual(
      expected('node-version-skew', severity),
    );
  });
});
