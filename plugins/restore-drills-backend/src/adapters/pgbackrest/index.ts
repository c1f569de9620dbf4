import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PostgresDeps, PostgresMarkers, PostgresParts } from '../postgres';
import { sourcePlaces } from '../postgres/source';
import { PgBackRest } from './PgBackRest';
import { PgBackRestDriver } from './PgBackRestDriver';
import { Repository } from './Repository';
import { PgBackRestSettings } from './settings';

export type { PgBackRestSettings } from './settings';

const PLACE = /^\s*(?:repo\d*-path|pg\d*-path)\s*=\s*(\/.*?)\s*$/gm;
const DEFAULT_REPOSITORY = '/var/lib/pgbackrest';

/** Connects a store that pgBackRest backs up; nothing is opened before it is used. */
export function connectPgBackRest(
  settings: PgBackRestSettings,
  { clock }: PostgresDeps,
): PostgresParts {
  const { connection, heartbeatConnection, stanza, config } = settings;
  const repository = new Repository(new PgBackRest(settings), stanza);
  return {
    driver: new PgBackRestDriver(settings),
    ...(heartbeatConnection && {
      markers: new PostgresMarkers({
        connection: heartbeatConnection,
        writer: randomUUID(),
        archive: { archivedUntil: () => archivedUntil(repository, clock()) },
      }),
    }),
    source: async () => sourcePlaces(connection, await placesIn(config)),
  };
}

async function archivedUntil(
  repository: Repository,
  now: number,
): Promise<string | undefined> {
  const info = await repository.info();
  const backup = info.backups[info.backups.length - 1];
  return repository.reach(backup, await repository.archive(info, now)).until;
}

/** Folders of the repository and of the data, by the configuration of pgBackRest. */
async function placesIn(config: string): Promise<string[]> {
  const text = await readFile(config, 'utf8').catch(() => '');
  const places = [...text.matchAll(PLACE)].map(([, path]) => path);
  return [...places, DEFAULT_REPOSITORY];
}
