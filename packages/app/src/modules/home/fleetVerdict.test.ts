import { ClusterSummary, HealthState } from '@textloom/plugin-clusters-common';
import { fleetVerdict, verdictIntent } from './fleetVerdict';

const figure = { allocatable: 0, requested: 0 };

function cluster(title: string, state: HealthState): ClusterSummary {
  return {
    name: title.toLowerCase(),
    title,
    state,
    freshness: { state: 'live' },
    zones: [],
    nodes: { ready: 3, total: 4 },
    groups: { healthy: 1, total: 1 },
    pods: { running: 1, pending: 0, total: 1 },
    findings: { info: 5, warning: 1, degraded: 0, critical: 0, unknown: 2 },
    capacity: { cpu: figure, memory: figure, pods: figure },
    sources: [],
  };
}

const judge = (...clusters: ClusterSummary[]) =>
  fleetVerdict({ generatedAt: '2026-11-25T00:00:00Z', clusters });

it('says when nothing is connected', () => {
  const verdict = judge();
  expect(verdict).toEqual({ kind: 'none' });
  expect(verdictIntent(verdict)).toBe('planned');
});

it('is healthy only when every cluster is', () => {
  const verdict = judge(cluster('A', 'healthy'), cluster('B', 'healthy'));
  expect(verdict).toEqual({
    kind: 'healthy',
    clusters: 2,
    nodes: { ready: 6, total: 8 },
    findings: 2,
  });
  expect(verdictIntent(verdict)).toBe('positive');
});

it.each([
  ['degraded', 'caution'],
  ['unhealthy', 'critical'],
  ['unknown', 'unknown'],
] as const)('names the one that is %s', (state, intent) => {
  const verdict = judge(cluster('A', 'healthy'), cluster('B', state));
  expect(verdict).toMatchObject({ kind: 'one', state, cluster: 'B' });
  expect(verdictIntent(verdict)).toBe(intent);
});

it('puts the worst first and never counts unknown as healthy', () => {
  const verdict = judge(
    cluster('A', 'unknown'),
    cluster('B', 'degraded'),
    cluster('C', 'unhealthy'),
    cluster('D', 'healthy'),
  );
  expect(verdict).toMatchObject({
    kind: 'several',
    worst: 'unhealthy',
    count: 3,
    total: 4,
    names: ['C', 'B', 'A'],
  });
  expect(verdictIntent(verdict)).toBe('critical');
});
