import {
  mockApis,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { ClusterFacts, ClustersApi } from '@textloom/plugin-clusters-common';
import { InMemoryClustersClient } from '@textloom/plugin-clusters-common/testUtils';
import { Locale } from '@textloom/ui';
import { appConfigIn } from '@textloom/ui/testUtils';
import { screen } from '@testing-library/react';
import { ReactElement } from 'react';
import { clustersApiRef } from '../apis';
import { useSay } from '../hooks/useSay';
import plugin from '../plugin';
import { Say } from '../text/say';

/** The moment of all tests. */
export const NOW = Date.parse('2026-11-25T08:30:00.000Z');

/** What a test's page is rendered over. */
export interface PageOptions {
  path?: string;
  facts?: ClusterFacts[];
  /** Replaces the client over the facts. */
  client?: ClustersApi;
  language?: Locale;
  allowed?: boolean;
  signals?: SignalApi;
}

/** Renders the plugin in a real app shell at a path. */
export function renderClusters(options: PageOptions = {}) {
  const { path = '/clusters', facts = [], language = 'en' } = options;
  const client = options.client ?? new InMemoryClustersClient(facts, () => NOW);
  renderTestApp({
    features: [plugin],
    initialRouteEntries: [path],
    config: appConfigIn(language),
    apis: [
      [clustersApiRef, client],
      mockApis.permission({
        authorize:
          options.allowed === false
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
      ...(options.signals ? [[signalApiRef, options.signals] as const] : []),
    ],
  });
  return client;
}

/** Renders one element over the same APIs, outside the shell. */
export function renderElement(element: ReactElement, options: PageOptions) {
  const { facts = [], language = 'en' } = options;
  return renderInTestApp(element, {
    config: appConfigIn(language),
    features: [plugin],
    apis: [
      [
        clustersApiRef,
        options.client ?? new InMemoryClustersClient(facts, () => NOW),
      ],
      mockApis.permission({
        authorize:
          options.allowed === false
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    ],
  });
}

/** A {@link Say} in a language, from the app's own translations. */
export async function sayIn(language: Locale): Promise<Say> {
  const said: { current?: Say } = {};
  const Probe = () => {
    said.current = useSay();
    return <p>{said.current('clusters')}</p>;
  };
  const { unmount } = renderInTestApp(<Probe />, {
    config: appConfigIn(language),
  });
  await screen.findByText(language === 'zh' ? '集群' : 'Clusters');
  unmount();
  if (!said.current) throw new Error('Nothing was said');
  return said.current;
}
