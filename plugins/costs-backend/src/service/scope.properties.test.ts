import fc from 'fast-check';
import {
  exploreQuerySchema,
  overviewQuerySchema,
} from '@textloom/plugin-costs-common';
import { scratchFolder } from '../__testUtils__/bills';
import { caller, serviceWorld, VIDEO } from './__testUtils__/serviceWorld';
import { putBill, sampleRows } from './__testUtils__/sampleBill';

// Bills are read by the real engine, on a machine that others use as well.
jest.setTimeout(60_000);

const folder = scratchFolder();
const SPAN = { from: '2026-09-01', to: '2026-11-20' };
const MONTH = { from: '2026-11-01', to: '2026-11-20' };

type World = ReturnType<typeof serviceWorld>;

/** All that who sees their own can learn, without what says when it was learnt. */
async function knownTo({ service, review, store }: World): Promise<string> {
  await review.run();
  const own = caller(VIDEO);
  const overviews = await Promise.all(
    (['layer', 'owner', 'environment'] as const).map(by =>
      service.getOverview(own, overviewQuerySchema.parse({ by })),
    ),
  );
  const pivot = (query: object) =>
    service.explore(own, exploreQuerySchema.parse({ ...MONTH, ...query }));
  const views = [
    ...overviews,
    await pivot({ groupBy: 'layer,component,service' }),
    await pivot({
      groupBy: 'owner',
      filter: 'owner:group%3Adefault%2Fplatform',
    }),
    await pivot({ groupBy: 'chargeCategory', metric: 'billed' }),
    await pivot({ filter: 'layer:untagged|layer:support-tax' }),
    await service.explain(own, { ...MONTH, filter: {} }),
    await service.explain(own, {
      ...MONTH,
      filter: { component: ['component:default/textloom-api'] },
    }),
    await service.getRows(own, { ...MONTH, limit: 500 }),
    await service.getForecast(own, {}),
    await service.getAnomalies(own, {}),
    await service.getBudgets(own, {}),
    await service.getCommitments(own, {}),
    await service.getRecommendations(own, {}),
    await service.getUnits(own, {}),
    await service.getContracts(own, {}),
    await service.getReconciliation(own, {}),
    await service.getEntity(own, 'component:default/textloom-worker', {}),
    await service.getEntity(own, 'system:default/textloom', {}),
    await service.exportCsv(
      own,
      exploreQuerySchema.parse({ ...MONTH, groupBy: 'component' }),
    ),
  ];
  const alerts = await store.alerts('2026-11');
  expect(alerts.length).toBeGreaterThan(0);
  return JSON.stringify(views, (key, value) =>
    ['dataVersion', 'ingestedAt', 'exportedAt', 'checkedAt'].includes(key)
      ? undefined
      : value,
  );
}

async function worldOf(costs: {
  api: number[];
  untagged: number;
}): Promise<World> {
  const world = serviceWorld(await folder(), { today: '2026-11-21' });
  const dayOf = (day: string) => Number(day.slice(8));
  await putBill(
    world.bills,
    sampleRows(SPAN, {
      api: day => costs.api[dayOf(day) % costs.api.length],
      untagged: () => costs.untagged,
      worker: day => (day === '2026-11-20' ? 900 : 200 + (dayOf(day) % 3)),
    }),
  );
  await world.ingest.run();
  const common = {
    amount: '50',
    currency: 'USD',
    thresholds: [100],
    forecastAlert: true,
    remedy: '',
    updatedBy: 'user:default/finance',
    updatedAt: '2026-11-01T00:00:00.000Z',
    version: 1,
  };
  // Passed or not by what others cost: also an alert of theirs would tell of it.
  const others = { ...common, amount: '20000' };
  await world.store.createBudget({
    ...others,
    id: 'all',
    name: 'All',
    scope: { dimension: 'all', value: '' },
  });
  await world.store.createBudget({
    ...others,
    id: 'prod',
    name: 'Production',
    scope: { dimension: 'environment', value: 'prod' },
  });
  await world.store.createBudget({
    ...common,
    id: 'video',
    name: 'Video',
    scope: { dimension: 'owner', value: 'group:default/video' },
  });
  return world;
}

describe('who sees their own costs', () => {
  it('learns nothing of what others cost, whatever they cost', async () => {
    const base = await worldOf({ api: [100], untagged: 5 });
    const known = await knownTo(base);
    await base.close();
    expect(known).toContain('component:default/textloom-worker');
    const amount = fc.integer({ min: 1, max: 5000 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          api: fc.array(amount, { minLength: 1, maxLength: 9 }),
          untagged: amount,
        }),
        async costs => {
          const world = await worldOf(costs);
          const answers = await knownTo(world);
          await world.close();
          expect(answers).toBe(known);
        },
      ),
      { numRuns: 4 },
    );
  }, 120_000);
});
