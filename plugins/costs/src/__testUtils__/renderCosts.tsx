import {
  mockApis,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { CostsApi } from '@textloom/plugin-costs-common';
import { Locale } from '@textloom/ui';
import { appConfigIn } from '@textloom/ui/testUtils';
import { ReactElement } from 'react';
import { costsApiRef } from '../apis';
import plugin from '../plugin';
import { rootRouteRef } from '../routes';

/** The page is loaded on demand, which takes a while on a busy machine. */
export const FIRST_SIGHT = { timeout: 30_000 };

const ME = 'user:default/finance';

/** What a test's page is rendered over. */
export interface PageOptions {
  path?: string;
  client: CostsApi;
  language?: Locale;
  /** Whether the reader has a permission; all of them by default. */
  allowed?: (permission: string) => boolean;
  signals?: SignalApi;
}

function apisOf({ client, allowed = () => true, signals }: PageOptions) {
  return [
    [costsApiRef, client] as const,
    [
      identityApiRef,
      mockApis.identity({ userEntityRef: ME, ownershipEntityRefs: [ME] }),
    ] as const,
    mockApis.permission({
      authorize: ({ permission }) =>
        allowed(permission.name) ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
    }),
    ...(signals ? [[signalApiRef, signals] as const] : []),
  ] as const;
}

/** Renders the plugin in a real app shell at a path. */
export function renderCosts(options: PageOptions) {
  const { path = '/costs', language = 'en' } = options;
  renderTestApp({
    features: [plugin],
    initialRouteEntries: [path],
    config: appConfigIn(language),
    apis: apisOf(options),
  });
}

/** Renders one element over the same APIs, outside the shell. */
export function renderElement(element: ReactElement, options: PageOptions) {
  return renderInTestApp(element, {
    config: appConfigIn(options.language ?? 'en'),
    mountedRoutes: { '/costs': rootRouteRef },
    apis: apisOf(options),
  });
}
