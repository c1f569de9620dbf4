import { NotFoundError } from '@backstage/errors';
import { verifyChain } from '../domain/log';
import { InMemoryRestoreDrillsClient } from './InMemoryRestoreDrillsClient';
import { SAMPLE_DRILLS, SAMPLE_PLANS } from './samples';
import { summaryOf } from '../domain/summary';

const options = { idempotencyKey: 'k' };

describe('samples', () => {
  it.each<[keyof typeof SAMPLE_DRILLS, string]>([
    ['passed', 'PASS'],
    ['failed', 'FAIL'],
    ['running', 'Running'],
    ['refused', 'refused'],
    ['cancelled', 'cancelled'],
    ['control', 'PASS'],
    ['partial', 'PARTIAL'],
    ['invalid', 'INVALID'],
    ['lost', 'FAIL'],
  ])('%s is %s, with a chain that holds', (name, end) => {
    const { drill, events } = SAMPLE_DRILLS[name];
    const { outcome } = drill;
    const word = outcome?.kind === 'verdict' ? outcome.verdict : outcome?.kind;
    expect(word ?? drill.state).toBe(end);
    expect(verifyChain(events).state).toBe('verified');
  });
});

describe('InMemoryRestoreDrillsClient', () => {
  it('answers a portal in which every state is seen', async () => {
    const client = new InMemoryRestoreDrillsClient();
    const { stores } = await client.getOverview();
    const plans = stores.flatMap(store => store.plans);
    const priorities = plans.map(({ overdue }) => overdue?.reason);
    expect(new Set(priorities)).toEqual(
      new Set([undefined, 'never', 'too-long', 'failed']),
    );
    expect(stores.map(({ exercised }) => exercised)).toContain(false);
    expect(plans.filter(({ running }) => running)).toHaveLength(1);
    expect(plans.filter(({ start }) => !start.ok)).toHaveLength(1);
    for (const plan of Object.values(SAMPLE_PLANS)) {
      await expect(client.getPlan(plan.id)).resolves.toMatchObject({
        plan: {},
      });
      await expect(client.getStore(plan.store)).resolves.toBeDefined();
    }
  });

  it('finds the stores of an entity, and pages drills', async () => {
    const client = new InMemoryRestoreDrillsClient();
    const entity = 'resource:default/textloom-redis';
    const { stores } = await client.getOverview({ entity });
    expect(stores.map(({ store }) => store.id)).toEqual(['textloom-redis']);
    const first = await client.listDrills({ limit: 4 });
    const rest = await client.listDrills({ cursor: first.nextCursor });
    expect([...first.items, ...rest.items]).toHaveLength(
      Object.keys(SAMPLE_DRILLS).length,
    );
    expect(rest.nextCursor).toBeUndefined();
    const own = await client.listDrills({ store: 'portal-database' });
    expect(own.items).toEqual([summaryOf(SAMPLE_DRILLS.portalProven.drill)]);
  });

  it('keeps writes, fails when told to, and knows nothing that is not given', async () => {
    const client = new InMemoryRestoreDrillsClient();
    const { id } = SAMPLE_DRILLS.running.drill;
    await expect(client.cancel(id, {}, options)).resolves.toMatchObject({ id });
    client.fail('cancel', new Error('busy'));
    await expect(client.cancel(id, {}, options)).rejects.toThrow('busy');
    client.fail('cancel', undefined);
    client.set({ drills: {} });
    await expect(client.cancel(id, {}, options)).rejects.toThrow(NotFoundError);
    expect(client.calls).toHaveLength(3);
    expect(client.calls[0]).toEqual({
      method: 'cancel',
      args: [id, {}],
      idempotencyKey: 'k',
    });
  });

  it('gives lines after a number', async () => {
    const client = new InMemoryRestoreDrillsClient();
    const { drill, events } = SAMPLE_DRILLS.passed;
    const { lines } = await client.getLog(drill.id, 3);
    expect(lines).toHaveLength(events.length - 3);
    expect(lines[0].line).toBe(4);
  });
});
