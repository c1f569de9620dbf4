import { Store } from '@textloom/plugin-restore-drills-common';
import { DrillDriver, DrillProblem, MarkerWriter } from '../../service/ports';
import { SourcePlaces } from '../guard';
import { rdsCredentials } from './credentials';
import { finishedSnapshots, windowOf } from './freezing';
import { RdsApi, RdsApiOptions } from './RdsApi';
import { RdsDriver } from './RdsDriver';
import { RdsMarkers } from './RdsMarkers';
import { RdsSettings, secured } from './settings';
import { addressOf, assertSource } from './source';
import { Pace, realPace } from './waiting';

export type { RdsSettings } from './settings';

/** What the driver of RDS is given besides its settings. */
export interface RdsDeps {
  store: Store;
  clock: () => number;
  /** Address of the portal, which is written on whatever its drills make. */
  portal: string;
  /** Those of the machine or the role unless given. */
  credentials?: RdsApiOptions['credentials'];
  pace?: Pace;
}

/** What a store of RDS is made of. */
export interface RdsParts {
  driver: DrillDriver;
  markers?: MarkerWriter;
  /** For the guard. */
  source(): Promise<SourcePlaces>;
}

/** Connects an instance of RDS for PostgreSQL; nothing is asked before it is used. */
export function connectRds(settings: RdsSettings, deps: RdsDeps): RdsParts {
  const { store, clock, portal, pace = realPace(clock) } = deps;
  const { region, endpoint, instance, heartbeatConnection } = settings;
  const api = new RdsApi({
    region,
    ...(endpoint !== undefined && { endpoint }),
    credentials: deps.credentials ?? rdsCredentials(settings),
  });
  const owner = { store: store.id, portal };
  return {
    driver: new RdsDriver({ settings, api, owner, pace }),
    ...(heartbeatConnection && {
      markers: new RdsMarkers(secured(heartbeatConnection, settings), {
        restorableUntil: () => restorableUntil(api, settings),
      }),
    }),
    source: async () => ({
      directories: [],
      addresses: [addressOf(region, instance)],
    }),
  };
}

async function restorableUntil(
  api: RdsApi,
  settings: RdsSettings,
): Promise<number | undefined> {
  if (settings.from === 'snapshot') {
    return (await finishedSnapshots(api, settings.instance, {})).pop()?.takenAt;
  }
  const source = assertSource(
    await api.instance(settings.instance, {}),
    settings,
  );
  try {
    return (await windowOf(api, source, {})).latest;
  } catch (error) {
    if (error instanceof DrillProblem && error.problem.code === 'backups-off') {
      return undefined;
    }
    throw error;
  }
}
