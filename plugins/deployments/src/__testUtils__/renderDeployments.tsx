import {
  mockApis,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import {
  DeploymentsApi,
  DeploymentsSignal,
} from '@textloom/plugin-deployments-common';
import { ReactElement } from 'react';
import { deploymentsApiRef } from '../apis';
import plugin from '../plugin';

/** The moment of all tests. */
export const NOW = Date.parse('2026-11-25T08:30:00.000Z');

/** Who reads the pages. */
export const ME = 'user:default/sre';

export type Language = 'en' | 'zh';

function configFor(language: Language) {
  // The app remembers the language; the one of the test before must not win.
  window.localStorage.setItem('language', language);
  return {
    app: {
      baseUrl: 'http://localhost:3000',
      extensions: [
        {
          'api:app/app-language': {
            config: {
              defaultLanguage: language,
              availableLanguages: ['en', 'zh'],
            },
          },
        },
      ],
    },
    backend: { baseUrl: 'http://localhost:7007' },
  };
}

/** Signals that a test sends by hand. */
export class HandSignals implements SignalApi {
  readonly #listeners = new Set<(message: DeploymentsSignal) => void>();

  subscribe: SignalApi['subscribe'] = (_channel, onMessage) => {
    const listener = onMessage as unknown as (
      message: DeploymentsSignal,
    ) => void;
    this.#listeners.add(listener);
    return { unsubscribe: () => this.#listeners.delete(listener) };
  };

  send(signal: DeploymentsSignal) {
    for (const listener of this.#listeners) listener(signal);
  }
}

/** What a test's page is rendered over. */
export interface PageOptions {
  path?: string;
  client: DeploymentsApi;
  language?: Language;
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
    config: configFor(language),
    apis: apisOf(options),
  });
}

/** Renders one element over the same APIs, outside the shell. */
export function renderElement(element: ReactElement, options: PageOptions) {
  return renderInTestApp(element, {
    config: configFor(options.language ?? 'en'),
    features: [plugin],
    apis: apisOf(options),
  });
}
