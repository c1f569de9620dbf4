import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { drillMessages } from './messages/drill';
import { pageMessages } from './messages/pages';
import { wordMessages } from './messages/words';

/** All texts of the restore drills pages, in English by default. */
export const restoreDrillsTranslationRef = createTranslationRef({
  id: 'plugin.restore-drills',
  messages: { ...wordMessages, ...pageMessages, ...drillMessages },
  translations: { zh: () => import('./translations/zh') },
});
