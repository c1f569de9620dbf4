import { commitStep } from './commitStep';
import { STEP_GUARDS } from './guards';
import { Proposal } from './proposal';
import { aContext, aProposal, aRelease, anEnvironment } from '../testUtils';

const free = aProposal({
  policy: anEnvironment({ levels: [] }),
  state: 'Waiting',
});
const denied = [free.fingerprint.artefacts];
const input = { step: 0, token: 1 };

/** Guards that the model of the property tests has no occasion for. */
const ONLY_BY: [string, Proposal, ReturnType<typeof aContext>][] = [
  [
    'ref',
    { ...free, release: aRelease({ ref: 'refs/heads/main' }) },
    aContext(),
  ],
  [
    'denied',
    { ...free, requestedBy: 'portal' },
    aContext({ around: { denied } }),
  ],
  ['target', { ...free, rollbackOf: 'p' }, aContext()],
  [
    'veto',
    {
      ...free,
      decisions: [
        {
          id: 'r',
          person: 'user:default/sre',
          level: 0,
          verdict: 'reject',
          fingerprint: free.fingerprint.approval,
          at: 1,
        },
      ],
    },
    aContext(),
  ],
];

describe('a step', () => {
  it.each(ONLY_BY)('is held by the guard %s alone', (name, proposal, ctx) => {
    const others = Object.fromEntries(
      Object.entries(STEP_GUARDS).filter(([key]) => key !== name),
    );
    expect(commitStep(proposal, input, ctx).ok).toBe(false);
    expect(commitStep(proposal, input, ctx, others).ok).toBe(true);
  });

  it('begins where none of them has a reason', () => {
    expect(commitStep(free, input, aContext()).ok).toBe(true);
    const again = { ...free, requestedBy: 'user:default/dev' };
    const ctx = aContext({ around: { denied } });
    expect(commitStep(again, input, ctx).ok).toBe(true);
  });
});
