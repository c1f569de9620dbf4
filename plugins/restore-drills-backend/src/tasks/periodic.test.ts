import { mockServices } from '@backstage/backend-test-utils';
import { DAY, HOUR, MINUTE } from '@textloom/kernel';
import { DrillPlan } from '@textloom/plugin-restore-drills-common';
import { aConnection, FakeDriver } from '../__testUtils__/fakeDriver';
import { sharedMemory } from '../__testUtils__/process';
import { as } from '../__testUtils__/stores';
import {
  aTestPlan,
  drillId,
  happen,
  queues,
  verdict,
} from '../__testUtils__/testDrills';
import { StoreConnection } from '../service/ports';
import { Starting } from '../service/Starting';
import { Alarm, OverdueAlarm } from './OverdueAlarm';
import { leaseFor, Periodic } from './Periodic';
import { Scheduler } from './Scheduler';
import { Sweeper } from './Sweeper';

const NOON = Date.UTC(2026, 10, 29, 12);
const DAILY: DrillPlan = aTestPlan({ schedule: { every: 'day', hour: 2 } });
const logger = mockServices.logger.mock();

describe('what is done now and again', () => {
  let now: number;
  let memory: ReturnType<typeof sharedMemory>;
  let connections: Map<string, StoreConnection>;
  let driver: FakeDriver;
  let ids: number;

  beforeEach(async () => {
    now = NOON;
    memory = sharedMemory(() => now);
    driver = new FakeDriver();
    ids = 0;
    const connection = await aConnection({ driver, plans: [DAILY] });
    connections = new Map([['orders', connection]]);
  });

  const newId = () => {
    ids += 1;
    return drillId(ids);
  };

  /** Lets the drill that runs end. */
  async function end(outcome = verdict('PASS')) {
    const [drill] = await memory.store.unfinished();
    await memory.store.transact(
      drill.id,
      as('portal'),
      happen({ type: 'claimed', token: ids }, { type: 'finished', outcome }),
    );
  }

  describe('Scheduler', () => {
    const aScheduler = (holder = 'one') => {
      const { store } = memory;
      return new Scheduler({
        store,
        leases: memory.leasesOf(holder),
        connections,
        starting: new Starting({ store, connections, newId }),
        logger,
        onStart: () => {},
      });
    };
    const started = async () => {
      const { items } = await memory.store.list({ limit: 9 });
      return items.length;
    };

    it('starts what is due, once for each time of the schedule', async () => {
      const scheduler = aScheduler();
      await scheduler.look();
      expect(await started()).toBe(0);
      now = NOON + 14 * HOUR - 1;
      await scheduler.look();
      expect(await started()).toBe(0);
      now = NOON + 14 * HOUR;
      await scheduler.look();
      await scheduler.look();
      expect(await started()).toBe(1);
      await end();
      await scheduler.look();
      expect(await started()).toBe(1);
      now += DAY;
      await scheduler.look();
      expect(await started()).toBe(2);
    });

    it('makes up for what was missed, once', async () => {
      const scheduler = aScheduler();
      await scheduler.look();
      now = NOON + 9 * DAY;
      await scheduler.look();
      await end();
      await scheduler.look();
      expect(await started()).toBe(1);
    });

    it('waits for a drill of the store that runs', async () => {
      const scheduler = aScheduler();
      await scheduler.look();
      await memory.store.transact(
        drillId(99),
        as('sre'),
        queues(99, { control: 'flipped-byte' }),
      );
      now = NOON + 14 * HOUR;
      await scheduler.look();
      expect(await started()).toBe(1);
      await end();
      await scheduler.look();
      expect(await started()).toBe(2);
    });

    it('does not count a control that somebody asked for as the run of the plan', async () => {
      const scheduler = aScheduler();
      await scheduler.look();
      now = NOON + 14 * HOUR + 1;
      await memory.store.transact(
        drillId(99),
        as('sre'),
        queues(99, { plan: DAILY, control: 'flipped-byte' }),
      );
      await end();
      await scheduler.look();
      expect(await started()).toBe(2);
    });

    it('starts a plan that never ran so long after it became known, and never again so', async () => {
      const connection = connections.get('orders') as StoreConnection;
      const firstAfterMs = new Map([[DAILY.id, 3 * MINUTE]]);
      connections.set('orders', { ...connection, firstAfterMs });
      const scheduler = aScheduler();
      await scheduler.look();
      now = NOON + 3 * MINUTE;
      await scheduler.look();
      expect(await started()).toBe(1);
      await end();
      now += HOUR;
      await scheduler.look();
      expect(await started()).toBe(1);
    });

    it('starts nothing of a store that is not connected', async () => {
      const connection = connections.get('orders') as StoreConnection;
      const problem = { code: 'not-configured' } as const;
      connections.set('orders', { ...connection, problem });
      const scheduler = aScheduler();
      await scheduler.look();
      now = NOON + DAY;
      await scheduler.look();
      expect(await started()).toBe(0);
    });
  });

  describe('OverdueAlarm', () => {
    const told: Alarm[] = [];
    const anAlarm = (holder = 'one') =>
      new OverdueAlarm({
        store: memory.store,
        leases: memory.leasesOf(holder),
        connections,
        tell: async alarm => {
          told.push(alarm);
        },
        logger,
      });
    const look = async () => {
      told.length = 0;
      await anAlarm().look();
      await anAlarm('other').look();
      return told.map(({ overdue: { priority, reason } }) => [
        priority,
        reason,
      ]);
    };

    it('tells each alarm once, whichever replica finds it, and again when it becomes worse', async () => {
      await memory.store.knownSince(DAILY.id);
      expect(await look()).toEqual([]);
      now = NOON + 1.03 * DAY + HOUR + 1;
      expect(await look()).toEqual([['P2', 'never']]);
      expect(await look()).toEqual([]);
      now = NOON + 2 * DAY;
      expect(await look()).toEqual([['P1', 'never']]);
      now += HOUR;
      expect(await look()).toEqual([]);
    });

    it('tells of a failure until somebody has acknowledged it', async () => {
      await memory.store.knownSince(DAILY.id);
      ids = 1;
      await memory.store.transact(
        drillId(1),
        as('sre'),
        queues(1, { plan: DAILY }),
      );
      await end(verdict('FAIL'));
      expect(await look()).toEqual([['P1', 'failed']]);
      expect(await look()).toEqual([]);
    });

    it('tells that more would be lost than the target allows', async () => {
      await memory.store.addExposure('orders', now, 900_001);
      expect(await look()).toEqual([['P1', 'exposed']]);
      now += MINUTE;
      await memory.store.addExposure('orders', now, 960_001);
      expect(await look()).toEqual([]);
    });

    it('holds a plan of controls overdue when nothing was found for too long', async () => {
      const connection = connections.get('orders') as StoreConnection;
      const plan: DrillPlan = { ...DAILY, control: 'flipped-byte' };
      connections.set('orders', { ...connection, plans: [plan] });
      await memory.store.knownSince(plan.id);
      now = NOON + DAY;
      await memory.store.transact(drillId(1), as('sre'), queues(1, { plan }));
      await end();
      now = NOON + 1.9 * DAY;
      expect(await look()).toEqual([]);
      now = NOON + 2.1 * DAY;
      expect(await look()).toEqual([['P2', 'too-long']]);
    });
  });

  describe('Sweeper', () => {
    it('removes what is left of drills that do not run, and nothing of one that does', async () => {
      await memory.store.transact(drillId(2), as('sre'), queues(2));
      driver.made.add(drillId(1)).add(drillId(2));
      const sweeper = new Sweeper({ store: memory.store, connections, logger });
      await sweeper.sweep();
      expect([...driver.made]).toEqual([drillId(2)]);
      expect(sweeper.removed).toBe(1);
    });

    it('goes on when something cannot be removed, or a store cannot be looked at', async () => {
      const broken = await aConnection({ store: { id: 'users' } });
      broken.driver.leftovers = async () => {
        throw new Error('no answer');
      };
      connections = new Map([
        ['users', broken],
        ['orders', connections.get('orders') as StoreConnection],
      ]);
      driver.made.add(drillId(1));
      const leftovers = await driver.leftovers();
      driver.leftovers = async () => [
        {
          drill: drillId(3),
          what: 'process 1',
          remove: async () => {
            throw new Error('not permitted');
          },
        },
        ...leftovers,
      ];
      const sweeper = new Sweeper({ store: memory.store, connections, logger });
      await sweeper.sweep();
      expect(driver.made.size).toBe(0);
      expect(sweeper.removed).toBe(1);
    });
  });

  describe('Periodic', () => {
    it('is done by who holds the lease, and survives its failures', async () => {
      let done = 0;
      const periodic = (holder: string) =>
        new Periodic({
          what: 'a test',
          periodMs: MINUTE,
          work: async () => {
            done += 1;
            throw new Error('broken');
          },
          lease: leaseFor(memory.leasesOf(holder), 'test', MINUTE),
          logger,
        });
      const one = periodic('one');
      const other = periodic('other');
      await one.once();
      await other.once();
      expect(done).toBe(1);
      await one.stop();
      await other.once();
      expect(done).toBe(2);
    });
  });
});
