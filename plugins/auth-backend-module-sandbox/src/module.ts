import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { sandboxAuthenticator } from './authenticator';
import { catalogProfile } from './catalogProfile';
import { assertSandboxAllowed } from './conditions';

/**
 * Sign-in by picking a role, for the sandbox only: provider id `sandbox`.
 * Initialisation throws unless every condition of `conditions.ts` holds.
 */
export const authModuleSandbox = createBackendModule({
  pluginId: 'auth',
  moduleId: 'sandbox-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        assertSandboxAllowed(config, process.env);
        logger.warn(
          'Sandbox sign-in is on: anyone on this machine can take any role',
        );
        providers.registerProvider({
          providerId: 'sandbox',
          factory: createProxyAuthProviderFactory({
            authenticator: sandboxAuthenticator,
            profileTransform: catalogProfile,
            signInResolver: ({ result }, ctx) =>
              ctx.signInWithCatalogUser({
                entityRef: { kind: 'User', name: result.role },
              }),
          }),
        });
      },
    });
  },
});
