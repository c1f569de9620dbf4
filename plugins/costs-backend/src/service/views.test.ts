import { daysFrom, overviewQuerySchema } from '@textloom/plugin-costs-common';
import { billRow, scratchFolder } from '../__testUtils__/bills';
import { caller, serviceWorld, VIDEO } from './__testUtils__/serviceWorld';
import { putBill, sampleRows } from './__testUtils__/sampleBill';

// Bills are read by the real engine, on a machine that others use as well.
jest.setTimeout(60_000);

const folder = scratchFolder();
const SPAN = { from: '2026-08-01', to: '2026-11-20' };

describe('units', () => {
  const definitions = [
    {
      id: 'video',
      title: 'Video',
      metric: 'videos',
      per: 1,
      components: ['component:default/textloom-worker'],
      environments: [],
    },
    {
      id: 'all',
      title: 'All',
      metric: 'videos',
      per: 1000,
      components: [
        'component:default/textloom-worker',
        'component:default/textloom-api',
      ],
      environments: ['prod'],
    },
  ];
  const days = daysFrom(SPAN.from, SPAN.to);

  it('divides the cost of components by what was counted', async () => {
    const { bills, ingest, service, close } = serviceWorld(await folder(), {
      today: '2026-11-21',
      units: { definitions, days, counts: () => 1000 },
    });
    await putBill(bills, sampleRows(SPAN));
    await ingest.run();
    const all = await service.getUnits(caller(), {});
    expect(all.units.map(({ id }) => id)).toEqual(['video', 'all']);
    expect(all.units[0].points.at(-1)).toMatchObject({
      month: '2026-11',
      units: 20_000,
      unitCost: '0.2',
    });
    expect(all.units[1].points.at(-1)).toMatchObject({ unitCost: '300' });
    const own = await service.getUnits(caller(VIDEO), {});
    expect(own.units.map(({ id }) => id)).toEqual(['video']);
    await close();
  });
});

describe('commitments', () => {
  const sp = 'arn:aws:savingsplans::1:savingsplan/sp-1';
  const row = (day: string, status: 'Used' | 'Unused', cost: string) =>
    billRow(day, {
      EffectiveCost: cost,
      BilledCost: '0',
      ListCost: status === 'Used' ? '20' : '0',
      ContractedCost: status === 'Used' ? '20' : '0',
      PricingCategory: 'Committed',
      CommitmentDiscountId: sp,
      CommitmentDiscountCategory: 'Spend',
      CommitmentDiscountType: 'Compute Savings Plan',
      CommitmentDiscountStatus: status,
      ...(status === 'Unused' && { ConsumedQuantity: '', ConsumedUnit: '' }),
      Tags:
        status === 'Used' ? '{"textloom:component":"textloom-worker"}' : '{}',
    });

  it('tells used from unused, and unused from nobody who sees their own', async () => {
    const { bills, ingest, service, close } = serviceWorld(await folder(), {
      today: '2026-11-21',
    });
    const days = daysFrom('2026-11-01', '2026-11-20');
    await putBill(bills, [
      ...sampleRows({ from: '2026-11-01', to: '2026-11-20' }),
      ...days.map(day => row(day, 'Used', '12')),
      ...days.map(day => row(day, 'Unused', '3')),
    ]);
    await ingest.run();
    const all = await service.getCommitments(caller(), {});
    expect(all.commitments).toMatchObject([
      { id: sp, used: '240', unused: '60', utilisation: 0.8, saving: '100' },
    ]);
    const query = overviewQuerySchema.parse({});
    expect(all.coverage).toMatchObject([
      { month: '2026-11', committed: '400', standard: '2100', spot: '0' },
    ]);
    const overview = await service.getOverview(caller(), query);
    expect(overview.commitments).toEqual({
      used: '240',
      unused: '60',
      utilisation: 0.8,
    });
    const own = await service.getCommitments(caller(VIDEO), {});
    expect(own.commitments).toEqual([]);
    const theirs = await service.getOverview(caller(VIDEO), query);
    expect(theirs.commitments).toEqual({ used: '240', unused: '0' });
    await close();
  });
});

describe('contracts', () => {
  const contract = {
    id: 'pager',
    vendor: 'PagerDuty',
    service: 'PagerDuty Incident Management',
    owner: 'group:default/video',
    startsOn: '2026-11-01',
    endsOn: '2026-12-31',
    autoRenews: true,
    noticeDays: 30,
    currency: 'USD',
    committed: '1000',
    alternatives: ['Grafana OnCall'],
  };

  it('are told to their owners', async () => {
    const other = { ...contract, id: 'other', owner: 'group:default/platform' };
    const { bills, ingest, service, close } = serviceWorld(await folder(), {
      today: '2026-11-21',
      contracts: [contract, other],
    });
    const days = daysFrom('2026-11-01', '2026-11-20');
    await putBill(bills, [
      ...sampleRows({ from: '2026-11-01', to: '2026-11-20' }),
      ...days.map(day =>
        billRow(day, {
          ProviderName: contract.vendor,
          ServiceName: contract.service,
          ServiceCategory: 'Management and Governance',
          ResourceId: '',
          EffectiveCost: '10',
        }),
      ),
    ]);
    await ingest.run();
    const all = await service.getContracts(caller(), {});
    expect(all.contracts).toHaveLength(2);
    expect(all.contracts[0]).toMatchObject({
      used: '200',
      usedShare: 0.2,
      noticeBy: '2026-12-01',
      state: 'notice-soon',
    });
    const own = await service.getContracts(caller(VIDEO), {});
    expect(own.contracts.map(({ id }) => id)).toEqual(['pager']);
    await close();
  });
});

describe('a restated month', () => {
  it('is told with its difference, which an open one is not', async () => {
    const world = serviceWorld(await folder(), { today: '2026-11-21' });
    await putBill(world.bills, sampleRows(SPAN));
    await world.ingest.run();
    await putBill(
      world.bills,
      sampleRows(
        { from: '2026-09-01', to: '2026-09-30' },
        { worker: () => 190 },
      ),
      'second',
    );
    await putBill(
      world.bills,
      sampleRows(
        { from: '2026-11-01', to: '2026-11-20' },
        { worker: () => 210 },
      ),
      'second',
    );
    await world.ingest.run();
    const view = await world.service.getReconciliation(caller(), {});
    expect(view.strip).toMatchObject({
      restated: [{ period: '2026-09', by: '-300' }],
      check: { state: 'equal', difference: '0' },
    });
    const own = await world.service.getUnits(caller(VIDEO), {});
    expect(own.strip.restated).toEqual([
      { period: '2026-09', at: expect.any(String) },
    ]);
    await world.close();
  });
});
