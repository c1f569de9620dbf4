import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/** All texts of the preview, in English by default. */
export const goldenPathsTranslationRef = createTranslationRef({
  id: 'plugin.scaffolder.golden-paths',
  messages,
  translations: { zh: () => import('./translations/zh') },
});
