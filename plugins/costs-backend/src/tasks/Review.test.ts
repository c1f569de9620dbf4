import { scratchFolder } from '../__testUtils__/bills';
import { putBill, sampleRows } from '../service/__testUtils__/sampleBill';
import { caller, serviceWorld } from '../service/__testUtils__/serviceWorld';

// Bills are read by the real engine, on a machine that others use as well.
jest.setTimeout(60_000);

const folder = scratchFolder();
const WORKER = 'component:default/textloom-worker';
const SPAN = { from: '2026-07-01', to: '2026-11-20' };
const spike = (day: string) => (day > '2026-11-17' ? 900 : 200);

async function reviewed(worker = spike) {
  const world = serviceWorld(await folder(), { today: '2026-11-21' });
  await putBill(world.bills, sampleRows(SPAN, { worker }));
  await world.ingest.run();
  await world.review.run();
  return world;
}

const anomaliesOf = async ({
  store,
}: Pick<Awaited<ReturnType<typeof reviewed>>, 'store'>) =>
  (await store.anomalies('USD')).filter(({ value }) => value === WORKER);

describe('Review', () => {
  it('finds what was not as usual, for components and for services', async () => {
    const world = await reviewed();
    expect(await world.store.anomalies('USD')).toMatchObject([
      { dimension: 'component', owner: 'group:default/video', impact: '2100' },
      { dimension: 'service', owner: '', impact: '2100' },
    ]);
    await world.close();
  });

  it('knows again what it found, and what was said of it, when its days grow at both ends', async () => {
    const world = await reviewed();
    const [{ id }] = await anomaliesOf(world);
    await world.store.giveFeedback(id, {
      value: 'confirmed',
      by: 'user:default/sre',
      at: '2026-11-21T00:00:00.000Z',
      note: '',
    });
    const longer = { from: '2026-11-01', to: '2026-11-21' };
    const worker = (day: string) => (day > '2026-11-16' ? 900 : 200);
    await putBill(world.bills, sampleRows(longer, { worker }), 'second');
    world.time.now += 86_400_000;
    await world.ingest.run();
    await world.review.run();
    expect(await anomaliesOf(world)).toMatchObject([
      {
        id,
        from: '2026-11-17',
        to: '2026-11-21',
        feedback: { value: 'confirmed' },
      },
    ]);
    await world.close();
  });

  it('withdraws what the bill no longer says', async () => {
    const world = await reviewed();
    const november = { from: '2026-11-01', to: '2026-11-20' };
    await putBill(world.bills, sampleRows(november), 'second');
    await world.ingest.run();
    await world.review.run();
    expect(await anomaliesOf(world)).toMatchObject([{ withdrawn: true }]);
    const shown = await world.service.getAnomalies(caller(), {});
    expect(shown.anomalies).toEqual([]);
    await world.close();
  });

  it('keeps what was foreseen on each 10th day, once', async () => {
    const world = await reviewed();
    const kept = await world.store.keptForecasts('USD');
    expect(kept.map(({ month, on }) => [month, on])).toEqual(
      expect.arrayContaining([
        ['2026-08', '2026-08-10'],
        ['2026-11', '2026-11-10'],
      ]),
    );
    expect(kept).toHaveLength(4);
    await world.review.run();
    expect(await world.store.keptForecasts('USD')).toEqual(kept);
    const { kept: shown } = await world.service.getForecast(caller(), {});
    expect(shown.map(({ month }) => month)).toEqual([
      '2026-10',
      '2026-09',
      '2026-08',
    ]);
    expect(shown[0]).toMatchObject({ actual: '9497.5', error: 0 });
    await world.close();
  });

  it('tells of a budget once, and whose it is', async () => {
    const world = await reviewed(() => 200);
    const budget = {
      amount: '4100',
      currency: 'USD',
      thresholds: [80, 100],
      forecastAlert: true,
      remedy: 'Ask the video team',
      updatedBy: 'user:default/finance',
      updatedAt: '2026-11-01T00:00:00.000Z',
      version: 1,
    };
    await world.store.createBudget({
      ...budget,
      id: 'video',
      name: 'Video',
      scope: { dimension: 'owner', value: 'group:default/video' },
    });
    await world.store.createBudget({
      ...budget,
      id: 'worker',
      name: 'Workers',
      amount: '1000000',
      scope: { dimension: 'component', value: WORKER },
    });
    await world.store.createBudget({
      ...budget,
      id: 'prod',
      name: 'Production',
      scope: { dimension: 'environment', value: 'prod' },
    });
    await world.review.run();
    await world.review.run();
    expect(
      world.alerts.map(({ budget: { id }, kind, threshold, recipient }) =>
        [id, kind, threshold, recipient].join(' '),
      ),
    ).toEqual([
      'prod actual 80 group:default/finance',
      'prod actual 100 group:default/finance',
      'video actual 80 group:default/video',
      'video forecast 100 group:default/video',
    ]);
    const { budgets } = await world.service.getBudgets(caller(), {});
    expect(budgets.find(({ id }) => id === 'video')?.alerts).toMatchObject([
      { kind: 'actual', threshold: 80 },
      { kind: 'forecast', threshold: 100 },
    ]);
    await world.close();
  });

  it('leaves it to who holds the lease', async () => {
    const world = serviceWorld(await folder(), { today: '2026-11-21' });
    await expect(world.review.run()).resolves.toBeUndefined();
    expect(await world.store.anomalies('USD')).toEqual([]);
    await world.close();
  });
});
