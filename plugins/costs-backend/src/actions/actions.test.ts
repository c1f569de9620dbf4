import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { NotAllowedError } from '@backstage/errors';
import { Change } from '../service/ports';
import { scratchFolder } from '../__testUtils__/bills';
import { putBill, sampleRows } from '../service/__testUtils__/sampleBill';
import {
  ALL,
  caller,
  serviceWorld,
  VIDEO,
} from '../service/__testUtils__/serviceWorld';
import { registerCostsActions } from './registerCostsActions';

// Bills are read by the real engine, on a machine that others use as well.
jest.setTimeout(60_000);

const folder = scratchFolder();
const WORKER = 'component:default/textloom-worker';
const DEPLOYED: Change = {
  at: '2026-11-17T10:00:00.000Z',
  kind: 'deployment',
  label: 'textloom-worker 4.2.0 → prod',
  component: WORKER,
};
const ACTIONS = [
  ['get-costs', {}],
  ['explain-cost', { from: '2026-11-01', to: '2026-11-20' }],
  ['get-cost-anomalies', {}],
  ['get-cost-recommendations', {}],
] as const;

describe('actions of costs', () => {
  let world: ReturnType<typeof serviceWorld>;

  beforeAll(async () => {
    world = serviceWorld(await folder(), {
      today: '2026-11-21',
      changes: [DEPLOYED],
    });
    const span = { from: '2026-08-01', to: '2026-11-20' };
    const worker = (day: string) => (day > '2026-11-17' ? 900 : 200);
    await putBill(world.bills, sampleRows(span, { worker }));
    await world.ingest.run();
    await world.review.run();
  });

  afterAll(() => world.close());

  function setUp(scope: typeof ALL | undefined) {
    const registry = actionsRegistryServiceMock();
    const admit = async () => {
      if (!scope) throw new NotAllowedError('costs.cost.read is required');
      return caller(scope);
    };
    registerCostsActions(registry, {
      service: world.service,
      admission: { admit } as object as Parameters<
        typeof registerCostsActions
      >[1]['admission'],
    });
    const invoke = async (name: string, input: object) => {
      const { output } = await registry.invoke({
        id: `test:${name}`,
        input: input as never,
        credentials: mockCredentials.user('user:default/dev'),
      });
      return output;
    };
    return { invoke, registry };
  }

  it('tell what the month costs', async () => {
    const { invoke } = setUp(ALL);
    await expect(invoke('get-costs', {})).resolves.toMatchObject({
      currency: 'USD',
      billedTo: '2026-11-20',
      equalsBill: 'equal',
      stale: [],
      monthToDate: '8242.5',
      components: [{ component: WORKER, cost: '6100' }, {}],
      layers: [{ layer: 'untagged' }, { layer: 'support-tax' }],
    });
    await expect(
      invoke('get-costs', { entity: WORKER }),
    ).resolves.toMatchObject({ entity: WORKER, monthToDate: '6100' });
  });

  it('tell what was not as usual, and what was deployed before', async () => {
    const { invoke } = setUp(ALL);
    await expect(invoke('get-cost-anomalies', {})).resolves.toMatchObject({
      anomalies: expect.arrayContaining([
        expect.objectContaining({
          of: WORKER,
          impact: '2100',
          causes: [{ at: DEPLOYED.at, label: DEPLOYED.label }],
        }),
      ]),
    });
  });

  it('explain a figure', async () => {
    const { invoke } = setUp(ALL);
    await expect(
      invoke('explain-cost', {
        from: '2026-11-01',
        to: '2026-11-20',
        filter: { component: [WORKER] },
      }),
    ).resolves.toMatchObject({
      total: '6100',
      parts: [{ kind: 'usage-standard', amount: '6100' }],
      rules: 'test-1',
      method: 'opencost-1',
    });
  });

  it.each(ACTIONS)('%s has the scope of who asks', async (name, input) => {
    const { invoke } = setUp(VIDEO);
    const answer = await invoke(name, input);
    expect(answer).toMatchObject({ scope: 'own' });
    expect(JSON.stringify(answer)).not.toContain('textloom-api');
  });

  it.each(ACTIONS)(
    '%s needs the permission of the page',
    async (name, input) => {
      await expect(setUp(undefined).invoke(name, input)).rejects.toThrow(
        'costs.cost.read',
      );
    },
  );

  it.each([
    ['get-costs', { month: 'May' }, /month/],
    ['get-costs', { entity: 'textloom-api' }, /entity reference/],
    ['explain-cost', { from: 'x', to: 'y' }, /from/],
    [
      'explain-cost',
      { from: '2026-11-01', to: '2026-11-02', filter: { color: ['red'] } },
      /dimension/,
    ],
  ])('%s refuses %j', async (name, input, message) => {
    await expect(setUp(ALL).invoke(name, input)).rejects.toThrow(message);
  });

  it('offer nothing that changes anything', async () => {
    const { actions } = await setUp(ALL).registry.list();
    expect(actions.map(({ attributes }) => attributes.readOnly)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});
