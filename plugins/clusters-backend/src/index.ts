import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { kubernetesModuleClusters } from './connections/kubernetesModule';
import { clustersPlugin } from './plugin';

export { clustersRoutes } from './routes';
// For benchmarks, and for tests of a collector against real servers.
export { createCollector } from './adapters/kubernetes/createCollector';
export type { CreateCollectorOptions } from './adapters/kubernetes/createCollector';
export { AlertmanagerSource } from './adapters/alertmanager/AlertmanagerSource';
export { EksSource } from './adapters/eks/EksSource';
export { PrometheusSource } from './adapters/prometheus/PrometheusSource';
export { SIGNAL_QUERIES } from './adapters/prometheus/queries';
export { scopedQuery } from '@textloom/backend-kit';
export { DEFAULT_SLOS } from './adapters/prometheus/slos';
export { DEFAULT_TIMING } from './adapters/kubernetes/ports';
export type { Timing } from './adapters/kubernetes/ports';
export type { Collector } from './service/ClusterLocator';
export { systemTime } from './time/Time';
export type { Cancel, Random, Time } from './time/Time';

/** The clusters plugin, and the module that gives it the Kubernetes plugin's connections. */
export default createBackendFeatureLoader({
  *loader() {
    yield kubernetesModuleClusters;
    yield clustersPlugin;
  },
});
