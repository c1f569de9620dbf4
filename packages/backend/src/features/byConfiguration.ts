import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { isSandbox } from '../guard/guard';
import inMemorySearch from './inMemorySearch';

/** What depends on where the portal runs. */
export default createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    // Sign-in by picking a role. The module checks for itself that it may load.
    if (isSandbox(config)) {
      yield import('@textloom/plugin-auth-backend-module-sandbox');
    }
    // Full-text search in PostgreSQL; without it the index is in memory (Lunr).
    yield config.getOptional('backend.database.client') === 'pg'
      ? import('@backstage/plugin-search-backend-module-pg')
      : inMemorySearch;
  },
});
