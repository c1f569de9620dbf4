import {
  ApiBlueprint,
  createApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  DeploymentsApi,
  DeploymentsClient,
} from '@textloom/plugin-deployments-common';

/** Proposals, what runs where, the inbox and the policy. */
export const deploymentsApiRef = createApiRef<DeploymentsApi>().with({
  id: 'plugin.deployments.client',
  pluginId: 'deployments',
});

/** The deployments API over the portal's backend. */
export const deploymentsApi = ApiBlueprint.make({
  params: define =>
    define({
      api: deploymentsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new DeploymentsClient({ fetchApi }),
    }),
});
