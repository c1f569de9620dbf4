import { fold } from './fold';
import { aProposal, after, TEST_NOW } from '../testUtils';

const meta = { actor: 'portal', at: TEST_NOW };

describe('fold', () => {
  it('begins once, and only with what is proposed', () => {
    const proposal = aProposal();
    expect(() => fold(proposal, { type: 'proposed', proposal }, meta)).toThrow(
      'A proposal begins once',
    );
    expect(() => fold(undefined, { type: 'expired' }, meta)).toThrow(
      'begins with what is proposed',
    );
  });

  it('counts events, and leaves the proposal before as it was', () => {
    const before = Object.freeze(aProposal());
    const next = fold(before, { type: 'expired' }, { ...meta, at: 7 });
    expect(next).toMatchObject({
      version: before.version + 1,
      state: 'Expired',
      endedAt: 7,
      updatedAt: 7,
    });
    expect(before.state).toBe('Pending');
  });

  it('keeps a refusal in the log only', () => {
    const before = aProposal();
    const refused = { type: 'refused', command: 'vote', reasons: [] } as const;
    expect(after(before, [refused])).toEqual({
      ...before,
      version: before.version + 1,
    });
  });
});
