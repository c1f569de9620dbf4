import { aContract, aContracts } from '@textloom/plugin-costs-common/testUtils';
import { englishSay as say } from '../__testUtils__/englishSay';
import {
  burnDown,
  contractsVerdict,
  sortedContracts,
  termFacts,
  usedSentence,
} from './contracts';

describe('contracts', () => {
  it('say what must be decided first', () => {
    expect(contractsVerdict(aContracts(), say)).toEqual({
      intent: 'caution',
      sentence: 'Notice to Sentry must be given by 1 Dec, in 9 days.',
      detail:
        'It renews by itself after that. PagerDuty will use $230 more than was committed by the end of its term.',
    });
  });

  it.each([
    [
      { autoRenews: false, noticeBy: '2026-12-31' },
      'The contract with Sentry ends on 31 Dec, in 39 days.',
    ],
    [
      { noticeBy: '2026-11-23' },
      'Notice to Sentry must be given by 23 Nov, in 1 day.',
    ],
    [{ noticeBy: '2026-11-22' }, 'Notice to Sentry must be given today.'],
    [
      { autoRenews: false, noticeBy: '2026-11-22' },
      'The contract with Sentry ends today.',
    ],
  ])('with %p: %s', (changes, sentence) => {
    expect(
      contractsVerdict(aContracts({ contracts: [aContract(changes)] }), say)
        .sentence,
    ).toBe(sentence);
  });

  it('that run are calm, with the next date', () => {
    const contract = aContract({ state: 'running', noticeBy: '2027-05-01' });
    expect(
      contractsVerdict(aContracts({ contracts: [contract] }), say),
    ).toEqual({
      intent: 'positive',
      sentence: 'No contract needs a decision in the next 60 days.',
      detail: 'The next date is 1 May 2027, of Sentry.',
    });
  });

  it('that ended stand last', () => {
    const ended = aContract({
      id: 'ended',
      state: 'ended',
      noticeBy: '2026-01-01',
    });
    expect(
      sortedContracts([
        ended,
        aContract({ noticeBy: '2027-01-01' }),
        aContract(),
      ]).map(({ noticeBy }) => noticeBy),
    ).toEqual(['2026-12-01', '2027-01-01', '2026-01-01']);
  });

  it.each([
    [{}, 'As in the last 30 days it ends at $4,795, $5 unused.'],
    [
      { projected: '5000' },
      'As in the last 30 days it ends at $5,000, $200 over.',
    ],
    [
      { projected: '4800' },
      'As in the last 30 days it ends at $4,800, as committed.',
    ],
    [
      { state: 'ended' as const },
      '$4,280 was used, $520 less than was committed.',
    ],
    [{ state: 'ended' as const, used: '4900' }, '$4,900 was used, $100 over.'],
    [
      { state: 'ended' as const, used: '4800' },
      '$4,800 was used, as committed.',
    ],
    [
      { state: 'not-started' as const, startsOn: '2027-01-01' },
      'Nothing is used before 1 Jan 2027.',
    ],
  ])('stand against what is committed: %p', (changes, sentence) => {
    expect(usedSentence(aContract(changes), say)).toBe(sentence);
  });

  it('say that notice was missed', () => {
    expect(
      termFacts(
        aContract({
          state: 'notice-passed',
          noticeBy: '2026-11-01',
          endsOn: '2026-12-01',
        }),
        say,
      ).pop(),
    ).toBe('Notice was due on 1 Nov: it renews after 1 Dec.');
  });

  it('are drawn over what is used when that is more than committed', () => {
    const { share, ahead, mark } = burnDown(
      aContract({ used: '50', projected: '200', committed: '100' }),
    );
    expect([share, ahead, mark]).toEqual([0.25, 1, 0.89]);
    expect(
      burnDown(aContract({ used: '0', projected: '0', committed: '0' })).share,
    ).toBe(0);
  });
});
