import { join } from 'node:path';

const SOCKET_PATH_LIMIT = 100;

/** Names that Redis itself gives by default; a copy has them. */
export const RDB_FILE = 'dump.rdb';
export const AOF_FOLDER = 'appendonlydir';
export const AOF_MANIFEST = 'appendonly.aof.manifest';

/** Where everything of a drill is. */
export interface Layout {
  directory: string;
  data: string;
  config: string;
  log: string;
  /** What was found before the server was started. */
  restored: string;
}

/** Places of a drill by its folder. */
export function layoutOf(directory: string): Layout {
  const at = (name: string) => join(directory, name);
  return {
    directory,
    data: at('data'),
    config: at('redis.conf'),
    log: at('server.log'),
    restored: at('restored.json'),
  };
}

/** Path of the server's socket in a folder. */
export function socketIn(folder: string): string {
  return join(folder, 'redis.sock');
}

/** Whether the path of a socket is too long for the system. */
export function isTooLong(socket: string): boolean {
  return Buffer.byteLength(socket) > SOCKET_PATH_LIMIT;
}
