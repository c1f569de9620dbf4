import {
  ApiBlueprint,
  createApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { CostsApi, CostsClient } from '@textloom/plugin-costs-common';

/** Costs, whose they are, and what comes. */
export const costsApiRef = createApiRef<CostsApi>().with({
  id: 'plugin.costs.client',
  pluginId: 'costs',
});

/** The costs API over the portal's backend. */
export const costsApi = ApiBlueprint.make({
  params: define =>
    define({
      api: costsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new CostsClient({ fetchApi }),
    }),
});
