import { readFileSync } from 'node:fs';
import { Client, ClientConfig, DatabaseError, QueryResultRow } from 'pg';
import { DrillProblem } from '../../service/ports';
import { PostgresConnection } from './settings';

const CONNECT_MS = 10_000;
/** Not reached, or not let in. */
const DENIED = new Set(['28000', '28P01', '42501', '3D000']);

/** Runs statements in one session. */
export interface Session {
  rows<T extends QueryResultRow>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<T[]>;
}

/** How long a statement may take, and who may end it. */
export interface SessionOptions {
  statementMs?: number;
  signal?: AbortSignal;
}

/**
 * Opens a session, and closes it after the act. Values come as text of a fixed form in every session, so that rows of
 * two servers can be compared.
 *
 * @throws the signal's reason when it was aborted, and the error of the server.
 */
export async function withSession<T>(
  connection: PostgresConnection,
  options: SessionOptions,
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const { signal, statementMs = 60_000 } = options;
  signal?.throwIfAborted();
  const client = new Client(configOf(connection, statementMs));
  // Without a listener, a server that goes away between two statements would end the portal.
  client.on('error', () => {});
  const end = () => {
    client.end().catch(() => {});
  };
  signal?.addEventListener('abort', end, { once: true });
  try {
    await client.connect();
    return await act({
      async rows<R extends QueryResultRow>(
        sql: string,
        values: readonly unknown[] = [],
      ) {
        return (await client.query<R>(sql, [...values])).rows;
      },
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
    await client.end().catch(() => {});
  }
}

/** Whether the server was not there, did not answer, or went away. */
export function isUnreachable(error: unknown): boolean {
  const { code = '', message = '' } = error as {
    code?: string;
    message?: string;
  };
  return (
    /^(?:E[A-Z]+|57P\d\d|08\d{3})$/.test(code) ||
    /^(?:Connection terminated|timeout e)/i.test(message)
  );
}

/** Settings of a connection; nothing is taken from the environment. */
export function configOf(
  connection: PostgresConnection,
  statementMs: number,
): ClientConfig {
  const { host, socket, port = 5432, user, password, database } = connection;
  return {
    ...tlsOf(connection),
    host: socket ?? host,
    port,
    user,
    // A function, as a missing password would otherwise be taken from the portal's own environment or home.
    password: () => password ?? '',
    database: database ?? 'postgres',
    application_name: 'textloom-drills',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: statementMs,
    query_timeout: statementMs + 5_000,
    lock_timeout: statementMs,
    options:
      '-c datestyle=ISO,YMD -c timezone=UTC -c intervalstyle=postgres -c extra_float_digits=1 -c bytea_output=hex',
  };
}

function tlsOf({ tls, socket }: PostgresConnection): Pick<ClientConfig, 'ssl'> {
  if (!tls || socket !== undefined) {
    return {};
  }
  // Read for each connection, as authorities are renewed while the portal runs.
  const ca = tls.caFile === undefined ? undefined : readFileSync(tls.caFile);
  return { ssl: { rejectUnauthorized: true, ...(ca && { ca }) } };
}

/** As {@link withSession} to the source, in a transaction that can only read. */
export async function withSource<T>(
  connection: PostgresConnection,
  options: SessionOptions,
  act: (session: Session) => Promise<T>,
): Promise<T> {
  try {
    return await withSession(connection, options, async session => {
      await session.rows('BEGIN READ ONLY');
      const result = await act(session);
      await session.rows('ROLLBACK');
      return result;
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw sourceProblem(error);
  }
}

/** What an error of the source means for the drill; no text of it, which may name hosts. */
function sourceProblem(error: unknown): unknown {
  if (error instanceof DrillProblem) {
    return error;
  }
  const code = error instanceof DatabaseError ? error.code : undefined;
  if (code && DENIED.has(code)) {
    return new DrillProblem({ code: 'denied', subject: code });
  }
  return isUnreachable(error)
    ? new DrillProblem({ code: 'source-unreachable' })
    : error;
}
