import { mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  LedgerEntry,
  RecoveryTarget,
} from '@textloom/plugin-restore-drills-common';
import {
  DrillResult,
  DrillRun,
  newContext,
  runDrill,
  writeMarkers,
} from '../../../__testUtils__/drills';
import { PostgresSettings } from '../settings';
import { BIN, ClusterOptions } from './cluster';
import { churn, FolderWorld, startFolderWorld } from './world';

const SEGMENT = /^[0-9A-F]{24}$/;

/** How a drill of a case is run. */
export type CaseRun = DrillRun & {
  target?: RecoveryTarget;
  settings?: Partial<PostgresSettings>;
};

/** A source with markers before and after a point that drills may go back to. */
export interface Cases {
  world: FolderWorld;
  first: readonly LedgerEntry[];
  second: readonly LedgerEntry[];
  /** Between the two. */
  point: { time: number; lsn: string; name: string };
  /** Folder with the server's program alone. */
  few: string;
  drill(options?: CaseRun): Promise<DrillResult>;
  /** Segments of the archive after the newest backup, in order. */
  segments(): Promise<string[]>;
  /** Runs while a file of the archive is out of the way, or replaced by the act. */
  whileAside<T>(name: string, act: () => Promise<T>): Promise<T>;
  /** Names of drills that have left something. */
  left(): Promise<string[]>;
}

/** Starts a source for cases. */
export async function startCases(options?: ClusterOptions): Promise<Cases> {
  const world = await startFolderWorld(options);
  const { client, archiveAll, archive, folder } = world.cluster;
  const name = 'before-the-deploy';
  const first = await writeMarkers(world, 5);
  await archiveAll();
  await client.query(`SELECT pg_create_restore_point($1)`, [name]);
  const { rows } = await client.query<{ lsn: string }>(
    `SELECT pg_current_wal_insert_lsn()::text AS lsn`,
  );
  const point = { name, lsn: rows[0].lsn, time: Date.now() + 1 };
  await churn(world.cluster, 200);
  await archiveAll();
  const second = await writeMarkers(world, 5);
  await world.archive();
  const few = join(folder, 'few');
  await mkdir(few, { mode: 0o755 });
  await symlink(join(BIN, 'postgres'), join(few, 'postgres'));
  return {
    world,
    first,
    second,
    point,
    few,
    drill({ target, settings = {}, ...rest } = {}) {
      const plan = target ? { ...world.plan, target } : world.plan;
      const driver = world.connectWith(settings);
      return runDrill({ ...world, plan }, { driver, ...rest });
    },
    async segments() {
      const frozen = await world.connect().freeze(newContext(world));
      return frozen.archive.map(file => file.name).filter(n => SEGMENT.test(n));
    },
    async whileAside(victim, act) {
      const file = join(archive, victim);
      await rename(file, `${file}.aside`);
      try {
        return await act();
      } finally {
        await rm(file, { force: true });
        await rename(`${file}.aside`, file);
      }
    },
    async left() {
      const found = await world.connect().leftovers();
      return [
        ...found.map(({ what }) => what),
        ...(await readdir(world.workDirectory)),
      ];
    },
  };
}
