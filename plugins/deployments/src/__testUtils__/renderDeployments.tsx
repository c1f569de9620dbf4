import {
  mockApis,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { DeploymentsApi } from '@textloom/plugin-deployments-common';
import { Locale } from '@textloom/ui';
import { appConfigIn } from '@textloom/ui/testUtils';
import { ReactElement } from 'react';
import { deploymentsApiRef } from '../apis';
import plugin from '../plugin';

/** The moment of all tests. */
export const NOW = Date.parse('2026-11-25T08:30:00.000Z');

/** Who reads the pages. */
export const ME = 'user:default/sre';

/** What a test's page is rendered over. */
export interface PageOptions {
  path?: string;
  client: DeploymentsApi;
  language?: Locale;
  /** Whether the reader has a permission; all of them by default. */
  allowed?: (permission: string) => boolean;
  signals?: SignalApi;
}

function apisOf({ client, allowed = () => true, signals }: PageOptions) {
  return [
    [deploymentsApiRef, client] as const,
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
export function renderDeployments(options: PageOptions) {
  const { path = '/deployments', language = 'en' } = options;
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
    features: [plugin],
    apis: apisOf(options),
  });
}
