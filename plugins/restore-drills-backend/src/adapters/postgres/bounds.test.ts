import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  FrozenEvidence,
  frozenDigest,
  LedgerEntry,
  RecoveredMarkers,
  rpaOf,
} from '@textloom/plugin-restore-drills-common';
import { newContext, writeMarkers } from '../../__testUtils__/drills';
import { DrillContext, DrillDriver } from '../../service/ports';
import { describeServer } from './__testUtils__/cluster';
import { FolderWorld, startFolderWorld } from './__testUtils__/world';
import { configOf, withSession } from './client';
import { targetConnection } from './layout';

jest.setTimeout(300_000);

const FAILURES = 100;
/** So many different states of the archive at least. */
const STATES = 8;

/** A failure at a random moment, with what had been archived by then. */
interface Failure {
  failedAt: number;
  frozen: FrozenEvidence;
  /** Newest marker that had reached the archive, asked before it was listed. */
  expected: number | undefined;
}

/** What a drill has found in the restored data. */
interface Restored {
  markers: RecoveredMarkers;
  /** The newest order that came back; orders are what the application writes. */
  lastOrder: number;
}

/**
 * The bounds of the loss against the truth. An application commits orders all the time, and the source notes when each
 * was committed (`track_commit_timestamp`), which the method under test never looks at. At a hundred random moments
 * the driver freezes what the archive has just then, while segments are on their way into it. Each different state is
 * restored by the driver, once: what comes back depends on nothing else. The truth of a failure is its moment less
 * that of the newest commit that came back.
 */
describeServer('the bounds of the loss', () => {
  let world: FolderWorld;
  let driver: DrillDriver;
  const ledger: LedgerEntry[] = [];
  const failures: Failure[] = [];

  beforeAll(async () => {
    world = await startFolderWorld({
      lean: true,
      settings: { track_commit_timestamp: 'on' },
      // Slow and in the open, as an upload is: half a segment is seen under its name too.
      archiveCommand: folder =>
        `test ! -f ${folder}/archive/%f && head -c 300000 %p > ${folder}/archive/%f && sleep 0.2 && cp %p ${folder}/archive/.%f && mv ${folder}/archive/.%f ${folder}/archive/%f`,
    });
    driver = world.connect();
    const { client } = world.cluster;
    await client.query(
      `CREATE TABLE orders (id bigserial PRIMARY KEY, filler text);
       INSERT INTO orders DEFAULT VALUES`,
    );
    ledger.push(...(await writeMarkers(world, 3)));
    await world.archive();
  });
  afterAll(() => world?.close());

  /** Orders and markers, as fast as they are taken, until all failures have happened. */
  async function live(): Promise<void> {
    let over = false;
    const orders = new Client(configOf(world.cluster.connection, 60_000));
    await orders.connect();
    const sell = async () => {
      while (!over) {
        await orders.query(
          `INSERT INTO orders (filler)
           SELECT string_agg(md5(random()::text), '') FROM generate_series(1, $1::int)`,
          [randomInt(1, 250)],
        );
        await sleep(randomInt(4));
      }
    };
    const beat = async () => {
      let seq = await world.markers!.prepare();
      while (!over) {
        seq += 1;
        const sentAt = Date.now();
        const { position } = await world.markers!.write(seq);
        const ackedAt = Date.now();
        ledger.push({ store: world.store.id, seq, sentAt, ackedAt, position });
        await sleep(randomInt(10, 60));
      }
    };
    const working = [sell(), beat()];
    try {
      for (let index = 0; index < FAILURES; index += 1) {
        await sleep(randomInt(20, 160));
        failures.push(await fail());
      }
    } finally {
      over = true;
      await Promise.all(working);
      await orders.end();
    }
  }

  async function fail(): Promise<Failure> {
    const newest = [...ledger].reverse();
    const archived = await world.markers!.archived(newest);
    const frozen = await driver.freeze(newContext(world));
    return {
      failedAt: frozen.failedAt,
      frozen: { ...frozen, digest: frozenDigest(frozen) },
      expected: archived?.seq,
    };
  }

  async function restore(frozen: FrozenEvidence): Promise<Restored> {
    let context: DrillContext = newContext(world, { frozen });
    try {
      context = { ...context, probe: await driver.probe(context) };
      for (const step of ['provision', 'restore', 'recover'] as const) {
        const facts = await driver[step](context);
        context = { ...context, target: { ...context.target, ...facts } };
      }
      const markers = await driver.markers(context);
      const [{ last }] = await withSession(
        targetConnection(context, 'postgres'),
        {},
        ({ rows }) =>
          rows<{ last: string }>(
            'SELECT coalesce(max(id), 0) AS last FROM orders',
          ),
      );
      return { markers: markers!, lastOrder: Number(last) };
    } finally {
      await driver.teardown(context);
    }
  }

  /** When the newest commit that came back was made, by the source's own note; milliseconds. */
  async function lastCommitOf(restored: Restored): Promise<number> {
    const { rows } = await world.cluster.client.query<{ at: number }>(
      `SELECT max(extract(epoch FROM at) * 1000)::float8 AS at FROM (
         SELECT pg_xact_commit_timestamp(xmin) AS at FROM orders WHERE id = $1
         UNION ALL
         SELECT pg_xact_commit_timestamp(xmin) FROM drill_hb WHERE seq = $2) commits`,
      [restored.lastOrder, restored.markers.max],
    );
    return rows[0].at;
  }

  it('contain the truth in 100 of 100 failures', async () => {
    await live();
    expect(failures).toHaveLength(FAILURES);
    const restored = new Map<string, Promise<Restored>>();
    const outcomes: unknown[] = [];
    for (const { failedAt, frozen, expected } of failures) {
      const state = JSON.stringify([frozen.backup.id, frozen.archive]);
      restored.set(state, restored.get(state) ?? restore(frozen));
      const found = await restored.get(state)!;
      const truth = failedAt - (await lastCommitOf(found));
      const rpa = rpaOf({
        failedAt,
        markers: found.markers,
        ledger,
        expectedSeq: expected,
      });
      outcomes.push({
        contains:
          rpa !== undefined && rpa.lowerMs <= truth && truth <= rpa.upperMs,
        complete: found.markers.max >= (expected ?? 0),
        contiguous: found.markers.firstHole === undefined,
      });
    }
    expect(outcomes).toEqual(
      failures.map(() => ({
        contains: true,
        complete: true,
        contiguous: true,
      })),
    );
    // That the failures were not all the same.
    expect(restored.size).toBeGreaterThanOrEqual(STATES);
    expect(await driver.leftovers()).toEqual([]);
  });
});
