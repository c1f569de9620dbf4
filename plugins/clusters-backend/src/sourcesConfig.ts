import { Config } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { ClusterLabel } from '@textloom/backend-kit';
import {
  AlertPriority,
  isSignalId,
  SignalId,
} from '@textloom/plugin-clusters-common';
import { AlertmanagerSettings } from './adapters/alertmanager/AlertmanagerSource';
import {
  DEFAULT_PRIORITY,
  PriorityRule,
} from './adapters/alertmanager/projectAlert';
import { PrometheusSettings } from './adapters/prometheus/PrometheusSource';
import { SloDefinition } from './adapters/prometheus/slos';
import { SourceSettings } from './adapters/sources/SourcedCollector';
import { readEks } from './eksConfig';
import { readEndpoint } from './endpointConfig';
import { readSlos } from './slosConfig';

/**
 * Reads `clusters.sources`. A source without an address is not configured, so that one configuration can serve with
 * and without it.
 * @throws when a setting has no meaning, with its path; or a cluster is named twice.
 */
export function readSources(config: Config): Map<string, SourceSettings> {
  const slos = readSlos(config);
  const manager = DefaultAwsCredentialsManager.fromConfig(config);
  const sources = new Map<string, SourceSettings>();
  const entries = config.getOptionalConfigArray('clusters.sources') ?? [];
  for (const entry of entries) {
    const cluster = entry.getString('cluster');
    if (sources.has(cluster)) {
      throw new Error(`clusters.sources: ${cluster} is named twice`);
    }
    const prometheus = readPrometheus(entry, cluster, slos);
    const alertmanager = readAlertmanager(entry, cluster);
    const eks = readEks(entry, cluster, manager);
    sources.set(cluster, {
      ...(prometheus && { prometheus }),
      ...(alertmanager && { alertmanager }),
      ...(eks && { eks }),
    });
  }
  return sources;
}

function readPrometheus(
  entry: Config,
  cluster: string,
  slos: readonly SloDefinition[],
): PrometheusSettings | undefined {
  const endpoint = readEndpoint(entry, 'prometheus', cluster);
  if (!endpoint) {
    return undefined;
  }
  const clusterLabel = readClusterLabel(entry, cluster);
  return {
    ...endpoint,
    slos,
    queries: readQueries(entry, cluster),
    ...(clusterLabel && { clusterLabel }),
  };
}

function readClusterLabel(
  entry: Config,
  cluster: string,
): ClusterLabel | undefined {
  const label = entry.getOptionalConfig('prometheus.clusterLabel');
  const name = label?.getString('name');
  if (!label || name === undefined) {
    return undefined;
  }
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    throw new Error(
      `clusters.sources: prometheus.clusterLabel.name of ${cluster} must be the name of a label`,
    );
  }
  return { name, value: label.getOptionalString('value') ?? cluster };
}

function readQueries(
  entry: Config,
  cluster: string,
): Partial<Record<SignalId, string>> {
  const queries = entry.getOptionalConfig('prometheus.queries');
  return Object.fromEntries(
    (queries?.keys() ?? []).map(id => {
      if (!isSignalId(id)) {
        throw new Error(
          `clusters.sources: prometheus.queries of ${cluster}: no signal is named ${id}`,
        );
      }
      return [id, queries?.getString(id)];
    }),
  );
}

function readAlertmanager(
  entry: Config,
  cluster: string,
): AlertmanagerSettings | undefined {
  const endpoint = readEndpoint(entry, 'alertmanager', cluster);
  return endpoint && { ...endpoint, priority: readPriority(entry, cluster) };
}

/** The label that is named, or the usual ones; own values beside the usual ones. */
function readPriority(entry: Config, cluster: string): PriorityRule {
  const label = entry.getOptionalString('alertmanager.priorityLabel');
  const own = entry.getOptionalConfig('alertmanager.priorities');
  const values = (own?.keys() ?? []).map(value => {
    const priority = own?.getString(value);
    if (!isPriority(priority)) {
      throw new Error(
        `clusters.sources: alertmanager.priorities.${value} of ${cluster} must be P0, P1, P2 or other`,
      );
    }
    return [value.toLowerCase(), priority] as const;
  });
  return {
    labels: label ? [label] : DEFAULT_PRIORITY.labels,
    priorities: new Map([...DEFAULT_PRIORITY.priorities, ...values]),
  };
}

function isPriority(text: string | undefined): text is AlertPriority {
  return ['P0', 'P1', 'P2', 'other'].includes(text ?? '');
}
