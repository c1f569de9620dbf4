import { MINUTE } from '@textloom/kernel';
import { ProposalEvent } from './events';
import { Proposal, ProposalState } from './proposal';
import { record } from './record';
import { isOpen } from './states';
import { aContext, aDigest, aProposal, after, TEST_NOW } from '../testUtils';

const ctx = aContext({ now: TEST_NOW + 5 * MINUTE });
const executing = after(aProposal(), [
  { type: 'execution-started', token: 3, attempt: 1 },
]);
const committed = after(executing, [{ type: 'committed', commit: 'c' }]);
const lastStep = after(committed, [
  { type: 'step-reached', step: 0, weight: 5 },
  { type: 'step-intended', step: 3, weight: 100 },
]);
const soaking = after(lastStep, [{ type: 'full-traffic' }]);
const trigger = { kind: 'p95', value: 900, limit: 500 } as const;
const back = after(committed, [{ type: 'rollback-started', trigger }]);
const digests = [aDigest('api-1.8.0')];

describe('record', () => {
  const ROWS: [string, Proposal, ProposalEvent, boolean, ProposalState?][] = [
    [
      'a commit',
      executing,
      { type: 'committed', commit: 'c' },
      true,
      'Executing',
    ],
    [
      'the same commit again',
      committed,
      { type: 'committed', commit: 'c' },
      true,
    ],
    ['another commit', committed, { type: 'committed', commit: 'd' }, false],
    [
      'a step that was not begun',
      committed,
      { type: 'step-reached', step: 1, weight: 25 },
      false,
    ],
    ['full traffic too early', committed, { type: 'full-traffic' }, false],
    ['full traffic', lastStep, { type: 'full-traffic' }, true, 'Soaking'],
    ['success', soaking, { type: 'succeeded', digests }, true, 'Succeeded'],
    [
      'success of named images',
      soaking,
      { type: 'succeeded', digests: [`r@${digests[0]}`] },
      true,
      'Succeeded',
    ],
    [
      'success of something else (S9)',
      soaking,
      { type: 'succeeded', digests: [aDigest('x')] },
      false,
    ],
    [
      'success of more than approved (S9)',
      soaking,
      { type: 'succeeded', digests: [...digests, aDigest('x')] },
      false,
    ],
    [
      'success of nothing (S9)',
      soaking,
      { type: 'succeeded', digests: [] },
      false,
    ],
    ['success without soak', lastStep, { type: 'succeeded', digests }, false],
    [
      'divergence',
      soaking,
      { type: 'diverged', observed: [], expected: digests },
      true,
      'Diverged',
    ],
    [
      'divergence later',
      aProposal({ state: 'Succeeded' }),
      { type: 'diverged', observed: [], expected: [] },
      true,
      'Diverged',
    ],
    [
      'a rollback',
      committed,
      { type: 'rollback-started', trigger },
      true,
      'RollingBack',
    ],
    [
      'its end without revert',
      back,
      { type: 'rolled-back', digests: [] },
      false,
    ],
    [
      'its end',
      after(back, [{ type: 'reverted', commit: 'r' }]),
      { type: 'rolled-back', digests: [] },
      true,
      'RolledBack',
    ],
    [
      'its end before any commit',
      after(executing, [{ type: 'rollback-started', trigger }]),
      { type: 'rolled-back', digests: [] },
      true,
      'RolledBack',
    ],
    [
      "a person's end",
      after(executing, [
        {
          type: 'rollback-started',
          trigger: { kind: 'person', person: 'x', reason: '' },
        },
      ]),
      { type: 'rolled-back', digests: [] },
      true,
      'Aborted',
    ],
    [
      'trouble',
      executing,
      { type: 'needs-human', problem: 'x' },
      true,
      'NeedsHuman',
    ],
    [
      'a newer holder',
      executing,
      { type: 'taken-over', token: 4 },
      true,
      'Executing',
    ],
    [
      'an older holder (S12)',
      executing,
      { type: 'taken-over', token: 3 },
      false,
    ],
    ['a vote', executing, { type: 'paused' }, false],
    [
      'a refusal of an ended one',
      aProposal({ state: 'Rejected' }),
      { type: 'refused', command: 'vote', reasons: [] },
      true,
      'Rejected',
    ],
    [
      'a commit of one that waits',
      aProposal(),
      { type: 'committed', commit: 'c' },
      false,
    ],
  ];

  it.each(ROWS.map(([name, ...row]) => ({ name, row })))('$name', ({ row }) => {
    const [proposal, event, permitted, state] = row;
    const outcome = record(proposal, event, ctx);
    expect(outcome.ok).toBe(permitted);
    const next = after(proposal, outcome.ok ? outcome.events : []);
    expect(next.state).toBe(state ?? proposal.state);
  });

  it('needs the soak to have passed on the clock', () => {
    const event = { type: 'succeeded', digests } as const;
    const early = { ...ctx, now: TEST_NOW + 5 * MINUTE - 1 };
    expect(record(soaking, event, early)).toMatchObject({
      reasons: [{ code: 'still-soaking' }],
    });
  });

  it('ends every proposal that is not open', () => {
    const states: ProposalState[] = [
      'Rejected',
      'Withdrawn',
      'Expired',
      'Superseded',
      'Aborted',
      'RolledBack',
      'Diverged',
      'NeedsHuman',
    ];
    for (const state of states) {
      expect(isOpen(state)).toBe(false);
      const event = { type: 'synced', revision: 'r' } as const;
      expect(record(aProposal({ state }), event, ctx).ok).toBe(false);
    }
  });
});
