import { useApi } from '@backstage/frontend-plugin-api';
import { PluginQuery, useChangeSignal, usePluginQuery } from '@textloom/ui';
import {
  DEPLOYMENTS_SIGNAL,
  DeploymentsApi,
  DeploymentsSignal,
} from '@textloom/plugin-deployments-common';
import { deploymentsApiRef } from '../apis';

/** Signals bring changes at once; polling proves that no signal means no change. */
const POLL_MS = 10_000;

/** What a view asks, and when it asks again. */
export interface ViewOptions<T> {
  key: (string | number | boolean | undefined)[];
  load: (api: DeploymentsApi) => Promise<T>;
  /** Whether a change matters to what is shown; all do when absent. */
  concerns?: (signal: DeploymentsSignal) => boolean;
  /** Milliseconds between two questions. */
  pollMs?: number;
  /** Holds the question back while false. */
  enabled?: boolean;
}

/** Asks for a view, again on each change that concerns it, and at least every 10 s. */
export function useView<T>(options: ViewOptions<T>): PluginQuery<T> {
  const { concerns = () => true, pollMs = POLL_MS } = options;
  const api = useApi(deploymentsApiRef);
  const query = usePluginQuery({
    plugin: 'deployments',
    key: options.key,
    load: () => options.load(api),
    pollMs,
    maxPollMs: 60_000,
    enabled: options.enabled,
  });
  useChangeSignal(DEPLOYMENTS_SIGNAL, concerns, query.refresh);
  return query;
}
