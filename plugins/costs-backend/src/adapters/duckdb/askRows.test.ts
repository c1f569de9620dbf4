import { billRow, putExport, scratchFolder } from '../../__testUtils__/bills';
import { costsWorld, givenUsage } from '../../__testUtils__/costsWorld';
import { MONTH } from '../../__testUtils__/ingested';
import { Scope } from '../../service/ports';

const folder = scratchFolder();
const DAY = '2026-11-03';
const NODE = '{"eks:cluster-name":"prod","eks:nodegroup-name":"workers"}';
const own = (owner: string): Scope => ({
  kind: 'own',
  owners: [`group:default/${owner}`],
});
const AMOUNTS = [
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'ContractedCost',
  'ConsumedQuantity',
  'x_Discounts',
];

/** A bill with a node that api and worker share, a row of each alone, and one of nobody; all of one resource. */
async function bill() {
  const hours = { cluster: 'prod', nodeGroup: 'workers', memoryGibHours: 0 };
  const usage = ['api', 'worker'].map(name => ({
    day: DAY,
    ...hours,
    namespace: name,
    component: `component:default/textloom-${name}`,
    environment: 'prod',
    role: 'workload' as const,
    cpuCoreHours: 8,
  }));
  const capacity = [{ day: DAY, ...hours, cpuCoreHours: 16 }];
  const world = costsWorld(await folder(), {
    usage: givenUsage(new Map([[DAY, { usage, capacity }]])),
  });
  const tagged = (name: string) =>
    billRow(DAY, { Tags: `{"textloom:component":"textloom-${name}"}` });
  await putExport(
    world.bills,
    '2026-11',
    [
      billRow(DAY, { Tags: NODE }),
      tagged('api'),
      tagged('worker'),
      billRow(DAY),
    ].map(row => ({ ...row, x_Discounts: '{"a":1}' })),
    {
      columns: [
        ...Object.keys(billRow(DAY)),
        'ChargeClass',
        'PricingQuantity',
        'PricingUnit',
        'Tags',
        'x_Discounts',
      ],
    },
  );
  await world.ingest.run();
  return async (scope: Scope, filters = {}) => {
    const { rows, total } = await world.engine.rows(
      { ...MONTH, filters, scope },
      { offset: 0, limit: 50 },
    );
    return {
      total,
      rows: rows.map(({ row, columns }) => [
        row,
        AMOUNTS.filter(name => name in columns).length,
      ]),
    };
  };
}

describe('rows of the bill', () => {
  it('are all there, with amounts, for who sees all', async () => {
    const rows = await bill();
    expect(await rows({ kind: 'all' })).toEqual({
      total: 4,
      rows: [1, 2, 3, 4].map(row => [row, AMOUNTS.length]),
    });
    expect(
      await rows(
        { kind: 'all' },
        { component: ['component:default/textloom-api'] },
      ),
    ).toEqual({ total: 2, rows: [1, 2].map(row => [row, AMOUNTS.length]) });
  });

  it('are those with an own share for who sees their own, without amounts where others share', async () => {
    const rows = await bill();
    expect(await rows(own('platform'))).toEqual({
      total: 2,
      rows: [
        [1, 0],
        [2, AMOUNTS.length],
      ],
    });
    expect(await rows(own('video'))).toEqual({
      total: 2,
      rows: [
        [1, 0],
        [3, AMOUNTS.length],
      ],
    });
    expect(
      await rows(own('video'), {
        component: ['component:default/textloom-api'],
      }),
    ).toEqual({ total: 0, rows: [] });
  });
});
