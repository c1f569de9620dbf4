import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Store } from '@textloom/plugin-restore-drills-common';
import { DrillDriver, Ledger, MarkerWriter } from '../../service/ports';
import { SourcePlaces } from '../guard';
import { Copies } from './Copies';
import { patiently, withDatabase } from './database';
import { FileLedger } from './FileLedger';
import { makeCopy } from './makeCopy';
import { newestMarkerAt } from './markersTable';
import { SqliteDriver } from './SqliteDriver';
import { SqliteMarkers } from './SqliteMarkers';
import { SqliteSettings } from './settings';
import { markerFile, placesOfSource } from './sources';

export type { SqliteSettings } from './settings';

/** In the folder of the copies, as it must not be lost with the databases. */
const LEDGER = 'ledger.jsonl';
const LOOK_MS = 100;
/** A copy waits for a marker for so many periods of the heartbeat. */
const WAIT_PERIODS = 3;

/** What the driver of SQLite is given besides its settings. */
export interface SqliteDeps {
  store: Store;
  clock: () => number;
}

/** What a store of SQLite is made of. */
export interface SqliteParts {
  driver: DrillDriver;
  /** Where the store has a heartbeat. */
  markers?: MarkerWriter;
  ledger: Ledger;
  /** For the guard. */
  source(): Promise<SourcePlaces>;
  /** Makes one copy of all databases. */
  backup(signal: AbortSignal): Promise<void>;
}

/** Connects databases of SQLite that the portal itself copies; nothing is opened before it is used. */
export function connectSqlite(
  settings: SqliteSettings,
  { store, clock }: SqliteDeps,
): SqliteParts {
  const copies = new Copies(settings);
  const path = markerFile(settings);
  let copying: Promise<unknown> = Promise.resolve();
  const copy = async (signal: AbortSignal) => {
    await waitForMarker(path, store.heartbeatMs, clock, signal);
    await makeCopy({ settings, copies, markers: path, clock, signal });
  };
  return {
    driver: new SqliteDriver(settings, copies, () => copying),
    ...(store.heartbeatMs !== undefined && {
      markers: new SqliteMarkers({
        path,
        writer: randomUUID(),
        clock,
        copied: () => newestCopied(copies),
      }),
    }),
    ledger: new FileLedger(join(settings.copies, LEDGER), clock),
    source: () => placesOfSource(settings),
    backup(signal) {
      const made = copy(signal);
      copying = made.catch(() => {});
      return made;
    },
  };
}

/**
 * After a start the newest marker is as old as the portal was away, or there is none: what a copy of that moment would
 * lose could not be told. So the first marker is waited for, and after a while the copy is made without it.
 */
async function waitForMarker(
  path: string,
  heartbeatMs: number | undefined,
  clock: () => number,
  signal: AbortSignal,
): Promise<void> {
  if (heartbeatMs === undefined) {
    return;
  }
  const until = clock() + WAIT_PERIODS * heartbeatMs;
  while (clock() < until) {
    const at = await patiently(
      () => withDatabase(path, { readonly: true }, newestMarkerAt),
      signal,
    ).catch(() => undefined);
    signal.throwIfAborted();
    if (at !== undefined && clock() - at <= 2 * heartbeatMs) {
      return;
    }
    await sleep(Math.min(LOOK_MS, heartbeatMs), undefined, { signal });
  }
}

/** Undefined when there is no copy, or none that can be relied on: what is wrong with it a drill tells. */
async function newestCopied(copies: Copies): Promise<number | undefined> {
  const newest = (await copies.ids()).pop();
  if (newest === undefined) {
    return undefined;
  }
  const manifest = await copies.manifest(newest).catch(() => undefined);
  return manifest?.newestMarker;
}
