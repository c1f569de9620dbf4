import {
  aCommitment,
  aCommitments,
  anOwnStrip,
  aUnitCost,
  aUnits,
} from '@textloom/plugin-costs-common/testUtils';
import { englishSay as say } from '../__testUtils__/englishSay';
import { commitmentsVerdict, endingSoon } from './commitments';
import { basisFilter, basisWords, unitsVerdict } from './units';

describe('commitments', () => {
  it('say what was used, saved, and ends soon', () => {
    expect(commitmentsVerdict(aCommitments(), say)).toEqual({
      intent: 'caution',
      sentence:
        '93% of the commitments was used in November 2026; $214.62 was paid for and not used.',
      detail:
        'They cost $1,196.50 less than the same use at negotiated prices. Reserved Instances c5.2xlarge ends on 14 Dec.',
    });
  });

  it.each([
    ['ended yesterday', '2026-11-21', 0],
    ['ends today', '2026-11-22', 1],
    ['ends in 60 days', '2027-01-21', 1],
    ['ends in 61 days', '2027-01-22', 0],
  ])('%s', (_name, expiresOn, count) => {
    expect(endingSoon([aCommitment({ expiresOn })], '2026-11-22')).toHaveLength(
      count,
    );
  });

  it('that cost more than they save are no success', () => {
    const { intent, sentence, detail } = commitmentsVerdict(
      aCommitments({
        commitments: [aCommitment({ unused: '0', saving: '-5' })],
      }),
      say,
    );
    expect([intent, sentence, detail]).toEqual([
      'caution',
      'Commitments were used fully in November 2026.',
      'They cost $5.00 more than the same use at negotiated prices.',
    ]);
  });

  it('are of the whole account, which who sees their own is told', () => {
    expect(
      commitmentsVerdict(
        aCommitments({ strip: anOwnStrip(), commitments: [] }),
        say,
      ).sentence,
    ).toBe('You see how your own costs were priced.');
    expect(
      commitmentsVerdict(aCommitments({ commitments: [] }), say).sentence,
    ).toBe('No commitment is in the bill of November 2026.');
  });
});

describe('unit costs', () => {
  it('are told with their change, and the next one after it', () => {
    expect(unitsVerdict(aUnits(), say)).toEqual({
      intent: 'positive',
      sentence: 'Per video: $0.0412 in November 2026, −3.1% against October.',
      detail: 'Per 1,000 tasks: $3.15 in October 2026.',
    });
  });

  it('that rise much are worth a look; unknown ones are not good', () => {
    const points = [
      { month: '2026-10', cost: '1', units: 1, unitCost: '1' },
      { month: '2026-11', cost: '2', units: 1, unitCost: '1.06' },
    ];
    const intentOf = (unit: ReturnType<typeof aUnitCost>) =>
      unitsVerdict(aUnits({ units: [unit] }), say).intent;
    expect(intentOf(aUnitCost({ points }))).toBe('caution');
    expect(intentOf(aUnitCost({ points: [] }))).toBe('unknown');
  });

  it('are of something', () => {
    const basis = [
      { dimension: 'component', values: ['component:default/textloom-api'] },
      { dimension: 'environment', values: ['prod'] },
    ];
    expect(basisWords({ basis }, {}, say)).toBe(
      'Of Component textloom-api · Environment prod',
    );
    expect(basisWords({ basis: [] }, {}, say)).toBe('Of all costs');
    expect(basisFilter({ basis })).toEqual({
      component: ['component:default/textloom-api'],
      environment: ['prod'],
    });
  });
});
