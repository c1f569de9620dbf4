import { useApi } from '@backstage/frontend-plugin-api';
import { PluginQuery, useChangeSignal, usePluginQuery } from '@textloom/ui';
import {
  RESTORE_DRILLS_SIGNAL,
  RestoreDrillsApi,
  RestoreDrillsSignal,
} from '@textloom/plugin-restore-drills-common';
import { restoreDrillsApiRef } from '../apis';

/** Signals bring changes at once; polling proves that no signal means no change. */
const POLL_MS = 10_000;

/** What a view asks, and when it asks again. */
export interface ViewOptions<T> {
  key: (string | number | boolean | undefined)[];
  load: (api: RestoreDrillsApi) => Promise<T>;
  /** Whether a change matters to what is shown; all do when absent. */
  concerns?: (signal: RestoreDrillsSignal) => boolean;
  /** Milliseconds between two questions. */
  pollMs?: number;
  /** Holds the question back while false. */
  enabled?: boolean;
}

/** Asks for a view, again on each change that concerns it, and at least every 10 s. */
export function useView<T>(options: ViewOptions<T>): PluginQuery<T> {
  const { concerns = () => true, pollMs = POLL_MS } = options;
  const api = useApi(restoreDrillsApiRef);
  const query = usePluginQuery({
    plugin: 'restore-drills',
    key: options.key,
    load: () => options.load(api),
    pollMs,
    maxPollMs: 60_000,
    enabled: options.enabled,
  });
  useChangeSignal(RESTORE_DRILLS_SIGNAL, concerns, query.refresh);
  return query;
}
