import {
  ApiBlueprint,
  createApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { ClustersApi, ClustersClient } from '@textloom/plugin-clusters-common';

/** Answers about clusters, node groups and nodes. */
export const clustersApiRef = createApiRef<ClustersApi>().with({
  id: 'plugin.clusters.client',
  pluginId: 'clusters',
});

/** The clusters API over the portal's backend. */
export const clustersApi = ApiBlueprint.make({
  params: define =>
    define({
      api: clustersApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new ClustersClient({ fetchApi }),
    }),
});
