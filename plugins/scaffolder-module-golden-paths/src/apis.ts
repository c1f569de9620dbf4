import {
  ApiBlueprint,
  createApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  GoldenPathsApi,
  GoldenPathsClient,
} from '@textloom/plugin-scaffolder-golden-paths-common';

/** Previews of templates. */
export const goldenPathsApiRef = createApiRef<GoldenPathsApi>().with({
  id: 'plugin.scaffolder.golden-paths',
  pluginId: 'scaffolder',
});

/** The preview over the portal's backend. */
export const goldenPathsApi = ApiBlueprint.make({
  name: 'golden-paths',
  params: define =>
    define({
      api: goldenPathsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new GoldenPathsClient({ fetchApi }),
    }),
});
