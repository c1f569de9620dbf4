import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/** All texts of the costs pages, in English by default. */
export const costsTranslationRef = createTranslationRef({
  id: 'plugin.costs',
  messages,
  translations: { zh: () => import('./translations/zh') },
});
