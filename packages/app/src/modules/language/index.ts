import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { createElement } from 'react';
import { LanguageSync } from './LanguageSync';
import { stockResources } from './resources';

/** English and Simplified Chinese, in the app and in `<html lang>`. */
export const languageModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ...stockResources.map(resource =>
      TranslationBlueprint.make({ name: resource.id, params: { resource } }),
    ),
    AppRootElementBlueprint.make({
      name: 'language-sync',
      params: { element: createElement(LanguageSync) },
    }),
  ],
});
