import { parseDecimal } from '@textloom/kernel';
import { CommitmentFacts, commitmentStatuses, coverageOf } from './commitments';

const PLAN =
  'arn:aws:savingsplans::112233445566:savingsplan/1b2c3d4e-0000-4000-8000-000000000001';
const fact = (
  commitmentStatus: CommitmentFacts['commitmentStatus'],
  effective: string,
  contracted: string,
  more: Partial<CommitmentFacts> = {},
): CommitmentFacts => ({
  commitment: PLAN,
  commitmentStatus,
  chargeCategory: 'Usage',
  costs: {
    effective: parseDecimal(effective)!,
    contracted: parseDecimal(contracted)!,
  },
  ...more,
});

describe('a commitment', () => {
  it('tells use, waste and saving', () => {
    const [status] = commitmentStatuses(
      [fact('Used', '450', '700'), fact('Unused', '50', '0')],
      new Map([[PLAN, { name: 'Compute plan', expiresOn: '2027-06-30' }]]),
    );
    expect(status).toEqual({
      id: PLAN,
      name: 'Compute plan',
      type: 'Savings Plan',
      category: 'Spend',
      used: '450',
      unused: '50',
      utilisation: 0.9,
      saving: '200',
      expiresOn: '2027-06-30',
    });
  });

  it('does not count the purchase beside the usage that it covers', () => {
    const usage = [fact('Used', '450', '700'), fact('Unused', '50', '0')];
    const purchase = fact('', '0', '500', { chargeCategory: 'Purchase' });
    expect(commitmentStatuses([purchase, ...usage])).toEqual(
      commitmentStatuses(usage),
    );
  });

  it('takes nothing for what an unused hour would have cost', () => {
    const [status] = commitmentStatuses([
      fact('Used', '10', '15'),
      fact('Unused', '90', '130'),
    ]);
    expect(status).toMatchObject({ saving: '-85', utilisation: 0.1 });
  });

  it('has no utilisation when it cost nothing', () => {
    const [status] = commitmentStatuses([fact('Used', '0', '0')]);
    expect(status).not.toHaveProperty('utilisation');
  });

  it('is apart from others, the most expensive first', () => {
    const ids = commitmentStatuses([
      fact('Used', '1', '2', { commitment: 'b' }),
      fact('Used', '1', '2', { commitment: 'a' }),
      fact('Unused', '9', '0', { commitment: 'c' }),
      fact('', '5', '5', { commitment: '' }),
    ]).map(({ id }) => id);
    expect(ids).toEqual(['c', 'a', 'b']);
  });

  it.each([
    [PLAN, 'Savings Plan', 'Spend', '1b2c3d4e-0000-4000-8000-000000000001'],
    [
      'arn:aws:rds:ap-southeast-1:112233445566:ri:textloom-r5-xl',
      'Reserved Instance',
      'Usage',
      'textloom-r5-xl',
    ],
    [
      'arn:aws:ec2:ap-southeast-1:112233445566:reserved-instances/f1',
      'Reserved Instance',
      'Usage',
      'f1',
    ],
    ['my-discount', '', '', 'my-discount'],
  ])('%s is a %s', (commitment, type, category, name) => {
    expect(
      commitmentStatuses([fact('Used', '1', '2', { commitment })])[0],
    ).toMatchObject({ type, category, name });
  });
});

describe('coverage', () => {
  const priced = (
    pricingCategory: 'Standard' | 'Committed' | 'Dynamic' | 'Other' | '',
    list: string,
    more = {},
  ) => ({
    month: '2026-11',
    chargeCategory: 'Usage' as const,
    pricingCategory,
    commitmentStatus: '' as const,
    costs: { list: parseDecimal(list)! },
    ...more,
  });

  it('is by month, at list prices, without Spot', () => {
    expect(
      coverageOf([
        priced('Standard', '25'),
        priced('Committed', '75', { commitmentStatus: 'Used' }),
        priced('Dynamic', '400'),
        priced('Other', '3'),
        priced('', '3'),
        priced('Standard', '10', { month: '2026-10' }),
        // Neither what was not used nor the purchase covers anything.
        priced('Committed', '50', { commitmentStatus: 'Unused' }),
        priced('Standard', '99', { chargeCategory: 'Purchase' }),
      ]),
    ).toEqual([
      {
        month: '2026-10',
        standard: '10',
        committed: '0',
        spot: '0',
        coverage: 0,
      },
      {
        month: '2026-11',
        standard: '25',
        committed: '75',
        spot: '400',
        coverage: 0.75,
      },
    ]);
  });

  it('is none when all is Spot', () => {
    expect(coverageOf([priced('Dynamic', '4')])[0]).not.toHaveProperty(
      'coverage',
    );
  });
});
