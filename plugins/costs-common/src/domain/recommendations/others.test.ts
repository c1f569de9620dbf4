import { decimalOf, formatDecimal } from '@textloom/kernel';
import { ContractStatus } from '../entities';
import { bucketOf, NO_FACTS, stepsOf } from './__testUtils__/facts';
import { savingOf } from './draft';
import { BucketInfo, RecommendationFacts, TransferCost } from './facts';
import { recommend } from './recommend';
import { STORAGE_CLASSES, storageDrafts, transitionFee } from './storage';

/** 730 hours are 30 5/12 days; a basis of 365 days is twelve of such months. */
const YEAR = { from: '2025-11-29', to: '2026-11-28' };
const [INFREQUENT, INSTANT, ARCHIVE] = STORAGE_CLASSES;

describe('storage lifecycle', () => {
  const facts = (
    info: Partial<BucketInfo>,
    gb = 10_000,
    price = '0.023',
  ): RecommendationFacts => ({
    ...NO_FACTS,
    basis: YEAR,
    storage: [bucketOf('textloom-media', gb * 12, price)],
    buckets: [{ resource: 'textloom-media', ...info }],
  });
  const known = { objects: 0, coldShare: 1, readShare: 0, earlyDeletion: 0 };

  it.each([
    [INFREQUENT, '1000'],
    [INSTANT, '2000'],
    [ARCHIVE, '5000'],
  ])('moves 100 million objects for what S3 asks', (to, fee) => {
    expect(formatDecimal(transitionFee(100_000_000, to))).toBe(fee);
  });

  it.each([
    // 10,000 GB · (0.023 − 0.004)
    [known, 'glacier-ir', '190'],
    // 10,000 GB · (0.023 − 0.00099)
    [{ ...known, instant: false }, 'deep-archive', '220.1'],
    // Half is read every month: 0.03 $ a GB eats what Glacier saves, 0.01 $ not what Infrequent Access does.
    [{ ...known, readShare: 0.5 }, 'standard-ia', '55'],
    // 1.2 million objects: 24 $, over twelve months.
    [{ ...known, objects: 1_200_000 }, 'glacier-ir', '188'],
  ])('%j: %s saves %s', (info, storageClass, saving) => {
    const [recommendation] = recommend(facts(info));
    expect(recommendation).toMatchObject({
      kind: 'storage-lifecycle',
      args: { resource: 'textloom-media', class: storageClass },
      owner: 'group:default/media',
      component: 'resource:default/minio',
    });
    expect(Number(recommendation.monthlySaving)).toBeCloseTo(Number(saving), 6);
  });

  it('charges what is removed early for the minimum duration', () => {
    const [draft] = storageDrafts(facts({ ...known, earlyDeletion: 0.1 }));
    const line = draft.arithmetic.find(
      ({ code }) => code === 'minimum-duration',
    );
    // A tenth of 10,000 GB for 90 days at 0.004 $, over twelve months.
    expect(Number(line?.value)).toBeCloseTo(
      (1000 * 0.004 * ((90 * 24) / 730)) / 12,
      8,
    );
  });

  it('says no when fees eat it', () => {
    // Small objects: 100 million in a terabyte.
    const small = facts({ ...known, objects: 1e8 }, 1000);
    expect(recommend(small)).toEqual([]);
    const [draft] = storageDrafts(small);
    expect(savingOf(draft) < 0n).toBe(true);
    expect(stepsOf(draft).map(step => step.split(' ')[0])).toEqual([
      'standard-gb',
      'cold-share-known',
      'price-difference',
      'reading',
      'transition',
      'minimum-duration',
      'monthly-saving',
    ]);
  });

  it('has the prices of the region', () => {
    const cheap = recommend(facts(known));
    const dear = recommend(facts(known, 10_000, '0.025'));
    expect(
      Number(dear[0].monthlySaving) / Number(cheap[0].monthlySaving),
    ).toBeCloseTo(25 / 23, 9);
  });

  it('says what it assumes', () => {
    const [draft] = storageDrafts({ ...facts({}), buckets: [] });
    expect(stepsOf(draft)[1]).toBe('cold-share-assumed multiply 50 percent');
  });

  it.each([
    'TimedStorage-SIA-ByteHrs',
    'TimedStorage-GDA-ByteHrs',
    'IATimedStorage-ByteHrs',
    'Requests-Tier1',
  ])('is not for %s', skuMeter => {
    const storage = [{ ...bucketOf('b', 1e6), skuMeter }];
    expect(storageDrafts({ ...NO_FACTS, storage })).toEqual([]);
  });
});

describe('traffic between zones', () => {
  const row = (more: Partial<TransferCost>): TransferCost => ({
    component: 'component:default/textloom-worker',
    owner: 'group:default/media',
    environment: 'prod',
    skuMeter: 'DataTransfer-Regional-Bytes',
    costs: { effective: decimalOf(720) },
    quantity: decimalOf(72_000),
    ...more,
  });

  it('can be halved', () => {
    const [network, ...others] = recommend({
      ...NO_FACTS,
      transfer: [
        row({}),
        row({ skuMeter: 'AP-DataTransfer-Out-Bytes' }),
        row({
          component: 'component:default/textloom-api',
          costs: { effective: decimalOf(1) },
        }),
      ],
    });
    expect(others).toEqual([]);
    expect(stepsOf(network)).toEqual([
      'cross-zone-cost-per-hour start 1 money',
      'hours-a-month multiply 730 hours',
      'avoidable-share-assumed multiply 50 percent',
      'monthly-saving result 365 money',
    ]);
    expect(network.owner).toBe('group:default/media');
  });

  it('of nobody is of the platform', () => {
    const [network] = recommend({
      ...NO_FACTS,
      transfer: [row({ component: '', owner: '' })],
    });
    expect(network.owner).toBe('group:default/sre');
  });
});

describe('contracts', () => {
  const contract: ContractStatus = {
    id: 'sentry',
    vendor: 'Sentry',
    service: 'Sentry Business',
    owner: 'group:default/sre',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    autoRenews: true,
    noticeDays: 30,
    currency: 'USD',
    committed: '12000',
    alternatives: ['GlitchTip', 'self-hosted Sentry'],
    used: '5000',
    elapsed: 0.9,
    usedShare: 0.4,
    projected: '6000',
    noticeBy: '2026-12-01',
    state: 'notice-soon',
  };
  const recommended = (more: Partial<ContractStatus>) =>
    recommend({ ...NO_FACTS, contracts: [{ ...contract, ...more }] });

  it('that are little used can be smaller', () => {
    const [recommendation] = recommended({});
    expect(recommendation).toMatchObject({
      kind: 'contract-alternative',
      id: 'contract-alternative:sentry',
      args: { alternatives: 'GlitchTip, self-hosted Sentry' },
    });
    expect(stepsOf(recommendation).slice(0, 3)).toEqual([
      'contract-committed start 12000 money',
      'contract-projected subtract 6000 money',
      'months-per-term multiply 0.083333333333 count',
    ]);
    expect(Number(recommendation.monthlySaving)).toBeCloseTo(500, 6);
  });

  it.each<[string, Partial<ContractStatus>]>([
    ['are used enough', { projected: '8400' }],
    ['have time', { state: 'running' }],
    ['renew already', { state: 'notice-passed' }],
    ['are in another currency', { currency: 'EUR' }],
    ['commit to nothing', { committed: '0', projected: '0' }],
  ])('are left alone when they %s', (_, more) => {
    expect(recommended(more)).toEqual([]);
  });
});
