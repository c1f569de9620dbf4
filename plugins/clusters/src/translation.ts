import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { findingMessages } from './messages/findings';
import { operationsMessages } from './messages/operations';
import { pageMessages } from './messages/pages';
import { pendingMessages } from './messages/pending';
import { signalMessages } from './messages/signals';
import { verdictMessages } from './messages/verdicts';
import { wordMessages } from './messages/words';
import { workloadMessages } from './messages/workloads';

/** All texts of the clusters pages, in English by default. */
export const clustersTranslationRef = createTranslationRef({
  id: 'plugin.clusters',
  messages: {
    ...wordMessages,
    ...pageMessages,
    ...pendingMessages,
    ...operationsMessages,
    ...signalMessages,
    ...workloadMessages,
    verdict: verdictMessages,
    finding: findingMessages,
  },
  translations: { zh: () => import('./translations/zh') },
});
