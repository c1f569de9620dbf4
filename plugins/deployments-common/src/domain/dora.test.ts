import { DAY, HOUR } from '@textloom/kernel';
import { doraOf } from './dora';
import { Proposal, ProposalState } from './proposal';
import { aProposal, aRelease, TEST_NOW } from '../testUtils';

const window = { from: TEST_NOW - 10 * DAY, to: TEST_NOW };

function ended(
  state: ProposalState,
  hours: { built: number; asked: number; began: number; end: number },
  rollback?: number,
): Proposal {
  const ago = (hour: number) => TEST_NOW - hour * HOUR;
  return aProposal({
    state,
    release: aRelease({ createdAt: ago(hours.built) }),
    requestedAt: ago(hours.asked),
    endedAt: ago(hours.end),
    execution: {
      token: 1,
      attempt: 1,
      startedAt: ago(hours.began),
      step: 0,
      weight: 0,
      waitingFor: [],
      ...(rollback === undefined
        ? {}
        : {
            rollback: {
              trigger: { kind: 'health', message: 'm' },
              at: ago(rollback),
            },
          }),
    },
  });
}

describe('doraOf', () => {
  it('measures what ended in the window', () => {
    const proposals = [
      ended('Succeeded', { built: 10, asked: 8, began: 6, end: 5 }),
      ended('Succeeded', { built: 30, asked: 28, began: 27, end: 20 }),
      ended('RolledBack', { built: 30, asked: 28, began: 27, end: 20 }, 21),
      ended('NeedsHuman', { built: 30, asked: 28, began: 27, end: 20 }),
      ended('Succeeded', { built: 999, asked: 998, began: 997, end: 996 }),
      aProposal({ state: 'Withdrawn', endedAt: TEST_NOW - 1 }),
    ];
    expect(doraOf(proposals, window)).toEqual({
      ...window,
      deployments: 4,
      deploymentsPerDay: 0.2,
      leadTimeMs: 7.5 * HOUR,
      waitingForPeopleMs: 1.5 * HOUR,
      changeFailPercent: 50,
      restoreMs: HOUR,
    });
  });

  it('says nothing of what it cannot measure', () => {
    expect(doraOf([], window)).toEqual({
      ...window,
      deployments: 0,
      deploymentsPerDay: 0,
    });
    expect(doraOf([], { from: 1, to: 1 })).toEqual({
      from: 1,
      to: 1,
      deployments: 0,
    });
  });
});
