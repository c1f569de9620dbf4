import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { findingMessages } from './messages/findings';
import { pageMessages } from './messages/pages';
import { verdictMessages } from './messages/verdicts';
import { wordMessages } from './messages/words';

/** All texts of the clusters pages, in English by default. */
export const clustersTranslationRef = createTranslationRef({
  id: 'plugin.clusters',
  messages: {
    ...wordMessages,
    ...pageMessages,
    verdict: verdictMessages,
    finding: findingMessages,
  },
  translations: { zh: () => import('./translations/zh') },
});
