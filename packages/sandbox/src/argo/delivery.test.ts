import { expectHealthy } from '../scenarios/__testUtils__/worlds';
import { digestFor } from '../world/images';
import { DEPLOYMENTS, getOf, Workload } from '../world/objects';
import { followRepository } from './__testUtils__/deliveries';
import { ROLLOUTS, RolloutStatus } from './types';

jest.setTimeout(60_000);

const API = 'textloom-api';
const [OLD, NEW] = ['1.7.2', '1.8.0'].map(v => digestFor(API, v));

type Followed = Awaited<ReturnType<typeof followRepository>>;

/** Changes a Rollout's status as `kubectl argo rollouts` does. */
function patch({ world, rollout }: Followed, status: RolloutStatus) {
  const before = rollout(API);
  world.store.update(ROLLOUTS.resource, {
    ...before,
    status: { ...before.status, ...status },
  });
}

const promote = (followed: Followed) =>
  patch(followed, { pauseConditions: null });

const deploymentOf = ({ world }: Followed) =>
  getOf(world.store, DEPLOYMENTS, 'textloom', API) as Workload;

describe('without a rollout', () => {
  it('is in sync with what it was filled with, in every environment', async () => {
    const { application, pass, world } = await followRepository(
      'textloom-nonprod',
    );
    await pass(3);
    const apps = ['dev', 'test', 'staging'].map(environment =>
      application(`${API}-${environment}`),
    );
    expect(
      apps.map(({ status }) => [
        status?.sync?.status,
        status?.health?.status,
        status?.history?.length,
      ]),
    ).toEqual(Array(3).fill(['Synced', 'Healthy', 1]));
    const { revision } = world.store;
    await pass(1);
    const written = world.store
      .eventsSince('applications.argoproj.io', revision)
      ?.map(({ object }) => object.metadata.name);
    expect(written).toEqual([]);
  });

  it('rolls to a new commit by itself, and says which', async () => {
    const { application, pass, deploy, running } = await followRepository(
      'textloom-nonprod',
    );
    const commit = deploy('dev', API, '1.8.0');
    await pass(1);
    expect(application(`${API}-dev`).status).toMatchObject({
      sync: { status: 'OutOfSync', revision: commit },
      operationState: { phase: 'Running' },
    });
    await pass(60);
    expect(running('dev', API)).toEqual({ [NEW]: 2 });
    expect(running('test', API)).toEqual({ [OLD]: 2 });
    expect(application(`${API}-dev`)).toMatchObject({
      status: {
        sync: { status: 'Synced', revision: commit },
        health: { status: 'Healthy' },
        operationState: {
          phase: 'Succeeded',
          operation: { initiatedBy: { automated: true } },
          syncResult: { revision: commit },
        },
        history: [{ id: 0 }, { id: 1, revision: commit }],
      },
    });
    expect(application(`${API}-dev`)).not.toHaveProperty('operation');
  });

  it('keeps the information of an operation that somebody asks for', async () => {
    const { application, pass, world, gitops } = await followRepository(
      'textloom-nonprod',
    );
    const info = [{ name: 'textloom.io/approval-fingerprint', value: 'phi' }];
    const revision = gitops.latest()?.commit ?? '';
    world.store.update('applications.argoproj.io', {
      ...application(`${API}-dev`),
      operation: { info, sync: { revision } },
    });
    await pass(3);
    expect(application(`${API}-dev`).status?.operationState).toMatchObject({
      phase: 'Succeeded',
      operation: { info },
      syncResult: { revision },
    });
  });

  it('cannot sync a commit that is not there, nor a folder that is broken', async () => {
    const { application, pass, world, change } = await followRepository(
      'textloom-nonprod',
    );
    world.store.update('applications.argoproj.io', {
      ...application(`${API}-dev`),
      operation: { sync: { revision: 'f'.repeat(40) } },
    });
    await pass(4);
    expect(application(`${API}-dev`).status?.operationState).toMatchObject({
      phase: 'Error',
      message: expect.stringContaining('unable to resolve'),
    });
    change(`environments/test/${API}/deployment.yaml`, /^/, '{');
    await pass(2);
    expect(application(`${API}-test`).status).toMatchObject({
      sync: { status: 'Unknown' },
      conditions: [{ type: 'ComparisonError' }],
    });
  });

  it('leaves what somebody changes by hand, and shows it', async () => {
    const { application, pass, world, running } = await followRepository(
      'textloom-nonprod',
    );
    const before = getOf(world.store, DEPLOYMENTS, 'dev', API) as Workload;
    const { template } = before.spec;
    const [main, ...others] = template.spec.containers;
    const image = main.image.replace(OLD, NEW);
    world.store.update(DEPLOYMENTS.resource, {
      ...before,
      metadata: {
        ...before.metadata,
        generation: (before.metadata.generation ?? 1) + 1,
      },
      spec: {
        ...before.spec,
        template: {
          ...template,
          spec: {
            ...template.spec,
            containers: [{ ...main, image }, ...others],
          },
        },
      },
    });
    await pass(60);
    expect(running('dev', API)).toEqual({ [NEW]: 2 });
    expect(application(`${API}-dev`).status).toMatchObject({
      sync: { status: 'OutOfSync' },
      health: { status: 'Healthy' },
    });
  });
});

describe('with a rollout', () => {
  let followed: Followed;

  beforeEach(async () => {
    followed = await followRepository('textloom-prod');
    await followed.pass(3);
  });

  it('is healthy at first, and nothing moves', async () => {
    const { rollout, application, running, world, pass } = followed;
    expect(rollout(API).status).toMatchObject({ phase: 'Healthy' });
    expect(application(`${API}-prod`).status).toMatchObject({
      sync: { status: 'Synced' },
      health: { status: 'Healthy' },
    });
    expect(running('textloom', API)).toEqual({ [OLD]: 6 });
    const { revision } = world.store;
    await pass(2);
    expect(world.store.eventsSince(ROLLOUTS.resource, revision)).toEqual([]);
    expectHealthy(world);
  });

  it('moves from pause to pause as it is promoted, and is one version at the end', async () => {
    const { rollout, application, running, pass, deploy, world } = followed;
    const first = rollout(API).status?.stableRS;
    deploy('prod', API, '1.8.0');
    const seen: unknown[] = [];
    for (const [weight, pods] of [
      [5, 1],
      [25, 2],
      [50, 3],
    ]) {
      await pass(20);
      const { status } = rollout(API);
      expect(status).toMatchObject({
        phase: 'Paused',
        message: 'CanaryPauseStep',
        stableRS: first,
        pauseConditions: [{ reason: 'CanaryPauseStep' }],
        canary: {
          weights: {
            canary: { weight, podTemplateHash: status?.currentPodHash },
            stable: { weight: 100 - weight, podTemplateHash: first },
          },
        },
      });
      seen.push(status?.currentStepIndex);
      expect(running('textloom', API)).toEqual({ [OLD]: 6, [NEW]: pods });
      expect(application(`${API}-prod`).status).toMatchObject({
        sync: { status: 'Synced' },
        health: { status: 'Suspended' },
      });
      await pass(30);
      expect(rollout(API).status?.currentStepIndex).toBe(seen.at(-1));
      promote(followed);
    }
    expect(seen).toEqual([1, 3, 5]);
    await pass(90);
    const { status } = rollout(API);
    expect(status).toMatchObject({ phase: 'Healthy', currentStepIndex: 7 });
    expect(status?.stableRS).toBe(status?.currentPodHash);
    expect(status?.stableRS).not.toBe(first);
    expect(running('textloom', API)).toEqual({ [NEW]: 6 });
    expect(deploymentOf(followed).spec.paused).toBeUndefined();
    expect(application(`${API}-prod`).status?.health?.status).toBe('Healthy');
    expectHealthy(world);
  });

  it('goes back at once when it is aborted, and is well again after a revert', async () => {
    const { rollout, application, running, pass, deploy, world } = followed;
    const first = rollout(API).status?.stableRS;
    deploy('prod', API, '1.9.0');
    await pass(20);
    promote(followed);
    await pass(20);
    patch(followed, { abort: true });
    await pass(10);
    expect(running('textloom', API)).toEqual({ [OLD]: 6 });
    expect(rollout(API).status).toMatchObject({
      abort: true,
      phase: 'Degraded',
      currentStepIndex: 0,
      stableRS: first,
      canary: { weights: { canary: { weight: 0 }, stable: { weight: 100 } } },
    });
    expect(application(`${API}-prod`).status?.health?.status).toBe('Degraded');
    deploy('prod', API, '1.7.2');
    await pass(20);
    expect(rollout(API).status).toMatchObject({
      phase: 'Healthy',
      currentPodHash: first,
      stableRS: first,
      abort: false,
    });
    expect(application(`${API}-prod`).status).toMatchObject({
      sync: { status: 'Synced' },
      health: { status: 'Healthy' },
    });
    expect(running('textloom', API)).toEqual({ [OLD]: 6 });
    expectHealthy(world);
  });

  it('begins anew when another version comes while one is on trial', async () => {
    const { rollout, running, pass, deploy } = followed;
    deploy('prod', API, '1.8.0');
    await pass(20);
    promote(followed);
    await pass(20);
    deploy('prod', API, '1.8.1');
    await pass(30);
    expect(rollout(API).status).toMatchObject({
      phase: 'Paused',
      currentStepIndex: 1,
    });
    expect(running('textloom', API)).toEqual({
      [OLD]: 6,
      [digestFor(API, '1.8.1')]: 1,
    });
  });

  it('keeps its stable pods when one goes during a trial', async () => {
    const { running, pass, deploy, world } = followed;
    deploy('prod', API, '1.8.0');
    await pass(20);
    const [stable] = world.store
      .list('pods', 'textloom')
      .filter(
        ({ metadata }) =>
          metadata.labels?.['app.kubernetes.io/instance'] === API &&
          !metadata.labels['rollouts-pod-template-hash'],
      );
    world.store.remove('pods', 'textloom', stable.metadata.name);
    await pass(20);
    expect(running('textloom', API)).toEqual({ [OLD]: 6, [NEW]: 1 });
  });

  it('does not move while it is paused by hand', async () => {
    const { rollout, running, pass, deploy, world } = followed;
    deploy('prod', API, '1.8.0');
    await pass(20);
    const before = rollout(API);
    world.store.update(ROLLOUTS.resource, {
      ...before,
      spec: { ...before.spec, paused: true },
      status: { ...before.status, pauseConditions: null },
    });
    await pass(20);
    expect(rollout(API).status).toMatchObject({ phase: 'Paused' });
    expect(running('textloom', API)).toEqual({ [OLD]: 6, [NEW]: 1 });
    world.store.update(ROLLOUTS.resource, {
      ...rollout(API),
      spec: before.spec,
    });
    await pass(20);
    expect(running('textloom', API)).toEqual({ [OLD]: 6, [NEW]: 2 });
  });
});
