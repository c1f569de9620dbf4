import { MINUTE } from '@textloom/kernel';
import {
  aClusterFacts,
  aCondition,
  ago,
  aPendingPod,
  aSource,
  someNodes,
  someSources,
  TEST_NOW,
} from '../testUtils';
import { assessCluster } from './assess';
import { ClusterFacts, SourceStatus } from './facts';

const assess = (facts: Partial<ClusterFacts> = {}, now = TEST_NOW) =>
  assessCluster(aClusterFacts(facts), { now }).view;

const LOST = { conditions: [aCondition('Ready', 'Unknown')] };

describe('sources', () => {
  const withSource = (source: SourceStatus) =>
    assess({ sources: someSources(source) });

  it.each([
    [
      { source: 'metrics', state: 'absent', problem: 'not-served' },
      'info',
      'healthy',
    ],
    [
      { source: 'hpas', state: 'denied', problem: 'forbidden' },
      'info',
      'healthy',
    ],
    [
      { source: 'events', state: 'stale', problem: 'timeout' },
      'info',
      'healthy',
    ],
    [
      { source: 'leases', state: 'error', problem: 'malformed' },
      'info',
      'healthy',
    ],
    [
      { source: 'pods', state: 'denied', problem: 'forbidden' },
      'unknown',
      'unknown',
    ],
    [
      { source: 'pods', state: 'stale', problem: 'timeout' },
      'unknown',
      'unknown',
    ],
    [{ source: 'pods', state: 'connecting' }, 'unknown', 'unknown'],
    [
      { source: 'api', state: 'error', problem: 'server-error' },
      'unknown',
      'unknown',
    ],
  ] as [SourceStatus, string, string][])('%p', (source, severity, state) => {
    const view = withSource(source);
    expect(view.state).toBe(state);
    expect(view.list).toHaveLength(1);
    expect(view.list[0]).toMatchObject({
      rule: 'source-missing',
      severity,
      object: { kind: 'Source', name: source.source },
      problem: source.problem,
      params: { source: source.source, name: 'textloom-prod' },
    });
  });

  it('that still connect are no finding, but for pods', () => {
    expect(withSource({ source: 'metrics', state: 'connecting' }).list).toEqual(
      [],
    );
  });

  it('hide no known fault', () => {
    const view = assess({
      sources: someSources({ source: 'pods', state: 'denied' }),
      nodes: someNodes(3, 'workers', index => (index === 0 ? LOST : {})),
    });
    expect(view.state).toBe('degraded');
  });

  it('claim no requests when the pods are not known', () => {
    const view = withSource({ source: 'pods', state: 'denied' });
    expect(view.capacity.cpu).toEqual({ allocatable: 48_000 });
    expect(view.capacity.pods).toEqual({ allocatable: 702 });
    expect(view.nodeGroups[0].nodes[0].capacity.memory).not.toHaveProperty(
      'requested',
    );
    expect(view).not.toHaveProperty('pods');
    expect(assess().capacity.cpu).toEqual({
      allocatable: 48_000,
      requested: 0,
    });
  });

  it('that are missing from the list never answered', () => {
    expect(assess({ sources: [] })).toMatchObject({
      state: 'unknown',
      freshness: { state: 'never' },
    });
  });
});

describe('nodes that are not live', () => {
  const stale = aSource('nodes', {
    state: 'stale',
    at: ago(12 * MINUTE),
    since: ago(11 * MINUTE),
    problem: 'timeout',
  });

  it('are unknown, with their groups and cluster', () => {
    const view = assess({ sources: someSources(stale) });
    expect(view).toMatchObject({
      state: 'unknown',
      since: ago(11 * MINUTE),
      freshness: { state: 'stale', at: ago(12 * MINUTE) },
      nodes: { ready: 0, total: 3 },
      groups: { healthy: 0, total: 1 },
      worst: { rule: 'cluster-stale', severity: 'unknown', problem: 'timeout' },
    });
    for (const group of view.nodeGroups) {
      expect(group).toMatchObject({ state: 'unknown', ready: 0 });
      for (const node of group.nodes) {
        expect(node).toMatchObject({ status: 'unknown', health: 'unknown' });
      }
    }
  });

  it('are unknown also when worse was known of them', () => {
    const message = '0/3 nodes are available: 3 Insufficient cpu.';
    const view = assess({
      nodes: someNodes(3, 'workers', () => LOST),
      pods: [
        aPendingPod(message, {
          unschedulable: { since: ago(60 * MINUTE), message },
        }),
      ],
      sources: someSources(stale),
    });
    expect(view.list.map(({ rule }) => rule)).toContain('pods-unschedulable');
    expect(view.state).toBe('unknown');
    expect(view.worst?.rule).toBe('cluster-stale');
  });

  it('keep the findings of the moment they were last seen', () => {
    const nodes = someNodes(3, 'workers', index =>
      index === 0
        ? {
            conditions: [
              aCondition('Ready', 'False', {
                lastTransitionTime: ago(13 * MINUTE),
              }),
            ],
          }
        : {},
    );
    const view = assess({ nodes, sources: someSources(stale) });
    const found = view.list.find(({ rule }) => rule === 'node-not-ready');
    expect(found?.severity).toBe('degraded');
    expect(view.worst?.rule).toBe('cluster-stale');
  });

  it.each([
    [
      'unreachable',
      aSource('api', { state: 'stale', problem: 'unreachable' }),
      stale,
      'cluster-unreachable',
    ],
    [
      'never reached',
      aSource('api', { state: 'error', at: undefined, problem: 'timeout' }),
      aSource('nodes', { state: 'connecting', at: undefined }),
      'cluster-unreachable',
    ],
    [
      'denied',
      aSource('api'),
      aSource('nodes', {
        state: 'denied',
        at: undefined,
        problem: 'forbidden',
      }),
      'source-missing',
    ],
    ['broken', aSource('api'), stale, 'cluster-stale'],
  ] as const)('%s', (_, api, nodes, rule) => {
    const view = assess({ nodes: [], sources: someSources(api, nodes) });
    expect(view.state).toBe('unknown');
    expect(view.worst).toMatchObject({ rule, severity: 'unknown' });
    expect(view.list.map(item => item.rule)).not.toContain('cluster-no-nodes');
  });

  it('are no fault while the collector connects for the first time', () => {
    const sources = someSources().map(({ source }) => ({
      source,
      state: 'connecting' as const,
    }));
    const view = assess({ nodes: [], sources });
    expect(view).toMatchObject({
      state: 'unknown',
      freshness: { state: 'never' },
      list: [],
    });
  });
});
