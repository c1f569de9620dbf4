import { createApp } from '@backstage/frontend-defaults';
import { features } from './features';

/**
 * The portal's frontend. Plugins are found among the dependencies of this
 * package (`app.packages: all`); the features are what makes the app itself.
 */
export default createApp({ features });
