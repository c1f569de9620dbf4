import {
  HeadroomGroup,
  HeadroomView,
  HpaSummary,
  NodeSummary,
  PendingFix,
  SearchHit,
} from '@textloom/plugin-clusters-common';
import { hitGroups } from '../components/Search/searchGroups';
import { worstOf } from '../text/serviceFigures';
import {
  firstShape,
  fitsMessage,
  limitMessage,
  parseRequest,
} from './headroom';
import { eksIntent } from './intents';
import { fillOf, mapMetric, matchingNodes } from './nodeMap';
import { fixMessage } from './pending';
import { placeReplicas } from './places';
import { groupRail } from './scaling';
import { sparkValues } from './spark';
import { vpaRows } from './vpa';
import {
  parseWorkloadLine,
  podWord,
  shortImage,
  workloadLine,
} from './workloads';

const GIB = 2 ** 30;

describe('a workload as one line', () => {
  const api = {
    kind: 'Deployment',
    namespace: 'textloom',
    name: 'textloom-api',
  } as const;

  it('is read back as it was written', () => {
    expect(workloadLine(api)).toBe('Deployment textloom/textloom-api');
    expect(parseWorkloadLine(` ${workloadLine(api)} `)).toEqual(api);
  });

  it.each([
    '',
    'textloom-api',
    'Job textloom/x',
    'Deployment textloom/',
    'Deployment A/b',
    'Deployment a/b/c',
  ])('names none: %p', line => expect(parseWorkloadLine(line)).toBeUndefined());
});

it.each([
  ['registry.example:5000/textloom/api:2.8.1', 'api:2.8.1'],
  ['redis', 'redis'],
  [`registry.example/api@sha256:9f2c${'0'.repeat(56)}e810`, 'api@9f2c…e810'],
])('shortens image %s', (image, short) =>
  expect(shortImage(image)).toBe(short),
);

it.each([
  ['500m', '1Gi', { cpuMillis: 500, memoryBytes: GIB }],
  ['2', '512Mi', { cpuMillis: 2000, memoryBytes: GIB / 2 }],
  ['0.25', '1.5', { cpuMillis: 250, memoryBytes: 1.5 * GIB }],
  ['0', '1Gi', { cpuMillis: 0, memoryBytes: GIB }],
  ['0', '0', undefined],
  ['-1', '1Gi', undefined],
  ['1e9', '1Gi', undefined],
  ['1001', '1Gi', undefined],
  ['NaN', '1Gi', undefined],
  ['1', '', undefined],
  ['1', '9999999Gi', undefined],
])('reads a request of %s and %s', (cpu, memory, request) =>
  expect(parseRequest(cpu, memory)).toEqual(request),
);

describe('headroom', () => {
  const group = (overrides: Partial<HeadroomGroup>): HeadroomGroup => ({
    group: 'compute',
    fits: 0,
    eligibleNodes: 5,
    nodes: 5,
    zones: [],
    afterNodeLoss: 0,
    ...overrides,
  });
  const view = (overrides: Partial<HeadroomView>): HeadroomView => ({
    cluster: 'prod',
    generatedAt: '2026-11-25T08:30:00.000Z',
    freshness: { state: 'live' },
    requests: { cpuMillis: 500, memoryBytes: GIB },
    inexact: false,
    fits: 0,
    groups: [],
    survives: [],
    ...overrides,
  });
  const workload = {
    kind: 'Deployment',
    namespace: 'textloom',
    name: 'textloom-api',
  } as const;

  it('names groups with room, most first', () => {
    const said = fitsMessage(
      view({
        workload,
        fits: 41,
        groups: [
          group({ group: 'worker', fits: 18 }),
          group({ group: 'system' }),
          group({ group: 'compute', fits: 23 }),
        ],
      }),
    );
    expect(said.key).toBe('capacity.fits');
    expect(said.params).toMatchObject({
      number: '41',
      name: 'textloom-api',
      groups: { names: ['compute 23', 'worker 18'] },
    });
  });

  it('says that nothing fits, of a workload and of a request', () => {
    expect(fitsMessage(view({ workload })).key).toBe('capacity.fitsNone');
    expect(fitsMessage(view({})).key).toBe('capacity.shapeFitsNone');
  });

  it.each([
    [
      { excludedBy: 'taint', excludedDetail: 'gpu=true' },
      'capacity.excludedBy.taint',
    ],
    [{ excludedBy: 'cordoned' }, 'capacity.excluded.cordoned'],
    [{ limitedBy: 'memory' }, 'capacity.limited.memory'],
    [{}, undefined],
  ] as [Partial<HeadroomGroup>, string | undefined][])(
    'says why not more: %p',
    (overrides, key) => expect(limitMessage(group(overrides))?.key).toBe(key),
  );

  it('starts with the autoscaler at its maximum, and skips what has no page', () => {
    const hpa = (targetKind: string, current: number): HpaSummary => ({
      namespace: 'textloom',
      name: targetKind,
      targetKind,
      targetName: targetKind.toLowerCase(),
      min: 1,
      max: 9,
      current,
      desired: current,
    });
    expect(
      firstShape([
        hpa('Deployment', 3),
        hpa('Rollout', 9),
        hpa('StatefulSet', 9),
      ]),
    ).toEqual({
      kind: 'StatefulSet',
      namespace: 'textloom',
      name: 'statefulset',
    });
    expect(firstShape([])).toBeUndefined();
  });
});

describe('node map', () => {
  const node = {
    name: 'n1',
    capacity: {
      cpu: { allocatable: 4000, used: 1000 },
      memory: { allocatable: 0, used: 5 },
      pods: { allocatable: 10, requested: 4 },
    },
  } as NodeSummary;

  it('fills by the metric, and by nothing where it is not known', () => {
    expect(fillOf(node.capacity, 'cpu')).toBe(0.25);
    expect(fillOf(node.capacity, 'memory')).toBeUndefined();
    expect(fillOf(node.capacity, 'pods')).toBe(0.4);
    expect(mapMetric('cpu')).toBe('cpu');
    expect(mapMetric('constructor')).toBe('memory');
  });

  it('keeps nodes that hold every word', () => {
    const other = { ...node, name: 'n2' };
    const words = (n: NodeSummary) => `${n.name} Ready`;
    expect(matchingNodes([node, other], ' N1  ready ', words)).toEqual([node]);
    expect(matchingNodes([node, other], '  ', words)).toHaveLength(2);
  });
});

it.each([
  [
    { kind: 'add-nodes', params: { nodes: 2 } },
    'pending.fix.add-nodes',
    { count: 2 },
  ],
  [
    { kind: 'lower-request', params: { memoryBytes: 5 * GIB } },
    'pending.fix.lower-memory',
    { memory: '5 GiB' },
  ],
  [
    { kind: 'lower-request', params: { cpuMillis: 250 } },
    'pending.fix.lower-cpu',
    { cpu: '250m' },
  ],
  [
    { kind: 'volume-zone', params: { zone: '1a' } },
    'pending.fix.volume-zone',
    { zone: '1a' },
  ],
] as [PendingFix, string, object][])('says fix %p', (fix, key, params) => {
  const said = fixMessage(fix);
  expect(said.key).toBe(key);
  expect(said.params).toMatchObject(params);
});

it('adds up the replicas of a place', () => {
  const workload = { ready: 2, desired: 3 };
  expect(placeReplicas({ workloads: [workload, workload] as never })).toEqual({
    ready: 4,
    desired: 6,
  });
});

it.each([
  [
    { min: 4, max: 10, desired: 7 },
    { min: 4, desired: 7, max: 10 },
  ],
  [{ max: 10 }, { min: 0, desired: 5, max: 10 }],
  [{ desired: 7 }, undefined],
])('draws a rail of %p', (bounds, rail) =>
  expect(
    groupRail({ total: 5, scaling: { source: 'eks', ...bounds } }),
  ).toEqual(rail),
);

describe('small curve', () => {
  const at = '2026-11-25T08:30:00.000Z';
  const points = (values: (number | undefined)[]) =>
    values.map(value => ({ at, value }));

  it('keeps the newest value and at most 36 of many', () => {
    const values = sparkValues(
      points(Array.from({ length: 300 }, (_, n) => n)),
    );
    expect(values.length).toBeLessThanOrEqual(36);
    expect(values.at(-1)).toBe(299);
  });

  it('keeps gaps, and draws nothing of nothing', () => {
    expect(sparkValues(points([1, undefined, NaN, 2]))).toEqual([
      1,
      undefined,
      undefined,
      2,
    ]);
    expect(sparkValues(points([undefined, NaN]))).toEqual([]);
    expect(sparkValues([])).toEqual([]);
  });
});

it('sets a recommendation against the request, without a ratio where nothing is requested', () => {
  const vpa = {
    name: 'x',
    updateMode: 'Off',
    target: { cpuMillis: 1000, memoryBytes: GIB },
  };
  expect(vpaRows(vpa, { cpuMillis: 500, memoryBytes: 0 })).toEqual([
    { id: 'cpu', requested: 500, recommended: 1000, ratio: 2 },
    { id: 'memory', requested: 0, recommended: GIB },
  ]);
  expect(vpaRows({ ...vpa, target: undefined }, vpa.target)).toEqual([]);
});

it('shows the subject that is nearest to its limit', () => {
  const at = '2026-11-25T08:30:00.000Z';
  const task = (subject: string, value: number) => ({
    signal: 'tasks-per-hour' as const,
    subject,
    value,
    unit: 'per-hour' as const,
    limit: { value: 1000, bad: 'below' as const },
    at,
  });
  const signals = [task('a', 1200), task('b', 700), task('c', NaN)];
  expect(worstOf(signals, 'tasks-per-hour')?.subject).toBe('b');
  expect(worstOf(signals, 'api-latency-p95')).toBeUndefined();
});

it('groups hits by kind in a fixed order', () => {
  const hit = (kind: SearchHit['kind'], name: string): SearchHit => ({
    kind,
    name,
    cluster: 'prod',
  });
  expect(
    hitGroups([hit('Pod', 'p'), hit('Node', 'n2'), hit('Node', 'n1')]).map(
      group => [group.kind, group.hits.map(({ name }) => name)],
    ),
  ).toEqual([
    ['Node', ['n2', 'n1']],
    ['Pod', ['p']],
  ]);
});

it.each([
  ['ACTIVE', 'positive'],
  ['DEGRADED', 'caution'],
  ['CREATE_FAILED', 'critical'],
  ['UPDATING', 'active'],
  ['WHAT_COMES_NEXT', 'unknown'],
])('takes EKS status %s as %s', (status, intent) =>
  expect(eksIntent(status)).toBe(intent),
);

it('says the trouble of a pod in the word of Kubernetes', () => {
  const pod = { phase: 'Running', ready: false, trouble: 'CrashLoopBackOff' };
  expect(podWord(pod as never)).toEqual({
    trouble: 'CrashLoopBackOff',
    intent: 'critical',
  });
  expect(podWord({ phase: 'Running', ready: true } as never)).toEqual({
    word: 'Running',
    intent: 'positive',
  });
});
