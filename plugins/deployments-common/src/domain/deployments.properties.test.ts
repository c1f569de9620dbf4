import fc from 'fast-check';
import { fold } from './fold';
import { verifyChain } from './log';
import { arbitraryCommands, Simulation } from './__testUtils__/simulate';
import { ALL_GUARDS, run } from './__testUtils__/run';
import { arbitraryWorld } from './__testUtils__/world';
import { Proposal } from './proposal';

describe('a proposal and its model, over generated people, rules, votes and time', () => {
  it('agree on every command (S1–S8, S11–S14, S17, S19, S22, L1–L3)', () => {
    const model = fc.property(
      arbitraryWorld,
      arbitraryCommands,
      (world, commands) => {
        const sim = new Simulation(world);
        commands.forEach(command => run(sim, command, ALL_GUARDS));
      },
    );
    expect(() => fc.assert(model, { numRuns: 1500 })).not.toThrow();
  });

  it('is what its log says, and the log is what was written (S20)', () => {
    fc.assert(
      fc.property(
        arbitraryWorld,
        arbitraryCommands,
        fc.nat(),
        (world, commands, choice) => {
          const sim = new Simulation(world);
          commands.forEach(command => run(sim, command, ALL_GUARDS));
          const log: typeof sim.log = JSON.parse(JSON.stringify(sim.log));
          expect(verifyChain(log)).toMatchObject({ state: 'verified' });
          const folded = log.reduce<Proposal | undefined>(
            (before, { event, actor, at }) =>
              fold(before, event, { actor, at }),
            undefined,
          );
          expect(JSON.stringify(folded)).toBe(JSON.stringify(sim.proposal));
          expect(folded?.version).toBe(log.length);

          const at = choice % log.length;
          const edited = log.map((entry, index) =>
            index === at ? { ...entry, actor: `${entry.actor}x` } : entry,
          );
          expect(verifyChain(edited)).toMatchObject({
            state: 'broken',
            sequence: at + 1,
          });
          const dropped = log.filter((_, index) => index !== at);
          // What is cut off at the end is seen only from outside.
          const { state } = verifyChain(dropped);
          expect(state).toBe(at < log.length - 1 ? 'broken' : 'verified');
        },
      ),
      { numRuns: 200 },
    );
  });
});
