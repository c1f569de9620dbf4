import { HOUR, MINUTE } from '@textloom/kernel';
import { aPod, ago, someNodes, TEST_NOW } from '../../testUtils';
import { ContainerTrouble, ObjectCondition } from '../workloadFacts';
import {
  findWorkloads,
  severitiesOf,
  someWorkload,
} from './__testUtils__/world';

const condition = (
  type: string,
  status: ObjectCondition['status'],
  reason: string,
): ObjectCondition => ({
  type,
  status,
  reason,
  message: 'words',
  lastTransitionTime: ago(5 * MINUTE),
});

describe('rollouts', () => {
  const stuck = condition('Progressing', 'False', 'ProgressDeadlineExceeded');

  it.each([
    ['that go on', [condition('Progressing', 'True', 'X')], 2, []],
    ['that ended', [], 3, []],
    ['given up with some ready', [stuck], 2, ['degraded']],
    ['given up with none ready', [stuck], 0, ['critical']],
    [
      'without the right to make pods',
      [condition('ReplicaFailure', 'True', 'FailedCreate')],
      2,
      ['degraded'],
    ],
    ['paused', [condition('Progressing', 'Unknown', 'Paused')], 2, []],
  ])('%s', (_, conditions, ready, severities) => {
    const workloads = [someWorkload({ conditions, ready })];
    expect(severitiesOf('workload-rollout-stuck', { workloads })).toEqual(
      severities,
    );
  });

  it('tells where, since when and in whose words', () => {
    const [found] = findWorkloads({
      workloads: [someWorkload({ conditions: [stuck], updated: 1 })],
    });
    expect(found).toMatchObject({
      id: 'workload-rollout-stuck:textloom:video-worker:Deployment',
      object: {
        kind: 'Workload',
        workloadKind: 'Deployment',
        namespace: 'textloom',
        name: 'video-worker',
      },
      value: { value: 1, unit: 'count' },
      threshold: { value: 3, unit: 'count' },
      since: ago(5 * MINUTE),
      detail: 'ProgressDeadlineExceeded: words',
      evidence: 'Deployment.status.conditions[Progressing]',
    });
  });
});

describe('ready pods', () => {
  it.each([
    ['none', { ready: 0 }, ['critical']],
    ['none of none', { ready: 0, desired: 0 }, []],
    ['none yet', { ready: 0, createdAt: ago(2 * MINUTE - 1) }, ['info']],
    [
      'none after 2 min',
      { ready: 0, createdAt: ago(2 * MINUTE) },
      ['critical'],
    ],
    ['none of unknown age', { ready: 0, createdAt: '' }, ['critical']],
    ['some', { ready: 1 }, []],
  ])('unavailable: %s', (_, overrides, severities) => {
    const workloads = [someWorkload(overrides)];
    expect(severitiesOf('workload-unavailable', { workloads })).toEqual(
      severities,
    );
  });

  it.each([
    ['at once', { ready: 2 }, undefined, ['info']],
    ['for less than 15 min', { ready: 2 }, 15 * MINUTE - 1, ['info']],
    ['for 15 min', { ready: 2 }, 15 * MINUTE, ['warning']],
    ['DNS', { ready: 2, name: 'coredns' }, 15 * MINUTE, ['degraded']],
    ['all', { ready: 3 }, 15 * MINUTE, []],
    ['more than all', { ready: 4 }, 15 * MINUTE, []],
    ['none, which is another finding', { ready: 0 }, 15 * MINUTE, []],
  ])('short: %s', (_, overrides, seen, severities) => {
    const workloads = [someWorkload(overrides)];
    expect(severitiesOf('workload-short', { workloads }, seen)).toEqual(
      severities,
    );
  });
});

it('what began before anybody watched counts from when it was first seen', () => {
  const workloads = [someWorkload({ ready: 2 })];
  const since = (ms: number) =>
    findWorkloads({ workloads }, undefined, TEST_NOW - ms)[0].severity;
  expect(since(15 * MINUTE - 1)).toBe('info');
  expect(since(15 * MINUTE)).toBe('warning');
});

describe('containers', () => {
  const loop: ContainerTrouble = {
    name: 'app',
    waiting: 'CrashLoopBackOff',
    terminated: { reason: 'Error', exitCode: 137, at: ago(MINUTE) },
    restarts: 7,
  };
  const oom = (at: string | undefined, restarts = 1): ContainerTrouble => ({
    name: 'app',
    terminated: { reason: 'OOMKilled', exitCode: 137, at },
    restarts,
  });
  const nodes = someNodes(1);
  const world = (...troubles: ContainerTrouble[]) => ({
    nodes,
    pods: troubles.map((trouble, index) =>
      aPod({
        name: `p-${index}`,
        nodeName: nodes[0].name,
        troubles: [trouble],
      }),
    ),
  });

  it('that crash in two pods of a workload are one finding', () => {
    const found = findWorkloads(world(loop, { ...loop, restarts: 9 }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      rule: 'workload-crash-loop',
      severity: 'degraded',
      value: { value: 2, unit: 'count' },
      detail: 'app CrashLoopBackOff Error (137)',
      params: { count: 2, pod: 'p-0', container: 'app', restarts: 9 },
    });
  });

  it.each(['ImagePullBackOff', 'ErrImagePull', 'InvalidImageName'])(
    'that wait with %s lack their image',
    waiting => {
      const facts = world({ name: 'app', waiting, restarts: 0 });
      expect(severitiesOf('workload-image-pull', facts)).toEqual(['degraded']);
    },
  );

  it.each([
    ['within the hour', [oom(ago(HOUR))], ['warning'], 1],
    ['before', [oom(ago(HOUR + 1))], [], 0],
    ['at an unknown time', [oom(undefined)], ['warning'], 1],
    ['twice', [oom(ago(1)), oom(ago(2))], ['warning'], 2],
    ['thrice', [oom(ago(1)), oom(ago(2)), oom(ago(3))], ['degraded'], 3],
    [
      'again and again',
      [{ ...oom(ago(1), 3), waiting: 'CrashLoopBackOff' }],
      ['degraded'],
      3,
    ],
  ])('killed for memory %s', (_, troubles, severities, kills) => {
    const facts = world(...troubles);
    const found = findWorkloads(facts).filter(
      ({ rule }) => rule === 'workload-oom-killed',
    );
    expect(found.map(({ severity }) => severity)).toEqual(severities);
    expect(found.map(({ value }) => value?.value)).toEqual(
      kills ? [kills] : [],
    );
  });

  it('of pods that go away, or that wait for another reason, are no fault of these', () => {
    const [pod] = world(loop).pods;
    expect(
      findWorkloads({ nodes, pods: [{ ...pod, deleting: true }] }),
    ).toEqual([]);
    expect(
      findWorkloads(
        world({
          name: 'app',
          waiting: 'CreateContainerConfigError',
          restarts: 0,
        }),
      ),
    ).toEqual([]);
  });

  it('say why too few of a workload are ready', () => {
    const waits = (waiting: string): ContainerTrouble => ({
      name: 'app',
      waiting,
      restarts: 0,
    });
    const facts = {
      ...world(waits('RunContainerError'), waits('CreateContainerConfigError')),
      workloads: [someWorkload({ ready: 1 })],
    };
    expect(findWorkloads(facts)[0]).toMatchObject({
      rule: 'workload-short',
      detail: 'CreateContainerConfigError, RunContainerError',
    });
  });

  it('of a pod without a controller stand for the pod', () => {
    const [pod] = world(loop).pods;
    const bare = { ...pod, ownerKind: undefined, ownerName: undefined };
    expect(findWorkloads({ nodes, pods: [bare] })[0].object).toEqual({
      kind: 'Pod',
      namespace: 'textloom',
      name: 'p-0',
    });
  });
});
