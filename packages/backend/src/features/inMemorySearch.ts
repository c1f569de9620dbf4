import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { LunrSearchEngine } from '@backstage/plugin-search-backend-node';
import { searchEngineRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';

type Query = LunrSearchEngine['query'];

/**
 * The framework's search in memory, except that a kind of document of which
 * nothing is indexed yet has no results. The framework's own fails the whole
 * search there, so that after a start the search page showed an error.
 */
class InMemorySearchEngine extends LunrSearchEngine {
  async query(query: Parameters<Query>[0]): ReturnType<Query> {
    const { types } = query;
    const indexed = types?.some(type => type in this.lunrIndices) ?? true;
    return indexed ? super.query(query) : { results: [], numberOfResults: 0 };
  }
}

/** Search where there is no PostgreSQL. */
export default createBackendModule({
  pluginId: 'search',
  moduleId: 'in-memory-engine',
  register(reg) {
    reg.registerInit({
      deps: {
        engine: searchEngineRegistryExtensionPoint,
        logger: coreServices.logger,
      },
      async init({ engine, logger }) {
        engine.setSearchEngine(new InMemorySearchEngine({ logger }));
      },
    });
  },
});
