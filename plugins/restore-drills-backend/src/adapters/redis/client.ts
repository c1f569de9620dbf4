import { createRequire } from 'node:module';
import { DrillProblem } from '../../service/ports';
import { RedisConnection } from './settings';

/** Loads the client when a store of Redis is first reached: most portals have none. */
const redisApi = (): typeof import('@redis/client') =>
  createRequire(__filename)('@redis/client');

const CONNECT_MS = 10_000;
const COMMAND_MS = 30_000;
/** The server has not let somebody in, or does not let them do what they ask. */
const DENIED = /^(?:NOAUTH|WRONGPASS|NOPERM|ERR AUTH)/;

type Argument = string | Buffer;

/** Runs commands on one connection. Names and values are bytes: they need not be text. */
export interface Session {
  /** Text comes as a string. */
  call<T = unknown>(...args: Argument[]): Promise<T>;
  /** Text comes as bytes. */
  bytes<T = Buffer>(...args: Argument[]): Promise<T>;
  /** All or none of them. */
  atomically(commands: readonly Argument[][]): Promise<void>;
}

/** A connection that is kept. */
export interface Opened extends Session {
  /** False once the connection was lost. */
  isOpen(): boolean;
  close(): void;
}

/** Who may end what is asked. */
export interface SessionOptions {
  signal?: AbortSignal;
}

/** Connects once; a connection that is lost is not made again. */
export async function open(
  { host, socket, port = 6379, user, password }: RedisConnection,
  { signal }: SessionOptions = {},
): Promise<Opened> {
  signal?.throwIfAborted();
  const options = {
    connectTimeout: CONNECT_MS,
    reconnectStrategy: false,
  } as const;
  const { createClient, RESP_TYPES } = redisApi();
  const client = createClient({
    socket:
      socket === undefined
        ? { host, port, ...options }
        : { path: socket, ...options },
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    disableClientInfo: true,
    disableOfflineQueue: true,
    commandOptions: { timeout: COMMAND_MS },
  });
  // Without a listener, a server that goes away between two commands would end the portal.
  client.on('error', () => {});
  const close = () => {
    if (client.isOpen) {
      client.destroy();
    }
  };
  signal?.addEventListener('abort', close, { once: true });
  try {
    await client.connect();
    signal?.throwIfAborted();
  } catch (error) {
    close();
    signal?.removeEventListener('abort', close);
    signal?.throwIfAborted();
    throw error;
  }
  return {
    call: <T>(...args: Argument[]) => client.sendCommand<T>(args),
    bytes: <T>(...args: Argument[]) =>
      client.sendCommand<T>(args, {
        timeout: COMMAND_MS,
        typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer },
      }),
    async atomically(commands) {
      const multi = client.MULTI<'untyped'>();
      commands.forEach(command => multi.addCommand([...command]));
      await multi.exec();
    },
    isOpen: () => client.isReady,
    close() {
      signal?.removeEventListener('abort', close);
      close();
    },
  };
}

/**
 * Opens a session, and closes it after the act.
 *
 * @throws the signal's reason when it was aborted, and the error of the server.
 */
export async function withSession<T>(
  connection: RedisConnection,
  options: SessionOptions,
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await open(connection, options);
  try {
    return await act(session);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    session.close();
  }
}

/** As {@link withSession} to the source, whose errors become problems of the drill. */
export async function withSource<T>(
  connection: RedisConnection,
  options: SessionOptions,
  act: (session: Session) => Promise<T>,
): Promise<T> {
  try {
    return await withSession(connection, options, act);
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
  if (error instanceof redisApi().ErrorReply) {
    return DENIED.test(error.message)
      ? new DrillProblem({
          code: 'denied',
          subject: error.message.split(' ', 1)[0],
        })
      : error;
  }
  return new DrillProblem({ code: 'source-unreachable' });
}

/** The lines `name:value` of an answer to `INFO`. */
export async function infoOf(
  { call }: Session,
  ...sections: string[]
): Promise<ReadonlyMap<string, string>> {
  const text = await call<string>('INFO', ...sections);
  return new Map(
    text.split('\r\n').flatMap(line => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : [];
    }),
  );
}
