import {
  Finding,
  HpaSummary,
  NodeSummary,
  PendingGroup,
} from '@textloom/plugin-clusters-common';
import { atBoundFirst, autoscalersOf, boundOf } from './autoscalers';
import { share, shares } from './capacity';
import { foldFindings } from './findings';
import { podState, shownHealth } from './intents';
import { heldOrder } from './order';
import { causeOf, remedyMessage, requestsEach, waitsFor } from './pending';
import { zoneColumns } from './zones';

const hpa = (name: string, current: number, min = 2, max = 10): HpaSummary => ({
  namespace: 'textloom',
  name,
  targetKind: 'Deployment',
  targetName: name,
  min,
  max,
  current,
  desired: current,
});

const nodeIn = (zone: string) => ({ zone } as NodeSummary);

const pendingOf = (...reasons: [number, string][]): PendingGroup => ({
  namespace: 'textloom',
  ownerName: 'worker',
  count: 3,
  since: '2026-11-25T08:00:00Z',
  requests: { cpuMillis: 6_000, memoryBytes: 18 * 2 ** 30 },
  reasons: reasons.map(([nodes, reason]) => ({ nodes, reason })),
});

describe('autoscalers', () => {
  it.each([
    [hpa('a', 10), 'maximum'],
    [hpa('a', 9), 'within'],
    [hpa('a', 2), 'minimum'],
    [hpa('a', 4, 4, 4), 'fixed'],
  ])('judges %o as %s', (subject, bound) => {
    expect(boundOf(subject)).toBe(bound);
  });

  it('puts those at their maximum first and matches groups by component', () => {
    const all = [hpa('b', 3), hpa('c', 10), hpa('a', 3)];
    expect(atBoundFirst(all).map(({ name }) => name)).toEqual(['c', 'a', 'b']);
    expect(
      autoscalersOf({ components: ['b', 'x'] }, all).map(({ name }) => name),
    ).toEqual(['b']);
  });
});

describe('zones', () => {
  it('shortens names of one region and puts nodes without a zone last', () => {
    const groups = [
      { nodes: [nodeIn('eu-west-1b'), nodeIn('')] },
      { nodes: [nodeIn('eu-west-1a')] },
    ];
    expect(zoneColumns(groups, 'none')).toEqual([
      { id: 'eu-west-1a', label: '1a' },
      { id: 'eu-west-1b', label: '1b' },
      { id: '', label: 'none' },
    ]);
  });

  it('keeps names whole that do not share a region', () => {
    const groups = [{ nodes: [nodeIn('eu-west-1a'), nodeIn('us-east-1a')] }];
    expect(zoneColumns(groups, 'none').map(({ label }) => label)).toEqual([
      'eu-west-1a',
      'us-east-1a',
    ]);
  });
});

describe('capacity', () => {
  it('claims nothing without figures', () => {
    expect(share(undefined, 10)).toBeUndefined();
    expect(share(1, 0)).toBeUndefined();
    expect(shares({ allocatable: 10, used: 5 })).toEqual({
      used: 0.5,
      requested: undefined,
    });
  });
});

describe('findings', () => {
  const many = (count: number, rule: Finding['rule'], group: string) =>
    Array.from(
      { length: count },
      (_, index) =>
        ({
          id: `${rule}:${group}:${index}`,
          rule,
          group,
          severity: 'warning',
        } as Finding),
    );

  it('folds many of one kind behind the first, and leaves few alone', () => {
    const folded = foldFindings([
      ...many(3, 'node-cpu-high', 'api'),
      ...many(40, 'node-memory-high', 'workers'),
    ]);
    expect(folded.map(group => group.others.length)).toEqual([0, 0, 0, 39]);
  });
});

describe('pending pods', () => {
  it.each([
    ['Insufficient memory', 'memory'],
    ['Insufficient cpu', 'cpu'],
    ['Too many pods', 'pods'],
    ['node(s) had volume node affinity conflict', 'volume'],
    ["node(s) didn't have free ports for the requested pod ports", 'ports'],
    ['node(s) had untolerated taint {a: b}', 'taint'],
    ["node(s) didn't match Pod's node affinity/selector", 'affinity'],
    ['node(s) were unschedulable', 'cordoned'],
    ['something new', 'other'],
  ])('reads %s as %s', (reason, cause) => {
    expect(causeOf(reason)).toBe(cause);
  });

  it('asks for room first, and for what one pod needs', () => {
    const group = pendingOf(
      [11, "node(s) didn't match Pod's node affinity/selector"],
      [8, 'Insufficient memory'],
    );
    expect(remedyMessage(group)).toEqual({
      key: 'pending.remedy.memory',
      params: { cpu: '2 CPU', memory: '6 GiB' },
    });
    expect(requestsEach(group).memory).toBe('6 GiB');
    expect(waitsFor(group)).toBe('memory');
    expect(
      waitsFor(pendingOf([1, 'Insufficient memory'], [1, 'Insufficient cpu'])),
    ).toBe('node');
  });
});

describe('states', () => {
  it('never shows what is not live as healthy', () => {
    expect(shownHealth('healthy', 'stale').intent).toBe('stale');
    expect(shownHealth('healthy', 'never').intent).toBe('unknown');
    expect(shownHealth('healthy', 'live').intent).toBe('positive');
  });

  it('does not call a pod running that is not ready', () => {
    expect(podState({ phase: 'Running', ready: false }).word).toBe('NotReady');
    expect(podState({ phase: 'Odd', ready: true }).intent).toBe('unknown');
  });
});

describe('held order', () => {
  it('keeps places, appends what is new, drops what is gone', () => {
    expect(heldOrder(['a', 'b', 'c'], ['c', 'd', 'a'])).toEqual({
      ids: ['a', 'c', 'd'],
      changes: 3,
    });
    expect(heldOrder([], ['a', 'b'])).toEqual({ ids: ['a', 'b'], changes: 0 });
  });
});
