import {
  AuthenticationStrategy,
  ClusterDetails,
} from '@backstage/plugin-kubernetes-node';
import {
  HttpTransport,
  resolveTarget,
  StrategyCredentialSource,
} from '@textloom/backend-kit';
import { Collector } from '../../service/ClusterLocator';
import { Random, Time } from '../../time/Time';
import { ClusterCollector } from './ClusterCollector';
import { Timing } from './ports';

/** What a collector of a real cluster needs. */
export interface CreateCollectorOptions {
  /** As the Kubernetes plugin knows the cluster. */
  details: ClusterDetails;
  /** By authentication provider. */
  authStrategyMap: Record<string, AuthenticationStrategy>;
  groupLabels: readonly string[];
  time: Time;
  timing: Timing;
  random: Random;
  onChange: () => void;
}

/** Makes a collector that reaches its cluster over HTTP. It is not yet started. */
export function createCollector(options: CreateCollectorOptions): Collector {
  const { details, authStrategyMap, time } = options;
  const { name, title = name, skipMetricsLookup } = details;
  const transport = new HttpTransport({
    resolveTarget: () => resolveTarget(details),
    credentials: new StrategyCredentialSource(
      details,
      authStrategyMap,
      time.now,
    ),
  });
  return new ClusterCollector({
    ...options,
    name,
    title,
    transport,
    skipMetrics: skipMetricsLookup,
  });
}
