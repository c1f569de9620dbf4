import { ProbeFacts } from '@textloom/plugin-restore-drills-common';
import { SourcePlaces } from '../guard';
import { Session, SessionOptions, withSource } from './client';
import { PostgresConnection } from './settings';

/** Settings that a copy must not have lower than its source, or replaying the log ends. */
const REPLAY_SETTINGS = [
  'max_connections',
  'max_worker_processes',
  'max_wal_senders',
  'max_prepared_transactions',
  'max_locks_per_transaction',
  'max_replication_slots',
  'wal_level',
] as const;

/** What the source says of itself. */
export interface SourceFacts {
  systemIdentifier: string;
  /** `server_version_num`, as 150020. */
  version: number;
  /** As people write it, e.g. `15.20`. */
  versionText: string;
  /** The role that made the cluster; it exists in every copy. */
  superuser: string;
  dataDirectory: string;
  clock: NonNullable<ProbeFacts['clock']>;
}

/** Asks the source who it is and what its clock says. */
export function readSource(
  connection: PostgresConnection,
  now: () => number,
  options: SessionOptions,
): Promise<SourceFacts> {
  return withSource(connection, options, async session => {
    const [facts] = await session.rows<{
      identifier: string;
      version: string;
      text: string;
      superuser: string;
      directory: string | null;
    }>(
      `SELECT (SELECT system_identifier::text FROM pg_control_system()) AS identifier,
              current_setting('server_version_num') AS version,
              current_setting('server_version') AS text,
              (SELECT rolname FROM pg_roles WHERE oid = 10) AS superuser,
              (SELECT setting FROM pg_settings WHERE name = 'data_directory') AS directory`,
    );
    return {
      systemIdentifier: facts.identifier,
      version: Number(facts.version),
      versionText: facts.text,
      superuser: facts.superuser,
      dataDirectory: facts.directory ?? '',
      clock: await readClock(session, now),
    };
  });
}

/** What the clock of a server says against the portal's. */
export async function readClock(
  session: Session,
  now: () => number,
): Promise<SourceFacts['clock']> {
  const sent = now();
  const [{ at }] = await session.rows<{ at: number }>(
    `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`,
  );
  const received = now();
  return {
    offsetMs: Math.round(at - (sent + received) / 2),
    uncertaintyMs: Math.ceil((received - sent) / 2),
  };
}

/** What the log of the source needs of a server that replays it. */
export function readReplaySettings(
  connection: PostgresConnection,
  options: SessionOptions,
): Promise<Record<string, string>> {
  return withSource(connection, options, async session => {
    const rows = await session.rows<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings WHERE name = ANY($1)`,
      [REPLAY_SETTINGS],
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  });
}

/** Where the source lives, by its own word where it can be asked. */
export async function sourcePlaces(
  connection: PostgresConnection,
  configured: readonly string[],
): Promise<SourcePlaces> {
  const addresses = [addressOf(connection)];
  try {
    return await withSource(
      connection,
      { statementMs: 10_000 },
      async session => {
        const rows = await session.rows<{ name: string; setting: string }>(
          `SELECT name, setting FROM pg_settings
           WHERE name IN ('data_directory', 'unix_socket_directories', 'port')
           UNION ALL
           SELECT 'tablespace', pg_tablespace_location(oid) FROM pg_tablespace
           WHERE pg_tablespace_location(oid) <> ''`,
        );
        const of = (wanted: string) =>
          rows
            .filter(({ name }) => name === wanted)
            .flatMap(({ setting }) => setting.split(','))
            .map(value => value.trim())
            .filter(Boolean);
        const sockets = of('unix_socket_directories');
        return {
          directories: [
            ...configured,
            ...of('data_directory'),
            ...of('tablespace'),
          ],
          addresses: [
            ...addresses,
            ...sockets.flatMap(folder =>
              of('port').map(port => `${folder}:${port}`),
            ),
          ],
        };
      },
    );
  } catch {
    // A source that is gone cannot be asked; what is configured still holds.
    return { directories: configured, addresses };
  }
}

/** What tells one server from another: where it listens. */
export function addressOf({
  host,
  socket,
  port = 5432,
}: PostgresConnection): string {
  return `${socket ?? host}:${port}`;
}
