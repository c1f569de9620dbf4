import { Config } from '@backstage/config';
import {
  DEFAULT_GROUP_LABELS,
  DEFAULT_THRESHOLDS,
  ThresholdOverride,
  Thresholds,
} from '@textloom/plugin-clusters-common';
import { SourceSettings } from './adapters/sources/SourcedCollector';
import { readSources } from './sourcesConfig';
import { readThresholds } from './thresholdsConfig';

/** Settings under `clusters`. */
export interface ClustersConfig {
  groupLabels: readonly string[];
  thresholds: Thresholds;
  overrides: readonly ThresholdOverride[];
  /** Other sources, by cluster. */
  sources: ReadonlyMap<string, SourceSettings>;
}

/**
 * Reads `clusters`; what is not set is as TextLoom's architecture says.
 * @throws when a share is no percentage, or a warning comes after what is worse.
 */
export function readClustersConfig(config: Config): ClustersConfig {
  const labels = config.getOptionalStringArray('clusters.nodeGroupLabels');
  const limits = config.getOptionalConfig('clusters.thresholds');
  const thresholds = {
    ...DEFAULT_THRESHOLDS,
    ...(limits && readThresholds(limits, DEFAULT_THRESHOLDS, 'thresholds')),
  };
  return {
    groupLabels: labels?.length ? labels : DEFAULT_GROUP_LABELS,
    thresholds,
    overrides: (config.getOptionalConfigArray('clusters.overrides') ?? []).map(
      (override, index) => ({
        cluster: override.getOptionalString('cluster'),
        group: override.getOptionalString('group'),
        thresholds: readThresholds(
          override.getConfig('thresholds'),
          thresholds,
          `overrides[${index}].thresholds`,
        ),
      }),
    ),
    sources: readSources(config),
  };
}
