import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { HomePageLayoutBlueprint } from '@backstage/plugin-home-react/alpha';
import { SeenWatch } from './SeenWatch';

/** "Today" in place of the framework's grid of widgets; a plugin's widgets follow at its end. */
export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [
    HomePageLayoutBlueprint.make({
      params: { loader: () => import('./Today').then(m => m.Today) },
    }),
    AppRootElementBlueprint.make({
      name: 'seen-watch',
      params: { element: <SeenWatch /> },
    }),
  ],
});
