import { Client } from 'pg';
import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import { eventually } from '../../__testUtils__/eventually';
import { Cluster, describeServer, startCluster } from './__testUtils__/cluster';
import { fill } from './__testUtils__/world';
import { configOf, withSession } from './client';
import { readMarkers } from './markersTable';
import { PostgresMarkers } from './PostgresMarkers';

jest.setTimeout(60_000);

describeServer('PostgresMarkers', () => {
  let cluster: Cluster;
  let until: string | undefined;
  let markers: PostgresMarkers;

  const connect = (user = 'heartbeat') =>
    new PostgresMarkers({
      connection: { ...cluster.connection, user },
      writer: 'a test',
      archive: { archivedUntil: async () => until },
    });

  beforeAll(async () => {
    cluster = await startCluster();
    await fill(cluster);
  });
  afterAll(() => cluster?.stop());
  beforeEach(async () => {
    await cluster.client.query('TRUNCATE drill_hb');
    markers = connect();
  });
  afterEach(() => markers.close());

  const count = () =>
    withSession(cluster.connection, {}, session => readMarkers(session));

  it('writes numbers that another can read, each with its place in the log', async () => {
    expect(await markers.prepare()).toBe(0);
    const first = await markers.write(1);
    const second = await markers.write(2);
    expect(await count()).toEqual({ min: 1, max: 2, count: 2 });
    const { rows } = await cluster.client.query<{ grows: boolean }>(
      'SELECT $1::pg_lsn < $2::pg_lsn AS grows',
      [first.position, second.position],
    );
    expect(rows).toEqual([{ grows: true }]);
    expect(await markers.prepare()).toBe(2);
  });

  it('makes the table where its role may', async () => {
    await cluster.client.query('DROP TABLE drill_hb');
    const owner = connect('admin');
    expect(await owner.prepare()).toBe(0);
    await owner.write(1);
    await owner.close();
    await cluster.client.query(
      'GRANT SELECT, INSERT, DELETE ON drill_hb TO heartbeat',
    );
    expect(await markers.prepare()).toBe(1);
  });

  it('never writes a number twice', async () => {
    await markers.write(1);
    await expect(markers.write(1)).rejects.toMatchObject({ code: '23505' });
    await markers.write(2);
    expect(await count()).toEqual({ min: 1, max: 2, count: 2 });
  });

  it('goes on after its connection was lost', async () => {
    await markers.write(1);
    await cluster.client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'heartbeat'`,
    );
    const second = await markers.write(2).catch(() => undefined);
    const next = (await markers.prepare()) + 1;
    expect(next).toBe(second ? 3 : 2);
    await markers.write(next);
    expect((await count())?.firstHole).toBeUndefined();
  });

  it('counts only once it is on the disk, whatever the source is set to', async () => {
    await cluster.client.query(
      'ALTER ROLE heartbeat SET synchronous_commit = off',
    );
    try {
      const { position } = await markers.write(1);
      const { rows } = await cluster.client.query<{ flushed: boolean }>(
        `SELECT pg_current_wal_flush_lsn() >= $1::pg_lsn AS flushed`,
        [position],
      );
      expect(rows).toEqual([{ flushed: true }]);
      // The server may still be ending that of the test before.
      await eventually(async () => {
        const { rows: sessions } = await cluster.client.query(
          `SELECT query FROM pg_stat_activity WHERE usename = 'heartbeat'`,
        );
        expect(sessions).toHaveLength(1);
      });
    } finally {
      await cluster.client.query(
        'ALTER ROLE heartbeat RESET synchronous_commit',
      );
    }
  });

  it('drops what is older than eight days', async () => {
    await cluster.client.query(
      `INSERT INTO drill_hb (seq, writer, wall) VALUES (718, 'old', now() - interval '9 days'), (719, 'new', now())`,
    );
    await markers.write(720);
    expect(await count()).toEqual({ min: 719, max: 720, count: 2 });
  });

  it('has a role that may do nothing else', async () => {
    const client = new Client(
      configOf({ ...cluster.connection, user: 'heartbeat' }, 5_000),
    );
    await client.connect();
    try {
      for (const sql of [
        'SELECT * FROM tenants',
        'UPDATE drill_hb SET writer = NULL',
        'CREATE TABLE public.other (id int)',
      ]) {
        await expect(client.query(sql)).rejects.toMatchObject({
          code: '42501',
        });
      }
    } finally {
      await client.end();
    }
  });

  it('finds the newest marker that lies wholly in the archive', async () => {
    const entry = (seq: number, position?: string): LedgerEntry => ({
      store: 's',
      seq,
      sentAt: 0,
      ackedAt: 0,
      ...(position !== undefined && { position }),
    });
    const newest = [
      entry(5),
      entry(4, '0/4000001'),
      entry(3, '0/4000000'),
      entry(2, '0/3FFFFFF'),
    ];
    until = '0/4000000';
    expect(await markers.archived(newest)).toEqual(newest[2]);
    until = '0/1';
    expect(await markers.archived(newest)).toBeUndefined();
    until = undefined;
    expect(await markers.archived(newest)).toBeUndefined();
  });

  it('names a hole', async () => {
    await cluster.client.query(
      `INSERT INTO drill_hb (seq, writer) VALUES (3, 'a'), (4, 'a'), (6, 'a'), (7, 'a'), (9, 'a')`,
    );
    expect(await count()).toEqual({ min: 3, max: 9, count: 5, firstHole: 5 });
  });
});
