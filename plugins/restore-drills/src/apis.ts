import {
  ApiBlueprint,
  createApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  RestoreDrillsApi,
  RestoreDrillsClient,
} from '@textloom/plugin-restore-drills-common';

/** Stores, plans, drills and their evidence. */
export const restoreDrillsApiRef = createApiRef<RestoreDrillsApi>().with({
  id: 'plugin.restore-drills.client',
  pluginId: 'restore-drills',
});

/** The restore drills API over the portal's backend. */
export const restoreDrillsApi = ApiBlueprint.make({
  params: define =>
    define({
      api: restoreDrillsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new RestoreDrillsClient({ fetchApi }),
    }),
});
