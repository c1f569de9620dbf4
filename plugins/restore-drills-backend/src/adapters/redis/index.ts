import { randomUUID } from 'node:crypto';
import { Store } from '@textloom/plugin-restore-drills-common';
import { DrillDriver, DrillProblem, MarkerWriter } from '../../service/ports';
import { SourcePlaces } from '../guard';
import { Copies } from './Copies';
import { RedisDriver } from './RedisDriver';
import { CopiedMarkers, RedisMarkers } from './RedisMarkers';
import { RedisSettings } from './settings';
import { sourcePlaces } from './source';

export type { RedisSettings } from './settings';

/** What the driver of Redis is given besides its settings. */
export interface RedisDeps {
  store: Store;
  clock: () => number;
}

/** What a store of Redis is made of. */
export interface RedisParts {
  driver: DrillDriver;
  markers?: MarkerWriter;
  /** For the guard. */
  source(): Promise<SourcePlaces>;
}

/** Connects a store whose copies lie in a folder of this machine; nothing is opened before it is used. */
export function connectRedis(
  settings: RedisSettings,
  { clock }: RedisDeps,
): RedisParts {
  const copies = new Copies(settings);
  const { heartbeatConnection } = settings;
  return {
    driver: new RedisDriver(settings, copies),
    ...(heartbeatConnection && {
      markers: new RedisMarkers({
        connection: heartbeatConnection,
        writer: randomUUID(),
        clock,
        newestCopy: () => newestCopy(copies, clock()),
      }),
    }),
    source: () => sourcePlaces(settings),
  };
}

/** Undefined when there is no copy, or none that can be relied on: what is wrong with it a drill tells. */
async function newestCopy(
  copies: Copies,
  now: number,
): Promise<CopiedMarkers | undefined> {
  try {
    const { manifest, beganAt } = await copies.choose({ kind: 'latest' }, now);
    return {
      ...(manifest?.newestMarker !== undefined && {
        newestMarker: manifest.newestMarker,
      }),
      ...(beganAt !== undefined && { beganAt }),
    };
  } catch (error) {
    if (error instanceof DrillProblem) {
      return undefined;
    }
    throw error;
  }
}
