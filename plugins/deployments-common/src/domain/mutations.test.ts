import fc from 'fast-check';
import { STEP_GUARDS } from './guards';
import { arbitraryCommands, Simulation } from './__testUtils__/simulate';
import { ALL_GUARDS, Guards, run } from './__testUtils__/run';
import { arbitraryWorld } from './__testUtils__/world';
import { VOTE_GUARDS } from './vote';

/**
 * Guards that the model's world has no occasion for: it has one release and no figures, and what was rejected has ended
 * already. Their own tables test them.
 */
const ELSEWHERE = ['ref', 'denied', 'target', 'limits', 'veto'];

function isRed(guards: Guards): boolean {
  const result = fc.check(
    fc.property(arbitraryWorld, arbitraryCommands, (world, commands) => {
      const sim = new Simulation(world);
      commands.forEach(command => run(sim, command, guards));
    }),
    { numRuns: 5_000, seed: 4, endOnFailure: true },
  );
  return result.failed;
}

function without<T extends object>(guards: T, name: string): T {
  return Object.fromEntries(
    Object.entries(guards).filter(([key]) => key !== name),
  ) as T;
}

describe('each guard, left out, makes the model disagree', () => {
  it.each(Object.keys(STEP_GUARDS).filter(name => !ELSEWHERE.includes(name)))(
    'step: %s',
    name => {
      const step = without(STEP_GUARDS, name);
      expect(isRed({ ...ALL_GUARDS, step })).toBe(true);
    },
  );

  it.each(Object.keys(VOTE_GUARDS))('vote: %s', name => {
    const vote = without(VOTE_GUARDS, name);
    expect(isRed({ ...ALL_GUARDS, vote })).toBe(true);
  });
});
