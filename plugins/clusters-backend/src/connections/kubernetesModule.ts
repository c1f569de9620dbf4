import { createBackendModule } from '@backstage/backend-plugin-api';
import { kubernetesRouterExtensionPoint } from '@backstage/plugin-kubernetes-node';
import { clusterConnectionsServiceRef } from '@textloom/backend-kit';

/** Leaves the Kubernetes plugin's routes as they are, and takes note of its connections. */
export const kubernetesModuleClusters = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'clusters',
  register(reg) {
    reg.registerInit({
      deps: {
        router: kubernetesRouterExtensionPoint,
        connections: clusterConnectionsServiceRef,
      },
      async init({ router, connections }) {
        router.addRouter(({ getDefault, clusterSupplier, authStrategyMap }) => {
          connections.set({ clusterSupplier, authStrategyMap });
          return getDefault();
        });
      },
    });
  },
});
