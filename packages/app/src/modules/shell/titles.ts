import { TranslationFunction } from '@backstage/frontend-plugin-api';
import { appTranslationRef } from '../language/translation';

type Translate = TranslationFunction<(typeof appTranslationRef)['T']>;

/**
 * Plugins set titles of pages and tabs in English, and the framework does not
 * translate them. Own titles that are not in this list stay as they are.
 */
const KEYS = {
  Catalog: 'titles.catalog',
  'Catalog Graph': 'titles.catalogGraph',
  Create: 'titles.create',
  Docs: 'titles.docs',
  Documentation: 'titles.documentation',
  APIs: 'titles.apis',
  Notifications: 'titles.notifications',
  Settings: 'titles.settings',
  Search: 'titles.search',
  Clusters: 'titles.clusters',
  Deployments: 'titles.deployments',
  'Restore drills': 'titles.restoreDrills',
  Costs: 'titles.costs',
  Inbox: 'titles.inbox',
  General: 'titles.general',
  'Authentication Providers': 'titles.authProviders',
  'Feature Flags': 'titles.featureFlags',
  Templates: 'titles.templates',
  Tasks: 'titles.tasks',
  Actions: 'titles.actions',
  'Template Editor': 'titles.editor',
  'Templating Extensions': 'titles.templatingExtensions',
  Overview: 'titles.about',
  TechDocs: 'titles.docs',
  Definition: 'titles.definition',
  Development: 'titles.development',
  Deployment: 'titles.deployment',
  Operation: 'titles.operation',
  Observability: 'titles.observability',
} as const;

function isKnown(title: string): title is keyof typeof KEYS {
  return Object.prototype.hasOwnProperty.call(KEYS, title);
}

/** A page's or tab's title in the reader's language. */
export function translateTitle(t: Translate, title: string): string {
  return isKnown(title) ? t(KEYS[title]) : title;
}

const KINDS = {
  component: 'kinds.component',
  api: 'kinds.api',
  resource: 'kinds.resource',
  system: 'kinds.system',
  domain: 'kinds.domain',
  group: 'kinds.group',
  user: 'kinds.user',
  template: 'kinds.template',
  location: 'kinds.location',
} as const;

function isKnownKind(kind: string): kind is keyof typeof KINDS {
  return Object.prototype.hasOwnProperty.call(KINDS, kind);
}

/** A catalog kind in the reader's language; an unknown one as it is. */
export function translateKind(t: Translate, kind: string): string {
  const id = kind.toLocaleLowerCase('en');
  return isKnownKind(id) ? t(KINDS[id]) : kind;
}
