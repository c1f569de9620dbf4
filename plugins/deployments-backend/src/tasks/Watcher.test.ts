import { mockServices } from '@backstage/backend-test-utils';
import { World } from './__testUtils__/world';
import { Watcher } from './Watcher';

const OTHER = {
  repository: 'registry/api',
  digest: `sha256:${'7'.repeat(64)}`,
};

describe('Watcher', () => {
  const setUp = async () => {
    const world = new World();
    await world.propose();
    await world.until(({ state }) => state === 'Succeeded');
    await world.executor.stop();
    const watcher = new Watcher({
      store: world.store.asStore(),
      delivery: world.cluster,
      holder: 'watcher',
      logger: mockServices.logger.mock(),
    });
    const state = async () => (await world.store.get('proposal-1')).state;
    return { world, watcher, state };
  };

  it('lets alone what runs as it was deployed', async () => {
    const { watcher, state } = await setUp();
    await watcher.look();
    await watcher.look();
    expect(await state()).toBe('Succeeded');
  });

  it('asks the owners about what was changed past the portal, once it lasts', async () => {
    const { world, watcher, state } = await setUp();
    world.cluster.manual = OTHER;
    await watcher.look();
    expect(await state()).toBe('Succeeded');
    await watcher.look();
    expect(await state()).toBe('Diverged');
    expect(world.store.logs.get('proposal-1')?.at(-1)?.event).toEqual({
      type: 'diverged',
      observed: [`registry/api@${OTHER.digest}`],
      expected: [`registry/api@sha256:${'2'.repeat(64)}`],
    });
    await watcher.look();
    expect(world.events().filter(type => type === 'diverged')).toHaveLength(1);
  });

  it('forgets what was only there for a moment', async () => {
    const { world, watcher, state } = await setUp();
    world.cluster.manual = OTHER;
    await watcher.look();
    world.cluster.manual = undefined;
    await watcher.look();
    world.cluster.manual = OTHER;
    await watcher.look();
    expect(await state()).toBe('Succeeded');
  });

  it('says nothing of what it cannot see', async () => {
    const { world, watcher, state } = await setUp();
    world.cluster.manual = OTHER;
    await watcher.look();
    world.cluster.unreachable = true;
    await watcher.look();
    expect(await state()).toBe('Succeeded');
  });
});
