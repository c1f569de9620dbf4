import { mockServices } from '@backstage/backend-test-utils';
import {
  adopt,
  imageName,
  Proposal,
  revert,
} from '@textloom/plugin-deployments-common';
import { manifest, World } from './__testUtils__/world';
import { Watcher } from './Watcher';

const FILE = 'environments/prod/api/rollout.yaml';
const EXTRA = 'environments/prod/api/extra.yaml';
const OTHER = {
  repository: 'registry/api',
  digest: `sha256:${'7'.repeat(64)}`,
};
const isState =
  (...states: Proposal['state'][]) =>
  ({ state }: Proposal) =>
    states.includes(state);

/** Somebody changes the cluster by hand. */
const byHand = (world: World) => {
  world.cluster.manual = OTHER;
};

/** Somebody commits past the portal, and the cluster follows the branch. */
const byCommit = (world: World) => {
  const revision = world.repository.push({ [FILE]: manifest('7') }, 'Hot fix');
  world.cluster.operation = { phase: 'Running', revision };
  world.cluster.reconcile();
};

const watcherOf = (world: World) =>
  new Watcher({
    store: world.store.asStore(),
    delivery: world.cluster,
    holder: 'watcher',
    logger: mockServices.logger.mock(),
  });

/** A release that was deployed and then changed past the portal. */
async function changed(change: (world: World) => void) {
  const world = new World();
  await world.propose();
  await world.until(isState('Succeeded'));
  await world.executor.stop();
  change(world);
  const watcher = watcherOf(world);
  await watcher.look();
  await watcher.look();
  expect((await world.store.get('proposal-1')).state).toBe('Diverged');
  await world.store.release(world.place, 'watcher');
  world.newProcess();
  return { world, watcher };
}

const revertIt = (world: World) =>
  world.act('ana', (proposal, ctx) =>
    revert(proposal, { reason: 'Nobody asked for it' }, ctx),
  );

describe('reverting what was changed past the portal', () => {
  it('syncs again what the repository has, where only the cluster was changed', async () => {
    const { world } = await changed(byHand);
    const commits = world.repository.commits.length;
    await revertIt(world);
    const proposal = await world.until(isState('Succeeded', 'NeedsHuman'));
    expect(proposal.state).toBe('Succeeded');
    expect(world.cluster.manual).toBeUndefined();
    expect(world.repository.commits).toHaveLength(commits);
    expect(world.events().slice(-6)).toEqual([
      'diverged',
      'restore-started',
      'taken-over',
      'restored',
      'synced',
      'succeeded',
    ]);
  });

  it('commits what was approved, where the repository was changed', async () => {
    const { world } = await changed(byCommit);
    await revertIt(world);
    await world.until(isState('Succeeded'));
    const last = world.repository.commits.at(-1);
    expect(last?.files.get(FILE)).toBe(manifest('2'));
    expect(last?.message).toContain('Restores-Approval-Id: proposal-1 ');
    expect(world.cluster.stable.digest).toBe(`sha256:${'2'.repeat(64)}`);
    expect(world.events()).toContain('restore-intended');
  });

  it('can be done again after another change', async () => {
    const { world, watcher } = await changed(byCommit);
    await revertIt(world);
    await world.until(isState('Succeeded'));
    await world.executor.stop();
    byCommit(world);
    for (let seconds = 0; seconds < 10; seconds++) {
      world.now += 1_000;
      world.cluster.reconcile();
    }
    await watcher.look();
    await watcher.look();
    await world.store.release(world.place, 'watcher');
    world.newProcess();
    await revertIt(world);
    await world.until(isState('Succeeded'));
    expect(world.repository.commits.at(-1)?.files.get(FILE)).toBe(
      manifest('2'),
    );
  });

  it('writes nothing that is not what was approved, and asks a person', async () => {
    const { world } = await changed(before => {
      byCommit(before);
      before.repository.push({ [EXTRA]: manifest('3') }, 'One more file');
    });
    const commits = world.repository.commits.length;
    await revertIt(world);
    const proposal = await world.until(isState('Succeeded', 'NeedsHuman'));
    expect(proposal.state).toBe('NeedsHuman');
    expect(world.repository.commits).toHaveLength(commits);
  });

  it('takes the release back where it had not succeeded yet', async () => {
    const world = new World({ rules: { soakMs: 20_000 } });
    await world.propose();
    await world.until(isState('Soaking'));
    byHand(world);
    await world.until(isState('Diverged'));
    await revertIt(world);
    await world.until(isState('Aborted'));
    expect(world.cluster.stable.digest).toBe(`sha256:${'1'.repeat(64)}`);
  });

  it.each([['by hand', byHand] as const, ['by a commit', byCommit] as const])(
    'comes to the same end wherever the process is killed: %s',
    async (_, change) => {
      const end = async (killAfter: number) => {
        const { world } = await changed(change);
        await revertIt(world);
        world.calls = 0;
        world.killAfter = killAfter;
        await world.until(isState('Succeeded', 'NeedsHuman'));
        const { calls } = world;
        return {
          calls,
          end: {
            state: (await world.store.get('proposal-1')).state,
            stable: world.cluster.stable,
            manual: world.cluster.manual,
            commits: world.repository.commits.map(
              ({ message }) => message.split('\n')[0],
            ),
            events: world
              .events()
              .filter(type => type !== 'taken-over' && type !== 'holding'),
          },
        };
      };
      const whole = await end(Infinity);
      expect(whole.end.state).toBe('Succeeded');
      for (let call = 1; call <= whole.calls; call++) {
        expect((await end(call)).end).toEqual(whole.end);
      }
    },
  );
});

describe('adopting what was changed past the portal', () => {
  it('makes it what is to run, and further changes are noticed', async () => {
    const { world, watcher } = await changed(byHand);
    await world.act('ana', (proposal, ctx) =>
      adopt(
        { ...proposal, owner: 'group:default/leads' },
        { running: [imageName(OTHER)], reason: 'A hot fix' },
        ctx,
      ),
    );
    const state = async () => (await world.store.get('proposal-1')).state;
    await watcher.look();
    await watcher.look();
    expect(await state()).toBe('Adopted');

    world.cluster.manual = { ...OTHER, digest: `sha256:${'8'.repeat(64)}` };
    await watcher.look();
    await watcher.look();
    expect(await state()).toBe('Diverged');
    expect(world.store.logs.get('proposal-1')?.at(-1)?.event).toMatchObject({
      expected: [imageName(OTHER)],
    });
  });
});
