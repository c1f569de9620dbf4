import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { assertSafeStart } from '../guard/guard';

/** Adds nothing; refuses the whole start when the configuration is not safe. */
export default createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    assertSafeStart(config, process.env);
  },
});
