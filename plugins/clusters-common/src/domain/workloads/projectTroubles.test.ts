import { projectHpa, projectPod } from '../project';

const meta = { name: 'web', namespace: 'textloom' };
const troubles = (...containerStatuses: object[]) =>
  projectPod({ metadata: meta, spec: {}, status: { containerStatuses } })!
    .troubles;
const ended = (reason: string, exitCode: number) => ({
  terminated: { reason, exitCode, finishedAt: '2026-03-01T09:00:00Z' },
});
const at = '2026-03-01T09:00:00.000Z';

describe('troubles of a pod', () => {
  it.each([
    ['running', { state: { running: {} } }, undefined],
    [
      'starting',
      { state: { waiting: { reason: 'ContainerCreating' } } },
      undefined,
    ],
    ['completed', { state: ended('Completed', 0) }, undefined],
    [
      'running again after an error',
      { state: { running: {} }, lastState: ended('Error', 1) },
      undefined,
    ],
    [
      'running again after an OOM kill',
      { state: { running: {} }, lastState: ended('OOMKilled', 137) },
      { terminated: { reason: 'OOMKilled', exitCode: 137, at } },
    ],
    [
      'in a loop',
      {
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: ended('Error', 2),
        restartCount: 5,
      },
      {
        waiting: 'CrashLoopBackOff',
        terminated: { reason: 'Error', exitCode: 2, at },
        restarts: 5,
      },
    ],
    [
      'without image',
      { state: { waiting: { reason: 'ErrImagePull' } } },
      { waiting: 'ErrImagePull' },
    ],
    [
      'without configuration',
      { state: { waiting: { reason: 'CreateContainerConfigError' } } },
      { waiting: 'CreateContainerConfigError' },
    ],
    [
      'failed',
      { state: ended('Error', 3) },
      { terminated: { reason: 'Error', exitCode: 3, at } },
    ],
    ['of wrong types', { state: 'bad', lastState: [7] }, undefined],
  ])('%s', (_, status, expected) => {
    expect(troubles({ name: 'app', ...status })).toEqual(
      expected && [{ name: 'app', restarts: 0, ...expected }],
    );
  });

  it('are those of init containers too', () => {
    expect(
      projectPod({
        metadata: meta,
        status: {
          initContainerStatuses: [
            { name: 'i', state: { waiting: { reason: 'CrashLoopBackOff' } } },
          ],
        },
      })!.troubles,
    ).toEqual([{ name: 'i', waiting: 'CrashLoopBackOff', restarts: 0 }]);
  });
});

describe('what an HPA scales by', () => {
  const spec = {
    scaleTargetRef: { kind: 'Deployment', name: 'web' },
    maxReplicas: 5,
  };

  it('is told with target and current value', () => {
    const resource = (figures: object) => ({
      type: 'Resource',
      resource: { name: 'cpu', ...figures },
    });
    expect(
      projectHpa({
        metadata: meta,
        spec: {
          ...spec,
          metrics: [
            resource({ target: { averageUtilization: 70 } }),
            {
              type: 'External',
              external: {
                metric: { name: 'queue_length' },
                target: { averageValue: '50' },
              },
            },
            { type: 'Odd' },
          ],
        },
        status: {
          currentMetrics: [resource({ current: { averageUtilization: 95 } })],
          conditions: [
            {
              type: 'ScalingLimited',
              status: 'True',
              reason: 'TooManyReplicas',
            },
          ],
        },
      }),
    ).toMatchObject({
      metrics: [
        { name: 'cpu', target: '70%', current: '95%' },
        { name: 'queue_length', target: '50' },
      ],
      conditions: [
        { type: 'ScalingLimited', status: 'True', reason: 'TooManyReplicas' },
      ],
    });
  });

  it('is the CPU in version 1', () => {
    expect(
      projectHpa({
        metadata: meta,
        spec: { ...spec, targetCPUUtilizationPercentage: 80 },
        status: { currentCPUUtilizationPercentage: 12 },
      })!.metrics,
    ).toEqual([{ name: 'cpu', target: '80%', current: '12%' }]);
  });
});
