import { isAbsolute, resolve } from 'node:path';
import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import {
  Store,
  STORE_KINDS,
  StoreKind,
} from '@textloom/plugin-restore-drills-common';
import { assertSafe } from './settings/assertSafe';
import { ConfiguredPlan, readPlans } from './settings/plans';
import { KindSettings, readKindSettings } from './settings/kinds';
import { oneOf, readTargets, slugAt } from './settings/values';

/** A store of the configuration, with how to reach it. */
export type ConfiguredStore = {
  store: Store;
  plans: readonly ConfiguredPlan[];
} & KindSettings;

/** Settings under `restore-drills`. */
export interface RestoreDrillsConfig {
  /** Absolute; drills live here, and nothing else. Without it no store can be drilled. */
  workDirectory?: string;
  evidence: {
    /** Private Ed25519 key, PEM. */
    keyFile?: string;
    /** Folder in which evidence is kept outside of the database. */
    directory?: string;
  };
  stores: readonly ConfiguredStore[];
  /** `sandbox` is written on all evidence of a sandbox; there alone a key is made where there is none. */
  environment: 'production' | 'sandbox';
  /** Address of the portal, for links. */
  baseUrl: string;
}

const PRIORITIES = ['P0', 'P1', 'P2'] as const;

/**
 * Reads `restore-drills`.
 * @throws when a setting has no meaning, is missing or is not safe, with its path.
 */
export function readRestoreDrillsConfig(config: Config): RestoreDrillsConfig {
  const own = config.getOptionalConfig('restore-drills');
  const workDirectory = own?.getOptionalString('workDirectory');
  if (workDirectory !== undefined && !isAbsolute(workDirectory)) {
    throw new Error('restore-drills.workDirectory must be an absolute path');
  }
  const keyFile = own?.getOptionalString('evidence.keyFile');
  const directory = own?.getOptionalString('evidence.directory');
  const settings: RestoreDrillsConfig = {
    ...(workDirectory && { workDirectory }),
    evidence: {
      ...(keyFile && { keyFile: resolve(keyFile) }),
      ...(directory && { directory: resolve(directory) }),
    },
    stores: (own?.getOptionalConfigArray('stores') ?? []).map(readStore),
    environment: config.getOptionalBoolean('sandbox.enabled')
      ? 'sandbox'
      : 'production',
    baseUrl: (config.getOptionalString('app.baseUrl') ?? '').replace(
      /\/+$/,
      '',
    ),
  };
  assertSafe(settings);
  return settings;
}

function readStore(config: Config): ConfiguredStore {
  const id = slugAt(config, 'id');
  const kind: StoreKind = oneOf(config, 'kind', STORE_KINDS);
  const store: Store = {
    id,
    title: config.getOptionalString('title') ?? id,
    kind,
    ...optional('entity', config.getOptionalString('entity')),
    ...optional('owner', config.getOptionalString('owner')),
    priority: config.has('priority')
      ? oneOf(config, 'priority', PRIORITIES)
      : 'P1',
    targets: readTargets(config.getOptionalConfig('targets')),
    ...optional('heartbeatMs', readHeartbeat(config)),
  };
  return {
    store,
    plans: readPlans(config, store),
    ...readKindSettings(kind, config),
  };
}

function readHeartbeat(config: Config): number | undefined {
  if (!config.has('heartbeat')) {
    return undefined;
  }
  const ms = durationToMilliseconds(
    readDurationFromConfig(config, { key: 'heartbeat' }),
  );
  if (ms < 1_000) {
    throw new Error('heartbeat of a store must be at least one second');
  }
  return ms;
}

function optional<K extends string, T>(
  key: K,
  value: T | undefined,
): { [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: T });
}
