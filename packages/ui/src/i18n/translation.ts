import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** English words of the kit. */
export const uiMessages = {
  actions: { more: 'More actions', retry: 'Retry' },
  chart: {
    table: 'Table',
    picture: 'Chart',
    time: 'Time',
    cursor: 'Moment',
  },
  bars: {
    total: 'Total',
    totalAt: '{{bucket}}, total',
    foreseenAt: '{{bucket}}, forecast',
    range: 'forecast, {{low}} to {{high}}',
    save: 'Save as CSV',
  },
  copyLink: {
    label: 'Copy link',
    done: 'Link copied',
    failed: 'Could not copy',
  },
  copyText: {
    label: 'Copy {{text}}',
    done: 'Copied',
    failed: 'Could not copy',
  },
  breadcrumbs: 'Breadcrumbs',
  diff: { before: 'before:', after: 'after:' },
  external: '(opens in a new tab)',
  freshness: {
    live: 'Live, {{age}}',
    updated: 'Updated {{age}}',
    stale: 'Stale, {{age}}',
    never: 'No data yet',
  },
  meter: {
    used: '{{percent}} used',
    requested: '{{percent}} requested',
    limit: 'limit {{percent}}',
    noData: 'No data',
    usageUnknown: 'usage unknown',
    legend: {
      used: 'solid: used',
      requested: 'pale: requested',
      limit: 'line: limit',
    },
  },
  rail: {
    min: 'min {{value}}',
    max: 'max {{value}}',
    atMax: 'at its maximum',
    fixed: 'fixed at {{value}}',
    label: '{{label}}: {{desired}} of {{min}} to {{max}}',
  },
  state: {
    loading: 'Loading',
    retryIn: 'Retrying in {{seconds}} s.',
    retryingNow: 'Retrying now.',
    request: 'req {{id}}',
    stale: 'Stale',
  },
  table: {
    count: '{{shown}} of {{total}}',
    all_one: '{{count}} row',
    all_other: '{{count}} rows',
    changed_one: '{{count}} change, update order',
    changed_other: '{{count}} changes, update order',
    sort: 'Sort by {{column}}',
    more_one: 'Show {{count}} more',
    more_other: 'Show {{count}} more',
  },
} as const;

/** Words of the kit itself. Sentences of a page belong to the page. */
export const uiTranslationRef = createTranslationRef({
  id: 'textloom.ui',
  messages: uiMessages,
  translations: { zh: () => import('./zh') },
});
