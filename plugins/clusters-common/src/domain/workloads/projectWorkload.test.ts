import fc from 'fast-check';
import {
  projectBudget,
  projectKarpenter,
  projectPod,
  projectVpa,
  projectWorkload,
} from '../project';

const meta = {
  name: 'web',
  namespace: 'textloom',
  uid: '3f1c',
  creationTimestamp: '2026-03-01T08:00:00Z',
  generation: 4,
};
const at = '2026-03-01T08:00:00.000Z';
const template = {
  metadata: { labels: { 'app.kubernetes.io/name': 'video-web' } },
  spec: {
    nodeSelector: { 'kubernetes.io/arch': 'amd64', broken: 7 },
    tolerations: [
      { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'a', value: 'b' },
      { operator: 'Equal' },
      null,
    ],
    initContainers: [{ image: 'init:1' }],
    containers: [
      { image: 'web:1', resources: { requests: { cpu: '1', memory: '1Gi' } } },
      { image: 'init:1' },
    ],
  },
};

describe('projectWorkload', () => {
  it('reads a Deployment', () => {
    expect(
      projectWorkload('Deployment', {
        metadata: meta,
        spec: { replicas: 3, paused: true, template },
        status: {
          readyReplicas: 2,
          availableReplicas: 1,
          updatedReplicas: 3,
          observedGeneration: 3,
          conditions: [{ type: 'Available', status: 'maybe', reason: 'R' }],
        },
      }),
    ).toEqual({
      kind: 'Deployment',
      uid: '3f1c',
      namespace: 'textloom',
      name: 'web',
      createdAt: at,
      desired: 3,
      ready: 2,
      available: 1,
      updated: 3,
      paused: true,
      observed: false,
      conditions: [{ type: 'Available', status: 'Unknown', reason: 'R' }],
      images: ['init:1', 'web:1'],
      requests: { cpuMillis: 1000, memoryBytes: 2 ** 30 },
      placement: {
        nodeSelector: { 'kubernetes.io/arch': 'amd64' },
        tolerations: [
          { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
          { key: 'a', operator: 'Equal', value: 'b' },
        ],
      },
      component: 'video-web',
    });
  });

  it('reads the counts of a DaemonSet, and defaults of the others', () => {
    const status = {
      desiredNumberScheduled: 9,
      numberReady: 8,
      numberAvailable: 7,
      updatedNumberScheduled: 6,
      numberMisscheduled: 1,
      observedGeneration: 4,
    };
    expect(
      projectWorkload('DaemonSet', { metadata: meta, status }),
    ).toMatchObject({
      desired: 9,
      ready: 8,
      available: 7,
      updated: 6,
      misscheduled: 1,
      observed: true,
    });
    expect(projectWorkload('StatefulSet', { metadata: meta })).toMatchObject({
      desired: 1,
      ready: 0,
    });
  });

  it('takes a count that is none for the worst', () => {
    expect(
      projectWorkload('Deployment', {
        metadata: meta,
        spec: { replicas: NaN },
        status: { readyReplicas: '1' },
      }),
    ).toMatchObject({ desired: 1, ready: 0 });
  });

  it.each([
    [{ affinity: { podAntiAffinity: {} } }, undefined],
    [
      {
        affinity: {
          nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} },
        },
      },
      true,
    ],
    [
      { topologySpreadConstraints: [{ whenUnsatisfiable: 'ScheduleAnyway' }] },
      undefined,
    ],
    [
      { topologySpreadConstraints: [{ whenUnsatisfiable: 'DoNotSchedule' }] },
      true,
    ],
  ])('knows whether %j is modelled', (spec, inexact) => {
    expect(
      projectWorkload('Deployment', {
        metadata: meta,
        spec: { template: { spec } },
      })!.placement.inexact,
    ).toBe(inexact);
  });
});

describe('what pods have in common', () => {
  const raw = () => ({
    metadata: {
      ...meta,
      labels: { app: 'web', team: 'dropped', 'app.kubernetes.io/name': 'web' },
    },
    spec: structuredClone(template.spec),
  });

  it('is kept once', () => {
    const [a, b] = [projectPod(raw())!, projectPod(raw())!];
    expect(a.placement).toBe(b.placement);
    expect(a.images).toBe(b.images);
    expect(a.labels).toBe(b.labels);
    expect(a.requests).toBe(b.requests);
    expect(a.labels).toEqual({ app: 'web', 'app.kubernetes.io/name': 'web' });
    expect(Object.isFrozen(a.placement!.tolerations)).toBe(true);
  });

  it('stays right beyond what the table holds', () => {
    const images = Array.from({ length: 50_010 }, (_, index) => {
      const spec = { containers: [{ image: `i:${index}` }] };
      return projectPod({ metadata: meta, spec })!.images![0];
    });
    expect(new Set(images).size).toBe(50_010);
  });
});

it('no projection throws on arbitrary JSON', () => {
  const field = fc.anything({ maxDepth: 4 });
  const raw = fc.record({
    metadata: fc.record({
      name: fc.constant('n1'),
      namespace: fc.constant('ns'),
      labels: field,
      generation: field,
    }),
    spec: fc.record({
      replicas: field,
      selector: field,
      targetRef: fc.record({ kind: field, name: fc.constant('t') }),
      updatePolicy: field,
      template: fc.record({
        spec: fc.record({
          nodeSelector: field,
          tolerations: fc.array(field),
          containers: fc.array(field),
          affinity: field,
          topologySpreadConstraints: fc.array(field),
        }),
      }),
    }),
    status: fc.record({
      conditions: fc.array(field),
      recommendation: fc.record({
        containerRecommendations: fc.array(fc.record({ target: field })),
      }),
      readyReplicas: field,
      disruptionsAllowed: field,
    }),
  });
  fc.assert(
    fc.property(fc.oneof(raw, fc.anything()), value => {
      projectBudget(value);
      projectVpa(value);
      projectKarpenter('NodePool', value);
      const workload = projectWorkload('Deployment', value);
      const figures = workload ? [workload.desired, workload.ready] : [];
      expect(figures.every(Number.isSafeInteger)).toBe(true);
    }),
  );
});
