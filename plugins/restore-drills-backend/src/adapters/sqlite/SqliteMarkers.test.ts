import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { readMarkers } from './markersTable';
import { SqliteMarkers } from './SqliteMarkers';

const DAY_MS = 86_400_000;

describe('Markers in SQLite', () => {
  let folder: string;
  let path: string;
  let database: Database.Database;
  let now: number;
  let copied: number | undefined;
  let markers: SqliteMarkers;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'markers-'));
    path = join(folder, 'own.sqlite');
    database = new Database(path);
    database.exec('CREATE TABLE t (a INTEGER)');
    now = 1_000;
    copied = undefined;
    markers = new SqliteMarkers({
      path,
      writer: 'one',
      clock: () => now,
      copied: async () => copied,
    });
  });

  afterEach(async () => {
    await markers.close();
    database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('go on where they ended', async () => {
    expect(readMarkers(database)).toBeUndefined();
    await expect(markers.prepare()).resolves.toBe(0);
    expect(readMarkers(database)).toEqual({ min: 0, max: 0, count: 0 });
    await markers.write(1);
    await markers.write(2);
    await markers.close();
    await expect(markers.prepare()).resolves.toBe(2);
    await expect(markers.write(2)).rejects.toThrow('UNIQUE');
    expect(readMarkers(database)).toEqual({ min: 1, max: 2, count: 2 });
  });

  it('show a hole', async () => {
    await markers.prepare();
    for (const seq of [3, 4, 6, 9]) {
      await markers.write(seq);
    }
    expect(readMarkers(database)).toEqual({
      min: 3,
      max: 9,
      count: 4,
      firstHole: 5,
    });
  });

  it('are dropped after eight days', async () => {
    await markers.prepare();
    await markers.write(718);
    now += 8 * DAY_MS;
    await markers.write(719);
    now += 1;
    await markers.write(720);
    expect(readMarkers(database)).toEqual({ min: 719, max: 720, count: 2 });
  });

  it('wait for a transaction of the portal without stopping the process', async () => {
    await markers.prepare();
    database.exec('BEGIN IMMEDIATE');
    const written = markers.write(1);
    await new Promise(resolve => setTimeout(resolve, 60));
    expect(readMarkers(database)).toMatchObject({ count: 0 });
    database.exec('COMMIT');
    await written;
    expect(readMarkers(database)).toMatchObject({ count: 1 });
  });

  it('tell which of them has reached the newest copy', async () => {
    const newest = [5, 4, 3].map(seq => ({
      ...{ store: 's', seq, sentAt: seq },
      ackedAt: seq,
    }));
    await expect(markers.archived(newest)).resolves.toBeUndefined();
    copied = 4;
    await expect(markers.archived(newest)).resolves.toBe(newest[1]);
    copied = 2;
    await expect(markers.archived(newest)).resolves.toBeUndefined();
  });

  it('are not written into a file that is not there', async () => {
    database.close();
    await rm(path);
    await expect(markers.prepare()).rejects.toThrow();
    await expect(markers.write(1)).rejects.toThrow();
  });
});
