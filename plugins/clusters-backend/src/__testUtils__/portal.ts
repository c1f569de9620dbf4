import {
  BackendFeature,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { kubernetesAuthStrategyExtensionPoint } from '@backstage/plugin-kubernetes-node';
import { JsonObject } from '@backstage/types';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import clustersFeatures from '../index';
import { SmallApiServer } from '../testUtils/smallApiServer';

/** Header of a person who may do everything. */
export const SRE = mockCredentials.user.header('user:default/sre');
const FINANCE_REF = 'user:default/finance';
/** Header of a person who may do nothing. */
export const FINANCE = mockCredentials.user.header(FINANCE_REF);

const DEVELOPER_REF = 'user:default/developer';
/** Header of a person who may see everything and silence nothing. */
export const DEVELOPER = mockCredentials.user.header(DEVELOPER_REF);

/** As the stock strategy, which loads its Kubernetes client in a way that jest does not know. */
const staticTokens = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'static-tokens',
  register(reg) {
    reg.registerInit({
      deps: { strategies: kubernetesAuthStrategyExtensionPoint },
      async init({ strategies }) {
        strategies.addAuthStrategy('serviceAccount', {
          getCredential: async ({ authMetadata }) => ({
            type: 'bearer token',
            token: authMetadata.serviceAccountToken,
          }),
          validateCluster: () => [],
          presentAuthMetadata: () => ({}),
        });
      },
    });
  },
});

/**
 * The stock Kubernetes plugin and ours, as a backend has them, in front of one cluster.
 *
 * @param clusters - The plugin's own configuration.
 */
export function startPortal(
  api: SmallApiServer,
  publish: () => Promise<void>,
  features: BackendFeature[] = [],
  clusters: JsonObject = {},
): Promise<TestBackend> {
  return startTestBackend({
    features: [
      kubernetesPlugin,
      staticTokens,
      clustersFeatures,
      ...features,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: {
          clusters,
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [
                  {
                    name: 'prod',
                    title: 'Production',
                    url: api.url,
                    authProvider: 'serviceAccount',
                    serviceAccountToken: api.token,
                  },
                  {
                    name: 'down',
                    url: 'http://127.0.0.1:1',
                    authProvider: 'serviceAccount',
                    serviceAccountToken: 'x',
                  },
                ],
              },
            ],
          },
        },
      }),
      mockServices.permissions.mock({
        authorize: async (requests, { credentials }) => {
          const principal = JSON.stringify(credentials.principal);
          const denied = (name: string) =>
            principal.includes(FINANCE_REF) ||
            (principal.includes(DEVELOPER_REF) &&
              name.startsWith('clusters.silence.'));
          return requests.map(({ permission }) => ({
            result: denied(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          }));
        },
      }).factory,
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish }),
      }),
    ],
  });
}

/** Fails when the plugin left a connection open. */
export function assertIdle(api: SmallApiServer): void {
  if (api.connections() > 0) {
    throw new Error(`${api.connections()} connections are left open`);
  }
}

/** Asks until the answer is as wanted, or fails with the last one. */
export async function eventually(
  ask: () => Promise<void>,
  limitMs = 5_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}
