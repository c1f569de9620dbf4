import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import {
  isSignalId,
  signalDefinition,
  SignalOverrides,
  Thresholds,
} from '@textloom/plugin-clusters-common';

/** Settings that are durations, with the limit that each sets. */
const DURATIONS = {
  heartbeatLate: 'heartbeatLateMs',
  notReadyCritical: 'notReadyCriticalMs',
  cordonedLong: 'cordonedLongMs',
  noSpareNode: 'noSpareNodeMs',
  unschedulable: 'unschedulableMs',
  hpaAtMaximum: 'hpaAtMaximumMs',
  starting: 'startingMs',
  leaving: 'leavingMs',
  pressureDegraded: 'pressureDegradedMs',
} as const satisfies Record<string, keyof Thresholds>;

/** The same of limits over workloads. */
const WORKLOAD_DURATIONS = {
  young: 'youngMs',
  short: 'shortMs',
  oomWindow: 'oomWindowMs',
  coverage: 'coverageMs',
  misscheduled: 'misscheduledMs',
  budgetBroken: 'budgetBrokenMs',
} as const satisfies Record<string, keyof Thresholds['workloads']>;

/** The same of the API server's answers. */
const API_SERVER_DURATIONS = {
  limit: 'limitMs',
  lasting: 'lastingMs',
} as const satisfies Record<string, keyof Thresholds['apiServerSlow']>;

/**
 * The limits that are set; the others stay as they are.
 * @param base - What a level that is not set beside one that is stays at.
 * @param path - Where they are set, for errors.
 * @throws when a setting is none that is known, or has no meaning.
 */
export function readThresholds(
  config: Config,
  base: Thresholds,
  path: string,
): Partial<Thresholds> {
  refuseUnknown(config, path, [
    ...Object.keys(DURATIONS),
    ...['apiServerSlow', 'cpu', 'memory', 'pods', 'signals', 'workloads'],
  ]);
  const { pods, workloads } = base;
  return {
    ...readDurations(config, DURATIONS),
    ...(config.has('apiServerSlow') && {
      apiServerSlow: {
        ...base.apiServerSlow,
        ...readApiServerSlow(
          config.getConfig('apiServerSlow'),
          `${path}.apiServerSlow`,
        ),
      },
    }),
    ...(config.has('cpu') && {
      cpu: readLevels(config, 'cpu', base.cpu, path),
    }),
    ...(config.has('memory') && {
      memory: readLevels(config, 'memory', base.memory, path),
    }),
    ...(config.has('pods') && {
      pods: { warning: readShare(config, 'pods.warning', pods.warning, path) },
    }),
    ...(config.has('signals') && { signals: readSignals(config, path) }),
    ...(config.has('workloads') && {
      workloads: {
        ...workloads,
        ...readWorkloads(config.getConfig('workloads'), `${path}.workloads`),
      },
    }),
  };
}

function readApiServerSlow(
  config: Config,
  path: string,
): Partial<Thresholds['apiServerSlow']> {
  refuseUnknown(config, path, Object.keys(API_SERVER_DURATIONS));
  return readDurations(config, API_SERVER_DURATIONS);
}

function readWorkloads(
  config: Config,
  path: string,
): Partial<Thresholds['workloads']> {
  refuseUnknown(config, path, Object.keys(WORKLOAD_DURATIONS));
  return readDurations(config, WORKLOAD_DURATIONS);
}

/** A limit that is misspelt would silently be the default. */
function refuseUnknown(
  config: Config,
  path: string,
  known: readonly string[],
): void {
  const unknown = config.keys().find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new Error(`clusters.${path}: no limit is named ${unknown}`);
  }
}

function readDurations(
  config: Config,
  limits: Readonly<Record<string, string>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(limits).flatMap(([key, limit]) =>
      config.has(key)
        ? [
            [
              limit,
              durationToMilliseconds(readDurationFromConfig(config, { key })),
            ],
          ]
        : [],
    ),
  );
}

/** Limits of signals, in the unit in which they are shown: shares in percent. */
function readSignals(config: Config, path: string): SignalOverrides {
  const signals = config.getConfig('signals');
  return Object.fromEntries(
    signals.keys().map(id => {
      if (!isSignalId(id)) {
        throw new Error(`clusters.${path}.signals: no signal is named ${id}`);
      }
      const limit = signals.getNumber(id);
      const { unit } = signalDefinition(id);
      return [id, unit === 'percent' ? limit / 100 : limit];
    }),
  );
}

function readLevels(
  config: Config,
  key: 'cpu' | 'memory',
  defaults: { warning: number; degraded: number },
  path: string,
): { warning: number; degraded: number } {
  const warning = readShare(config, `${key}.warning`, defaults.warning, path);
  const degraded = readShare(
    config,
    `${key}.degraded`,
    defaults.degraded,
    path,
  );
  if (warning > degraded) {
    throw new Error(
      `clusters.${path}.${key}: warning must not be above degraded`,
    );
  }
  return { warning, degraded };
}

function readShare(
  config: Config,
  key: string,
  otherwise: number,
  path: string,
): number {
  const percent = config.getOptionalNumber(key);
  if (percent === undefined) {
    return otherwise;
  }
  if (percent <= 0 || percent > 100) {
    throw new Error(
      `clusters.${path}.${key} must be above 0 and at most 100 percent`,
    );
  }
  return percent / 100;
}
