import {
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendModule,
  ErrorDisplay,
  NotFoundErrorPage,
  PageLayout,
  Progress,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { AppLayout } from './AppLayout';
import { PageLayout as PortalPageLayout } from './PageLayout';
import * as states from './states';

const layout = createExtension({
  name: 'layout',
  attachTo: { id: 'app/root', input: 'children' },
  inputs: {
    nav: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
    content: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
  },
  output: [coreExtensionData.reactElement],
  factory: ({ inputs }) => [
    coreExtensionData.reactElement(
      <AppLayout
        nav={inputs.nav.get(coreExtensionData.reactElement)}
        content={inputs.content.get(coreExtensionData.reactElement)}
      />,
    ),
  ],
});

/** Layout, page headers and page states of the framework, in our design. */
export const shellModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    layout,
    SwappableComponentBlueprint.make({
      name: 'core-page-layout',
      params: define =>
        define({ component: PageLayout, loader: () => PortalPageLayout }),
    }),
    SwappableComponentBlueprint.make({
      name: 'core-progress',
      params: define =>
        define({ component: Progress, loader: () => states.Progress }),
    }),
    SwappableComponentBlueprint.make({
      name: 'core-not-found-error-page',
      params: define =>
        define({ component: NotFoundErrorPage, loader: () => states.NotFound }),
    }),
    SwappableComponentBlueprint.make({
      name: 'core-error-display',
      params: define =>
        define({ component: ErrorDisplay, loader: () => states.ErrorDisplay }),
    }),
  ],
});
