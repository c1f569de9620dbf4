import { Proposal } from '@textloom/plugin-deployments-common';
import { WITHIN, World } from './__testUtils__/world';

const ELSEWHERE = 'Something else';

/** Lets a release run to its end, in a process that is killed after the n-th call of a port. */
async function run(killAfter: number, disturb: (world: World) => void) {
  const world = new World();
  world.killAfter = killAfter;
  await world.propose();
  let isDisturbed = false;
  let proposal: Proposal = await world.store.get('proposal-1');
  for (let seconds = 0; proposal.endedAt === undefined; seconds++) {
    if (seconds > 300) {
      throw new Error(`No end; killed after ${killAfter}: ${world.events()}`);
    }
    disturb(world);
    await world.second();
    // Whoever comes after a killed process finds that the branch has gone on.
    if (world.calls >= killAfter && !isDisturbed) {
      isDisturbed = true;
      world.repository.push({ 'elsewhere.yaml': 'x' }, ELSEWHERE);
    }
    proposal = await world.store.get('proposal-1');
  }
  const { execution } = proposal;
  const { commits } = world.repository;
  const named = (commit = '') =>
    commits
      .find(({ id }) => Number(id) === Number(commit))
      ?.message.split('\n')[0];
  return {
    world,
    outcome: {
      state: proposal.state,
      commit: named(execution?.commit),
      revertCommit: named(execution?.revertCommit),
      weight: execution?.weight,
      trigger: execution?.rollback?.trigger.kind,
      // Who carries it out may change, and why it waits in between; nothing else.
      events: world
        .events()
        .filter(type => type !== 'taken-over' && type !== 'holding'),
      effects: world.cluster.effects.map(effect =>
        effect.replace(/^sync (\d+)/, (_, commit) => `sync ${named(commit)}`),
      ),
      commits: commits.flatMap(({ message }) =>
        message === ELSEWHERE ? [] : message.split('\n')[0],
      ),
      files: [...(commits.at(-1)?.files ?? [])].filter(
        ([path]) => path !== 'elsewhere.yaml',
      ),
      stable: world.cluster.stable,
    },
  };
}

describe.each([
  ['success', () => {}, 'Succeeded'],
  [
    'a rollback at 25 %',
    (world: World) => {
      const weight = world.cluster.effects.includes('promote 5');
      world.figures = weight ? { ...WITHIN, errorRatePercent: 9 } : WITHIN;
    },
    'RolledBack',
  ],
  [
    'a rollback from all traffic',
    (world: World) => {
      const isFull = world.events().includes('full-traffic');
      world.figures = isFull ? { ...WITHIN, p95Ms: 9_000 } : WITHIN;
    },
    'RolledBack',
  ],
])('a process that is killed on the way to %s', (_, disturb, state) => {
  it('is followed by one that ends it in the same way, with no effect twice', async () => {
    const smooth = await run(Infinity, disturb);
    expect(smooth.outcome.state).toBe(state);
    const { calls } = smooth.world;
    expect(calls).toBeGreaterThan(50);
    for (let killAfter = 1; killAfter <= calls; killAfter++) {
      const { outcome } = await run(killAfter, disturb);
      expect({ killAfter, ...outcome }).toEqual({
        killAfter,
        ...smooth.outcome,
      });
    }
  });
});
