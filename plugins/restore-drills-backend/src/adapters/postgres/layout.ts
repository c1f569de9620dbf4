import { join } from 'node:path';
import { DrillContext } from '../../service/ports';
import { PostgresConnection } from './settings';

const SOCKET_PATH_LIMIT = 100;
/** Never the port of a real server: the name of a socket only. */
export const TARGET_PORT = 54321;

/** Where everything of a drill is. */
export interface Layout {
  directory: string;
  data: string;
  tablespaces: string;
  /** Copies of the frozen archive: the only thing that recovery is served from. */
  archive: string;
  /** What recovery has asked for, a name a line. */
  requests: string;
  restoreScript: string;
  config: string;
  hba: string;
  ident: string;
  log: string;
  /** What was checked before the server started. */
  checks: string;
  /** Where a target that archives on purpose writes to. */
  scratchArchive: string;
}

/** Places of a drill by its folder. */
export function layoutOf(directory: string): Layout {
  const at = (name: string) => join(directory, name);
  return {
    directory,
    data: at('data'),
    tablespaces: at('tablespaces'),
    archive: at('archive'),
    requests: at('requests'),
    restoreScript: at('restore.sh'),
    config: at('target.conf'),
    hba: at('pg_hba.conf'),
    ident: at('pg_ident.conf'),
    log: at('server.log'),
    checks: at('checks.json'),
    scratchArchive: at('scratch-archive'),
  };
}

/** Whether the path of a socket in a folder is too long for the system. */
export function isTooLong(folder: string): boolean {
  const socket = join(folder, `.s.PGSQL.${TARGET_PORT}`);
  return Buffer.byteLength(socket) > SOCKET_PATH_LIMIT;
}

/** Whoever made the cluster, on the target's own socket. */
export function targetConnection(
  { target }: Pick<DrillContext, 'target'>,
  database: string | undefined,
): PostgresConnection {
  return {
    socket: String(target.socket),
    port: TARGET_PORT,
    user: String(target.superuser),
    ...(database !== undefined && { database }),
  };
}
