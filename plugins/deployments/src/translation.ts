import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { eventMessages } from './messages/events';
import { pageMessages } from './messages/pages';
import { proposalMessages } from './messages/proposal';
import { reasonMessages } from './messages/reasons';
import { wordMessages } from './messages/words';

/** All texts of the deployments pages, in English by default. */
export const deploymentsTranslationRef = createTranslationRef({
  id: 'plugin.deployments',
  messages: {
    ...wordMessages,
    ...pageMessages,
    ...proposalMessages,
    event: eventMessages,
    reason: reasonMessages,
  },
  translations: { zh: () => import('./translations/zh') },
});
