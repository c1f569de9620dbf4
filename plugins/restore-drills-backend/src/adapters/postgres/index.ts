import { randomUUID } from 'node:crypto';
import { Store } from '@textloom/plugin-restore-drills-common';
import { DrillDriver, MarkerWriter } from '../../service/ports';
import { SourcePlaces } from '../guard';
import { FolderRepository } from './FolderRepository';
import { PostgresDriver } from './PostgresDriver';
import { PostgresMarkers } from './PostgresMarkers';
import { PostgresSettings } from './settings';
import { sourcePlaces } from './source';

export { PostgresMarkers } from './PostgresMarkers';
export type { PostgresSettings, ServerSettings } from './settings';

/** What the drivers of PostgreSQL are given besides their settings. */
export interface PostgresDeps {
  store: Store;
  clock: () => number;
}

/** What a store of PostgreSQL is made of. */
export interface PostgresParts {
  driver: DrillDriver;
  markers?: MarkerWriter;
  /** For the guard. */
  source(): Promise<SourcePlaces>;
}

/** Connects a store whose backups and archive are folders of this machine; nothing is opened before it is used. */
export function connectPostgres(
  settings: PostgresSettings,
  { clock }: PostgresDeps,
): PostgresParts {
  const repository = new FolderRepository(settings);
  const { connection, heartbeatConnection } = settings;
  return {
    driver: new PostgresDriver(settings),
    ...(heartbeatConnection && {
      markers: new PostgresMarkers({
        connection: heartbeatConnection,
        writer: randomUUID(),
        archive: { archivedUntil: () => archivedUntil(repository, clock()) },
      }),
    }),
    source: () =>
      sourcePlaces(connection, [settings.backups, settings.archive]),
  };
}

async function archivedUntil(
  repository: FolderRepository,
  now: number,
): Promise<string | undefined> {
  const backup = (await repository.backups()).pop();
  if (!backup) {
    return undefined;
  }
  return (await repository.reach(backup, await repository.archive(now))).until;
}
