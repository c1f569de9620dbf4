import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestFor } from '../world/images';
import { followRepository } from './__testUtils__/deliveries';
import { KeptRollouts } from './KeptRollouts';
import { ROLLOUTS, RolloutStatus } from './types';
import { underWay } from './underWay';

jest.setTimeout(30_000);

const API = 'textloom-api';
const PROD = 'textloom-prod';
const OLD = digestFor(API, '1.7.2');
const NEW = digestFor(API, '1.8.0');

type Followed = Awaited<ReturnType<typeof followRepository>>;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restart-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const patch = ({ world, rollout }: Followed, change: RolloutStatus) =>
  world.store.update(ROLLOUTS.resource, {
    ...rollout(API),
    status: { ...rollout(API).status, ...change },
  });
const promote = (followed: Followed) =>
  patch(followed, { pauseConditions: null });

/** A canary of a version that waits with a quarter of the traffic. */
async function atQuarter(version = '1.8.0'): Promise<Followed> {
  const followed = await followRepository(PROD);
  await followed.pass(3);
  followed.deploy('prod', API, version);
  await followed.pass(20);
  promote(followed);
  await followed.pass(20);
  return followed;
}

/** Leaves a world and builds it anew an hour later, from nothing but the repository and the file. */
async function leave({ world, history, clock }: Followed): Promise<Followed> {
  new KeptRollouts(folder).write(underWay(world));
  return followRepository(PROD, {
    history,
    now: clock.now + 3_600_000,
    kept: new KeptRollouts(folder).read(),
  });
}

it('keeps nothing while every service runs one version', async () => {
  const { world, pass } = await followRepository(PROD);
  await pass(3);
  expect(underWay(world)).toEqual({});
});

it('comes up in the middle of a canary, with its pods, its traffic and its health', async () => {
  const before = await atQuarter();
  const { status } = before.rollout(API);
  expect(status).toMatchObject({ currentStepIndex: 3, phase: 'Paused' });
  const after = await leave(before);
  const same = ({ rollout, world }: Followed) => {
    const { currentStepIndex, currentPodHash, stableRS, ...rest } =
      rollout(API).status ?? {};
    const { canary, pauseConditions, controllerPause } = rest;
    return {
      currentStepIndex,
      currentPodHash,
      stableRS,
      canary,
      pauseConditions,
      controllerPause,
      traffic: world.traffic.get(`textloom/${API}`),
    };
  };
  expect(same(after)).toEqual(same(before));
  expect(after.running('textloom', API)).toEqual({ [OLD]: 6, [NEW]: 2 });
  expect(after.application(`${API}-prod`).status).toMatchObject({
    sync: { status: 'Synced', revision: await after.history.head() },
    health: { status: 'Suspended' },
  });
  const { revision } = after.world.store;
  await after.pass(2);
  expect(after.world.store.eventsSince(ROLLOUTS.resource, revision)).toEqual(
    [],
  );
});

it('goes on from there to the end as it is promoted', async () => {
  const after = await leave(await atQuarter());
  promote(after);
  await after.pass(20);
  expect(after.rollout(API).status).toMatchObject({ currentStepIndex: 5 });
  expect(after.running('textloom', API)).toEqual({ [OLD]: 6, [NEW]: 3 });
  promote(after);
  await after.pass(90);
  const { status } = after.rollout(API);
  expect(status).toMatchObject({ phase: 'Healthy', currentStepIndex: 7 });
  expect(status?.stableRS).toBe(status?.currentPodHash);
  expect(after.running('textloom', API)).toEqual({ [NEW]: 6 });
  expect(underWay(after.world)).toEqual({});
});

it('is still held, and still aborted', async () => {
  const followed = await atQuarter();
  const { rollout, world, pass } = followed;
  world.store.update(ROLLOUTS.resource, {
    ...rollout(API),
    spec: { ...rollout(API).spec, paused: true },
  });
  await pass(3);
  const held = await leave(followed);
  promote(held);
  await held.pass(20);
  expect(held.rollout(API)).toMatchObject({
    spec: { paused: true },
    status: { currentStepIndex: 3, phase: 'Paused' },
  });
  patch(held, { abort: true });
  await held.pass(20);
  const aborted = await leave(held);
  expect(aborted.rollout(API).status).toMatchObject({
    abort: true,
    phase: 'Degraded',
    canary: { weights: { canary: { weight: 0 } } },
  });
  expect(aborted.running('textloom', API)).toEqual({ [OLD]: 6 });
});

it('ends with all traffic what had all steps behind it', async () => {
  const followed = await atQuarter();
  promote(followed);
  await followed.pass(20);
  promote(followed);
  await followed.pass(8);
  expect(followed.rollout(API).status?.phase).toBe('Progressing');
  const after = await leave(followed);
  await after.pass(90);
  expect(after.rollout(API).status).toMatchObject({ phase: 'Healthy' });
  expect(after.running('textloom', API)).toEqual({ [NEW]: 6 });
});

it('runs what Git holds when that has changed meanwhile', async () => {
  const followed = await atQuarter();
  followed.deploy('prod', API, '1.8.1');
  const after = await leave(followed);
  expect(after.rollout(API).status).toMatchObject({ phase: 'Healthy' });
  expect(after.running('textloom', API)).toEqual({
    [digestFor(API, '1.8.1')]: 6,
  });
});

it('runs what Git holds when what is kept of a version is not that version', async () => {
  const followed = await atQuarter();
  const kept = underWay(followed.world);
  const key = `textloom/${API}`;
  const stable = JSON.parse(JSON.stringify(kept[key].stable).replace(OLD, NEW));
  const after = await followRepository(PROD, {
    history: followed.history,
    now: followed.clock.now,
    kept: { [key]: { ...kept[key], stable } },
  });
  expect(after.rollout(API).status).toMatchObject({
    phase: 'Healthy',
    currentStepIndex: 7,
  });
});

it.each([
  ['is not JSON', '{'],
  ['lacks a part', `{"textloom/${API}":{"status":{},"traffic":[]}}`],
  ['is about nothing that is there', '{"textloom/none":{}}'],
])('runs what Git holds when the file %s', async (_, text) => {
  const { history, clock } = await atQuarter();
  await writeFile(join(folder, 'rollouts.json'), text);
  const after = await followRepository(PROD, {
    history,
    now: clock.now,
    kept: new KeptRollouts(folder).read(),
  });
  expect(after.running('textloom', API)).toEqual({ [NEW]: 6 });
  expect(after.rollout(API).status).toMatchObject({ phase: 'Healthy' });
});

it('writes only what has changed, and nothing without a folder', async () => {
  const { world } = await atQuarter();
  const kept = new KeptRollouts(folder);
  const path = join(folder, 'rollouts.json');
  kept.write(underWay(world));
  expect(JSON.parse(await readFile(path, 'utf8'))).toHaveProperty([
    `textloom/${API}`,
  ]);
  await rm(path);
  kept.write(underWay(world));
  await expect(readFile(path, 'utf8')).rejects.toThrow('ENOENT');
  const none = new KeptRollouts(undefined);
  none.write(underWay(world));
  expect(none.read()).toEqual({});
});
