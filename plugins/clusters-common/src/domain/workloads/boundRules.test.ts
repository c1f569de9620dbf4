import { MINUTE } from '@textloom/kernel';
import { aPod, ago, someNodes } from '../../testUtils';
import { HpaFacts } from '../facts';
import { VpaFacts } from '../workloadFacts';
import {
  findWorkloads,
  severitiesOf,
  someBudget,
  someVpa,
  someWorkload,
} from './__testUtils__/world';

const GIB = 2 ** 30;
const hpa = (overrides: Partial<HpaFacts> = {}): HpaFacts => ({
  uid: 'h-1',
  namespace: 'textloom',
  name: 'video-worker',
  targetKind: 'Deployment',
  targetName: 'video-worker',
  min: 3,
  max: 20,
  current: 3,
  desired: 3,
  ...overrides,
});

describe('horizontal autoscalers', () => {
  const saying = (
    type: string,
    status: 'True' | 'False' | 'Unknown',
    reason = 'FailedGetResourceMetric',
  ) => ({ hpas: [hpa({ conditions: [{ type, status, reason }] })] });

  it.each([
    ['hpa-metric-missing', saying('ScalingActive', 'False'), ['degraded']],
    ['hpa-metric-missing', saying('ScalingActive', 'Unknown'), ['unknown']],
    ['hpa-metric-missing', saying('ScalingActive', 'True'), []],
    [
      'hpa-metric-missing',
      saying('ScalingActive', 'False', 'ScalingDisabled'),
      [],
    ],
    ['hpa-cannot-scale', saying('AbleToScale', 'False'), ['degraded']],
    ['hpa-cannot-scale', saying('AbleToScale', 'True'), []],
  ] as const)('%s with %j', (rule, facts, severities) => {
    expect(severitiesOf(rule, facts)).toEqual(severities);
  });
});

describe('vertical autoscalers', () => {
  const asking = (
    cpuMillis: number,
    memoryBytes: number,
    vpa: Partial<VpaFacts> = {},
  ) =>
    findWorkloads({
      workloads: [someWorkload({ requests: { cpuMillis, memoryBytes } })],
      vpas: [someVpa(vpa)],
    }).map(({ rule, severity, params }) => [rule, severity, params.resource]);

  it.each([
    ['as recommended', 1000, GIB, []],
    ['80 % of the CPU', 800, GIB, []],
    [
      'less than 80 % of the CPU',
      799,
      GIB,
      [['vpa-request-low', 'warning', 'cpu']],
    ],
    ['200 % of the memory', 1000, 2 * GIB, []],
    [
      'more than 200 % of the memory',
      1000,
      2 * GIB + 1,
      [['vpa-request-high', 'info', 'memory']],
    ],
    [
      'nothing',
      0,
      0,
      [
        ['vpa-request-low', 'warning', 'cpu'],
        ['vpa-request-low', 'warning', 'memory'],
      ],
    ],
  ])('%s', (_, cpu, memory, found) => {
    expect(asking(cpu, memory)).toEqual(found);
  });

  it('judge no resource that they do not recommend', () => {
    const target = { cpuMillis: 0, memoryBytes: GIB };
    expect(asking(50, GIB, { target })).toEqual([]);
  });

  it('are held against the running pods, which have sidecars that the template lacks', () => {
    const nodes = someNodes(2);
    const running = (cpuMillis: number, index: number) =>
      aPod({
        name: `p-${index}`,
        nodeName: nodes[index].name,
        requests: { cpuMillis, memoryBytes: GIB },
      });
    const of = (...cpu: number[]) =>
      severitiesOf('vpa-request-low', {
        nodes,
        pods: cpu.map(running),
        workloads: [
          someWorkload({ requests: { cpuMillis: 100, memoryBytes: GIB } }),
        ],
        vpas: [someVpa()],
      });
    expect(of()).toEqual(['warning']);
    expect(of(1_000, 800)).toEqual([]);
    expect(of(1_000, 799)).toEqual(['warning']);
  });

  it('say when another autoscaler pulls at the same resource', () => {
    const detailWith = (updateMode: string, name: string) =>
      findWorkloads({
        workloads: [
          someWorkload({ requests: { cpuMillis: 100, memoryBytes: GIB } }),
        ],
        vpas: [someVpa({ updateMode })],
        hpas: [hpa({ metrics: [{ name, target: '70%' }] })],
      })[0].detail;
    expect(detailWith('Auto', 'cpu')).toBe(
      'VerticalPodAutoscaler video-worker (Auto) and HorizontalPodAutoscaler video-worker: cpu',
    );
    expect(detailWith('Off', 'cpu')).toBeUndefined();
    expect(detailWith('Auto', 'memory')).toBeUndefined();
  });

  it.each([
    ['RecommendationProvided', 'False', 1],
    ['RecommendationProvided', 'True', 0],
    ['NoPodsMatched', 'True', 1],
    ['NoPodsMatched', 'False', 0],
  ] as const)('%s=%s is %d finding', (type, status, findings) => {
    const vpas = [someVpa({ conditions: [{ type, status }] })];
    expect(severitiesOf('vpa-no-recommendation', { vpas })).toEqual(
      Array(findings).fill('info'),
    );
  });

  it('without conditions and without a target recommend nothing', () => {
    const vpas = [someVpa({ conditions: [], target: undefined })];
    expect(severitiesOf('vpa-no-recommendation', { vpas })).toEqual(['info']);
  });
});

describe('budgets', () => {
  it.each([
    ['with room', {}, []],
    ['without room', { disruptionsAllowed: 0 }, ['info']],
    ['of no pods', { disruptionsAllowed: 0, expectedPods: 0 }, []],
    ['that are broken', { disruptionsAllowed: 0, currentHealthy: 1 }, []],
  ])('%s', (_, overrides, severities) => {
    const budgets = [someBudget(overrides)];
    expect(severitiesOf('pdb-blocks-drain', { budgets })).toEqual(severities);
  });

  it.each([
    ['cordoned', { unschedulable: true }, { app: 'video-worker' }, 'warning'],
    [
      'leaving',
      { taints: [{ key: 'karpenter.sh/disrupted', effect: 'NoSchedule' }] },
      { app: 'video-worker' },
      'warning',
    ],
    ['in use', {}, { app: 'video-worker' }, 'info'],
    ['without its pods', { unschedulable: true }, { app: 'other' }, 'info'],
    ['with pods unknown', { unschedulable: true }, undefined, 'info'],
  ])('without room on a node %s', (_, node, labels, severity) => {
    const nodes = someNodes(1, 'workers', () => node);
    const facts = {
      nodes,
      pods: [aPod({ nodeName: nodes[0].name, labels })],
      budgets: [someBudget({ disruptionsAllowed: 0 })],
    };
    expect(severitiesOf('pdb-blocks-drain', facts)).toEqual([severity]);
  });

  it.each([
    [2, 15 * MINUTE, []],
    [1, 15 * MINUTE - 1, ['info']],
    [1, 15 * MINUTE, ['degraded']],
  ])('%d of 2 healthy for %d ms', (currentHealthy, seen, severities) => {
    const budgets = [someBudget({ currentHealthy, createdAt: ago(1) })];
    expect(severitiesOf('pdb-broken', { budgets }, seen)).toEqual(severities);
  });
});
