import { HOUR } from '@textloom/kernel';
import fc from 'fast-check';
import { CommandContext, Incident } from './context';
import { breakGlass, permittingIncidents } from './glass';
import { proposalView } from './proposalView';
import { aContext, anActor, aProposal, TEST_NOW } from '../testUtils';

const sre = (incidents: readonly Incident[]): CommandContext =>
  aContext({ actor: anActor('sre'), around: { incidents } });
const incident = (id: string, severity: string, since?: number): Incident => ({
  id,
  severity,
  title: id,
  ...(since ? { since } : {}),
});

describe('incidents that permit emergency use', () => {
  it('are those of the severities of the policy, each once, the gravest and oldest first', () => {
    const open = [
      incident('d', 'P1'),
      incident('c', 'P1', TEST_NOW),
      incident('b', 'P1', TEST_NOW - HOUR),
      incident('x', 'P2', 1),
      incident('a', 'P0', TEST_NOW),
      incident('b', 'P1', TEST_NOW - HOUR),
    ];
    const ids = permittingIncidents(sre(open)).map(({ id }) => id);
    expect(ids).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are on the page while it waits, and not once it has begun', () => {
    const allowed = {
      create: true,
      decide: true,
      control: true,
      breakGlass: true,
    };
    const viewOf = (state: 'Pending' | 'Executing') =>
      proposalView({
        proposal: aProposal({ state }),
        ctx: sre([incident('a', 'P0')]),
        allowed,
        log: [],
        verification: { state: 'verified', events: 0, at: TEST_NOW },
      });
    expect(viewOf('Pending').incidents).toHaveLength(1);
    expect(viewOf('Executing').incidents).toEqual([]);
  });

  it('are asked for by id, and no other id opens anything (S19)', () => {
    const arbitraryIncident = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      severity: fc.constantFrom('P0', 'P1', 'P2', 'p0', ''),
      title: fc.constant('t'),
    });
    fc.assert(
      fc.property(
        fc.array(arbitraryIncident, { maxLength: 4 }),
        fc.constantFrom('a', 'b', 'c', ''),
        (open, id) => {
          const named = open.some(
            one => one.id === id && ['P0', 'P1'].includes(one.severity),
          );
          const outcome = breakGlass(
            aProposal(),
            { incident: id, reason: 'r' },
            sre(open),
          );
          expect(outcome).toMatchObject(
            named
              ? { ok: true }
              : {
                  ok: false,
                  reasons: [
                    {
                      code: 'no-incident',
                      params: { incident: id, severities: 'P0, P1' },
                    },
                  ],
                },
          );
        },
      ),
    );
  });
});
