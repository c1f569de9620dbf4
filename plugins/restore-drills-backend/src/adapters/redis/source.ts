import { ProbeFacts } from '@textloom/plugin-restore-drills-common';
import { SourcePlaces } from '../guard';
import { infoOf, Session, withSession, withSource } from './client';
import { RedisConnection, RedisSettings } from './settings';

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** What the source says of itself. */
export interface SourceFacts {
  identity: string;
  /** As `7.0.15`. */
  version: string;
  clock: NonNullable<ProbeFacts['clock']>;
}

/** Asks the source who it is and what its clock says. @throws DrillProblem `source-unreachable` or `denied`. */
export function readSource(
  connection: RedisConnection,
  now: () => number,
  signal: AbortSignal,
): Promise<SourceFacts> {
  return withSource(connection, { signal }, async session => {
    const info = await infoOf(session, 'server');
    return {
      identity: info.get('run_id') ?? '',
      version: info.get('redis_version') ?? '',
      clock: await readClock(session, now),
    };
  });
}

async function readClock(
  { call }: Session,
  now: () => number,
): Promise<SourceFacts['clock']> {
  const sent = now();
  const [seconds, micros] = await call<[string, string]>('TIME');
  const received = now();
  const at = Number(seconds) * 1_000 + Number(micros) / 1_000;
  return {
    offsetMs: Math.round(at - (sent + received) / 2),
    uncertaintyMs: Math.ceil((received - sent) / 2),
  };
}

/** Where the source lives, by its own word where it can be asked and is on this machine. */
export async function sourcePlaces({
  connection,
  heartbeatConnection,
  copies,
}: RedisSettings): Promise<SourcePlaces> {
  const connections = [connection, heartbeatConnection].filter(
    one => one !== undefined,
  );
  const places = {
    directories: [copies],
    addresses: connections.map(addressOf),
  };
  if (connection && isHere(connection)) {
    try {
      await withSession(connection, {}, async ({ call }) => {
        const setting = async (name: string) =>
          (await call<string[]>('CONFIG', 'GET', name))[1];
        const [folder, socket] = [
          await setting('dir'),
          await setting('unixsocket'),
        ];
        places.directories.push(...(folder ? [folder] : []));
        places.addresses.push(...(socket ? [socket] : []));
      });
    } catch {
      // A source that is gone or tells nothing of itself cannot be asked; what is configured still holds.
    }
  }
  return places;
}

function isHere({ host = '', socket }: RedisConnection): boolean {
  return socket !== undefined || LOOPBACK.test(host);
}

/** What tells one server from another: where it listens. */
function addressOf({ host, socket, port = 6379 }: RedisConnection): string {
  return socket ?? `${host}:${port}`;
}
