import {
  projectEvent,
  projectHpa,
  projectLease,
  projectNodeMetrics,
} from './project';

const meta = {
  name: 'thing-1',
  namespace: 'textloom',
  uid: '3f1c',
  creationTimestamp: '2026-03-01T08:00:00Z',
};

describe('projectHpa', () => {
  const v1 = {
    metadata: meta,
    spec: {
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      minReplicas: 3,
      maxReplicas: 20,
      targetCPUUtilizationPercentage: 70,
    },
    status: {
      currentReplicas: 20,
      desiredReplicas: 20,
      lastScaleTime: '2026-03-01T09:00:00Z',
    },
  };

  it('reads v1, v2beta2 and v2, which agree on these fields', () => {
    expect(projectHpa(v1)).toEqual({
      uid: '3f1c',
      namespace: 'textloom',
      name: 'thing-1',
      targetKind: 'Deployment',
      targetName: 'web',
      min: 3,
      max: 20,
      current: 20,
      desired: 20,
      since: '2026-03-01T09:00:00.000Z',
      metrics: [{ name: 'cpu', target: '70%' }],
    });
  });

  it('knows the default minimum, and what a new one has not said yet', () => {
    const { status: _, ...rest } = v1;
    expect(
      projectHpa({ ...rest, spec: { ...v1.spec, minReplicas: undefined } }),
    ).toMatchObject({
      min: 1,
      current: 0,
      desired: 0,
      since: '2026-03-01T08:00:00.000Z',
    });
  });

  it.each([{ maxReplicas: 'lots' }, { scaleTargetRef: {} }])(
    'refuses one with %p',
    broken => {
      expect(
        projectHpa({ ...v1, spec: { ...v1.spec, ...broken } }),
      ).toBeUndefined();
    },
  );
});

describe('projectEvent', () => {
  it('reads v1', () => {
    expect(
      projectEvent({
        metadata: meta,
        type: 'Warning',
        reason: 'FailedScheduling',
        message: 'no room',
        count: 4,
        firstTimestamp: '2026-03-01T08:00:00Z',
        lastTimestamp: '2026-03-01T09:00:00Z',
        involvedObject: { kind: 'Pod', namespace: 'textloom', name: 'web-1' },
      }),
    ).toEqual({
      uid: '3f1c',
      at: '2026-03-01T09:00:00.000Z',
      type: 'Warning',
      reason: 'FailedScheduling',
      message: 'no room',
      count: 4,
      object: { kind: 'Pod', namespace: 'textloom', name: 'web-1' },
    });
  });

  it('reads events.k8s.io/v1 with a series', () => {
    expect(
      projectEvent({
        metadata: meta,
        type: 'Normal',
        reason: 'Pulled',
        note: 'image',
        eventTime: '2026-03-01T08:00:00.123456Z',
        series: { count: 9, lastObservedTime: '2026-03-01T10:00:00.654321Z' },
        regarding: { kind: 'Node', name: 'n1' },
      }),
    ).toMatchObject({
      at: '2026-03-01T10:00:00.654Z',
      type: 'Normal',
      message: 'image',
      count: 9,
      object: { kind: 'Node', name: 'n1' },
    });
  });

  it('refuses one without object', () => {
    expect(projectEvent({ metadata: meta, type: 'Warning' })).toBeUndefined();
  });
});

describe('projectLease and projectNodeMetrics', () => {
  it('read node name, time and figures', () => {
    expect(
      projectLease({
        metadata: { name: 'n1', namespace: 'kube-node-lease' },
        spec: { renewTime: '2026-03-01T08:00:00.123456Z' },
      }),
    ).toEqual({ name: 'n1', renewedAt: '2026-03-01T08:00:00.123Z' });
    expect(
      projectNodeMetrics({
        metadata: { name: 'n1' },
        timestamp: '2026-03-01T08:00:00Z',
        usage: { cpu: '1532411279n', memory: '4Gi' },
      }),
    ).toEqual({
      name: 'n1',
      usage: {
        cpuMillis: 1533,
        memoryBytes: 2 ** 32,
        at: '2026-03-01T08:00:00.000Z',
      },
    });
  });

  it.each([
    [{ cpu: '1' }, '2026-03-01T08:00:00Z'],
    [{ memory: '1Gi' }, '2026-03-01T08:00:00Z'],
    [{ cpu: '1', memory: '1Gi' }, 'soon'],
  ])('refuse usage %p at %s: half a truth is none', (usage, timestamp) => {
    expect(
      projectNodeMetrics({ metadata: { name: 'n1' }, timestamp, usage }),
    ).toBeUndefined();
  });
});
