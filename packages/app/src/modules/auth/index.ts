import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { oidcAuthApi } from './oidc';

/** Sign-in: sandbox roles on a development machine, providers in production. */
export const authModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    oidcAuthApi,
    SignInPageBlueprint.make({
      params: {
        loader: () => import('./SignInPage').then(m => m.SignInPage),
      },
    }),
  ],
});
