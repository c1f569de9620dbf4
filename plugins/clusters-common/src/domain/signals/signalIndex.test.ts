import { MINUTE } from '@textloom/kernel';
import { ago, aNode, aSource, someSources } from '../../testUtils';
import { viewAfter } from '../../testUtils/find';
import { judge } from '../../testUtils/judge';
import { ClusterFacts, NodeUsage } from '../facts';
import { SignalFacts } from '../sourceFacts';

const NODE = aNode();
const measured = (
  cpu: number,
  memory: number,
  at = ago(MINUTE),
): SignalFacts[] => [
  { signal: 'node-cpu-used', subject: NODE.name, value: cpu, at },
  { signal: 'node-memory-used', subject: NODE.name, value: memory, at },
];
const withPrometheus = (
  signals: SignalFacts[],
  facts: Partial<ClusterFacts> = {},
): Partial<ClusterFacts> => ({
  sources: someSources(
    aSource('metrics', { state: 'absent', at: undefined }),
    aSource('prometheus'),
  ),
  signals,
  ...facts,
});

describe('usage that only Prometheus tells', () => {
  it.each([
    [0.69, 0.79, []],
    [0.7, 0, ['node-cpu-high:warning']],
    [0.9, 0, ['node-cpu-high:degraded']],
    [0, 0.8, ['node-memory-high:warning']],
    [0, 0.9, ['node-memory-high:degraded']],
    // No shares: of a query of somebody's own.
    [70, 0.5, []],
    [0.5, -1, []],
  ])('CPU %d, memory %d', (cpu, memory, expected) => {
    expect(judge(NODE, withPrometheus(measured(cpu, memory)))).toEqual(
      expected,
    );
  });

  it('is shown with its age, and says where it is from', () => {
    const view = viewAfter(0, {
      nodes: [NODE],
      ...withPrometheus(measured(0.75, 0.5)),
    });
    expect(view.capacity.cpu.used).toBe(12_000);
    expect(view.capacity.memory.used).toBe(16 * 2 ** 30);
    expect(view.capacity.usedAt).toBe(ago(MINUTE));
    expect(view.worst?.evidence).toBe(
      'Prometheus node-cpu-used / Node.status.allocatable.cpu',
    );
  });

  it('proves nothing when it is old, or Prometheus is silent', () => {
    const old = measured(0.95, 0, ago(5 * MINUTE + 1));
    expect(judge(NODE, withPrometheus(old))).toEqual([]);
    const sources = someSources(
      aSource('metrics', { state: 'absent', at: undefined }),
      aSource('prometheus', { state: 'stale' }),
    );
    expect(judge(NODE, withPrometheus(measured(0.95, 0), { sources }))).toEqual(
      [],
    );
  });

  it('yields to metrics.k8s.io, node by node', () => {
    const usage: Record<string, NodeUsage> = {
      [NODE.name]: { cpuMillis: 1_600, memoryBytes: 0, at: ago(MINUTE) },
    };
    const sources = someSources(aSource('prometheus'));
    const facts = { sources, signals: measured(0.95, 0) };
    expect(judge(NODE, { ...facts, usage })).toEqual([]);
    expect(judge(NODE, facts)).toEqual(['node-cpu-high:degraded']);
  });
});
