import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import {
  DEFAULT_GROUP_LABELS,
  DEFAULT_THRESHOLDS,
  Thresholds,
} from '@textloom/plugin-clusters-common';

/** Settings under `clusters`. */
export interface ClustersConfig {
  groupLabels: readonly string[];
  thresholds: Thresholds;
}

/**
 * Reads `clusters`; what is not set is as TextLoom's architecture says.
 * @throws when a share is no percentage, or a warning comes after what is worse.
 */
export function readClustersConfig(config: Config): ClustersConfig {
  const labels = config.getOptionalStringArray('clusters.nodeGroupLabels');
  const limits = config.getOptionalConfig('clusters.thresholds');
  return {
    groupLabels: labels?.length ? labels : DEFAULT_GROUP_LABELS,
    thresholds: limits ? readThresholds(limits) : DEFAULT_THRESHOLDS,
  };
}

function readThresholds(config: Config): Thresholds {
  const defaults = DEFAULT_THRESHOLDS;
  const duration = (key: string, otherwise: number) =>
    config.has(key)
      ? durationToMilliseconds(readDurationFromConfig(config, { key }))
      : otherwise;
  return {
    ...defaults,
    cpu: readLevels(config, 'cpu', defaults.cpu),
    memory: readLevels(config, 'memory', defaults.memory),
    pods: { warning: readShare(config, 'pods.warning', defaults.pods.warning) },
    heartbeatLateMs: duration('heartbeatLate', defaults.heartbeatLateMs),
    notReadyCriticalMs: duration(
      'notReadyCritical',
      defaults.notReadyCriticalMs,
    ),
    cordonedLongMs: duration('cordonedLong', defaults.cordonedLongMs),
    noSpareNodeMs: duration('noSpareNode', defaults.noSpareNodeMs),
    unschedulableMs: duration('unschedulable', defaults.unschedulableMs),
    hpaAtMaximumMs: duration('hpaAtMaximum', defaults.hpaAtMaximumMs),
  };
}

function readLevels(
  config: Config,
  key: 'cpu' | 'memory',
  defaults: { warning: number; degraded: number },
): { warning: number; degraded: number } {
  const warning = readShare(config, `${key}.warning`, defaults.warning);
  const degraded = readShare(config, `${key}.degraded`, defaults.degraded);
  if (warning > degraded) {
    throw new Error(
      `clusters.thresholds.${key}: warning must not be above degraded`,
    );
  }
  return { warning, degraded };
}

function readShare(config: Config, key: string, otherwise: number): number {
  const percent = config.getOptionalNumber(key);
  if (percent === undefined) {
    return otherwise;
  }
  if (percent <= 0 || percent > 100) {
    throw new Error(
      `clusters.thresholds.${key} must be above 0 and at most 100 percent`,
    );
  }
  return percent / 100;
}
