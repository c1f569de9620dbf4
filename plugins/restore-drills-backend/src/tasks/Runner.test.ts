import { readdirSync } from 'node:fs';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { eventually } from '../__testUtils__/eventually';
import { untilAborted } from '../__testUtils__/fakeDriver';
import {
  ID,
  problemsOf,
  RunnerWorld,
  statesOf,
} from '../__testUtils__/runnerWorld';
import { as } from '../__testUtils__/stores';
import { drillId, happen, queues } from '../__testUtils__/testDrills';

describe('Runner', () => {
  let world: RunnerWorld;

  beforeEach(() => {
    world = new RunnerWorld();
  });

  afterEach(() => world.close());

  it('ends what was cancelled, and takes it down', async () => {
    world.driver.answers.restore = untilAborted;
    const { runner } = await world.begin();
    await world.queue();
    await eventually(() => expect(world.driver.calls).toContain('restore'));
    await world.memory.store.transact(
      ID,
      as('sre'),
      happen({ type: 'cancel-requested' }),
    );
    runner.wake();
    const drill = await world.end();
    expect(drill.outcome).toEqual({
      kind: 'cancelled',
      by: 'user:default/sre',
    });
    expect(statesOf(drill)).toMatchObject({
      restore: 'failed',
      recover: 'skipped',
      teardown: 'passed',
    });
    expect(world.driver.made.size).toBe(0);
  });

  it('ends what takes too long', async () => {
    world.driver.answers.recover = untilAborted;
    await world.begin();
    await world.queue({ timeLimitMs: 150 });
    const drill = await world.end();
    expect(drill.outcome).toMatchObject({ verdict: 'FAIL' });
    expect(problemsOf(drill)).toEqual([{ code: 'time-limit' }]);
    expect(world.driver.made.size).toBe(0);
  });

  it('ends a drill of a store that is no longer configured', async () => {
    await world.begin({ store: { id: 'users' } });
    await world.queue();
    expect((await world.end()).outcome).toEqual({
      kind: 'refused',
      problems: [{ code: 'not-configured', subject: 'orders' }],
    });
  });

  it('leaves a drill where it is when it stops, and another goes on', async () => {
    world.driver.answers.restore = untilAborted;
    const { runner } = await world.begin();
    await world.queue();
    await eventually(() => expect(world.driver.calls).toContain('restore'));
    await runner.stop();
    await expect(world.drill()).resolves.toMatchObject({ state: 'Running' });
    world.driver.answers = {};
    await world.begin({}, { leases: world.memory.leasesOf('other') });
    const drill = await world.end();
    expect(drill.outcome).toMatchObject({ verdict: 'PASS' });
    const restores = drill.steps.filter(({ step }) => step === 'restore');
    expect(restores.map(({ state, attempt }) => [state, attempt])).toEqual([
      ['interrupted', 1],
      ['passed', 2],
    ]);
    expect(drill.findings.rta?.phases).toContainEqual(
      expect.objectContaining({ name: 'restore', source: 'wall' }),
    );
  });

  it('writes nothing once another has taken over', async () => {
    let resume = () => {};
    world.driver.answers.restore = () =>
      new Promise(resolve => {
        resume = () => resolve({});
      });
    await world.begin({}, { ttlMs: 200 });
    await world.queue();
    await eventually(() => expect(world.driver.calls).toContain('restore'));
    const stolen = world.memory.leasesOf('thief').of('drill:orders', 900_000);
    world.ahead = 60_000;
    await expect(stolen.hold()).resolves.toBe(true);
    const before = (await world.memory.store.events(ID)).length;
    resume();
    await world.close();
    await expect(world.memory.store.events(ID)).resolves.toHaveLength(before);
  });

  it('does not wait forever for a driver that does not listen', async () => {
    world.driver.answers.restore = () => new Promise(() => {});
    await world.begin({}, { graceMs: 20 });
    await world.queue({ timeLimitMs: 100 });
    const drill = await world.end();
    expect(problemsOf(drill)).toEqual([{ code: 'time-limit' }]);
    expect(world.driver.made.size).toBe(0);
  });

  it('runs one drill of a store at a time, and evidence is one chain', async () => {
    const directory = createMockDirectory();
    await world.begin({}, { evidence: directory.resolve('evidence') });
    await world.queue();
    await world.end();
    await world.memory.store.transact(drillId(2), as('sre'), queues(2));
    await eventually(async () =>
      expect(await world.memory.store.evidenceChain()).toHaveLength(2),
    );
    await eventually(() =>
      expect(readdirSync(directory.resolve('evidence')).sort()).toEqual([
        `000001-${drillId(1)}.json`,
        `000002-${drillId(2)}.json`,
      ]),
    );
  });
});
