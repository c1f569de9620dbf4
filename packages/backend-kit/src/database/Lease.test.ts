import { Knex } from 'knex';
import { describeDatabases } from '../testUtils';
import { Lease } from './Lease';
import { openDatabase } from './openDatabase';

const LONG_MS = 60_000;

describeDatabases('a lease', databases => {
  let database: Knex;
  const lease = (holder: string, ttlMs = LONG_MS, name = 'writer') =>
    new Lease({ database, name, holder, ttlMs });
  /** Lets time pass for the database: all leases have run out. */
  const expire = () => database('leases').update({ expires_at: 1 });

  beforeEach(async () => {
    database = await openDatabase(
      await databases.create(),
      '@textloom/backend-kit',
    );
  });

  it('is held by the first to ask, and by nobody else', async () => {
    const [a, b] = [lease('a'), lease('b')];
    expect(await a.hold()).toBe(true);
    expect(await b.hold()).toBe(false);
    expect(await a.hold()).toBe(true);
    expect([a.token, b.token]).toEqual([1, undefined]);
  });

  it('is held by exactly one of many who ask at once', async () => {
    const many = Array.from({ length: 10 }, (_, n) => lease(`holder-${n}`));
    const held = await Promise.all(many.map(one => one.hold()));
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  it('lives on the clock of the database', async () => {
    await lease('a').hold();
    const { expires_at: expiresAt } = await database('leases').first();
    expect(Math.abs(Number(expiresAt) - LONG_MS - Date.now())).toBeLessThan(
      5_000,
    );
  });

  it('passes on when it was not renewed, with a greater token', async () => {
    const [a, b] = [lease('a'), lease('b')];
    await a.hold();
    await expire();
    expect(await b.hold()).toBe(true);
    expect(b.token).toBe(2);
    expect(a.token).toBe(1);
    expect(await a.hold()).toBe(false);
    expect(a.token).toBeUndefined();
    expect(await b.hold()).toBe(true);
  });

  it('is taken again by a holder whose lease ran out, as a new one', async () => {
    const a = lease('a');
    await a.hold();
    await expire();
    expect(await a.hold()).toBe(true);
    expect(a.token).toBe(2);
  });

  it('is free at once when it is released, and tokens go on growing', async () => {
    const [a, b] = [lease('a'), lease('b')];
    await a.hold();
    await a.release();
    expect(a.token).toBeUndefined();
    expect(await b.hold()).toBe(true);
    expect(b.token).toBe(2);
    await a.release();
    expect(await b.hold()).toBe(true);
  });

  it('is one of many names', async () => {
    expect(await lease('a').hold()).toBe(true);
    expect(await lease('b', LONG_MS, 'other').hold()).toBe(true);
  });

  it('fences off who has lost it and does not know', async () => {
    const [a, b] = [lease('a'), lease('b')];
    const fence = (who: Lease) =>
      database.transaction(transaction => who.fence(transaction));
    expect(await fence(a)).toBe(false);
    await a.hold();
    expect(await fence(a)).toBe(true);
    await expire();
    await b.hold();
    expect(await fence(a)).toBe(false);
    expect(a.token).toBeUndefined();
    expect(await fence(b)).toBe(true);
  });

  it('cannot be taken while its holder writes', async () => {
    if (database.client.config.client !== 'pg') {
      // One connection: nothing happens beside a transaction.
      return;
    }
    const a = lease('a', 300);
    const b = lease('b');
    await a.hold();
    const order: string[] = [];
    let taking: Promise<boolean> | undefined;
    await database.transaction(async transaction => {
      expect(await a.fence(transaction)).toBe(true);
      await transaction.raw('SELECT pg_sleep(0.4)');
      taking = b.hold().then(held => {
        order.push('taken');
        return held;
      });
      await transaction.raw('SELECT pg_sleep(0.2)');
      order.push('written');
    });
    expect(await taking).toBe(true);
    expect(order).toEqual(['written', 'taken']);
  });
});

describeDatabases('openDatabase', databases => {
  it('changes nothing when the tables are there, and nothing when told so', async () => {
    const service = await databases.create();
    const knex = await openDatabase(
      { ...service, migrations: { skip: true } },
      '@textloom/backend-kit',
    );
    expect(await knex.schema.hasTable('leases')).toBe(false);
    await openDatabase(service, '@textloom/backend-kit');
    await openDatabase(service, '@textloom/backend-kit');
    expect(await knex.schema.hasTable('leases')).toBe(true);
  });
});
