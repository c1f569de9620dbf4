import { useRef } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { PluginQuery, useChangeSignal, usePluginQuery } from '@textloom/ui';
import {
  COSTS_SIGNAL,
  CostsApi,
  CostsSignal,
} from '@textloom/plugin-costs-common';
import { costsApiRef } from '../apis';

/** Bills change a few times a day, and a signal says so at once; polling proves that none was missed. */
const POLL_MS = 60_000;

/** What a view asks, and when it asks again. */
export interface ViewOptions<T> {
  key: (string | number | boolean | undefined)[];
  load: (api: CostsApi) => Promise<T>;
  /** Whether a change matters to what is shown; all do when absent. */
  concerns?: (signal: CostsSignal) => boolean;
  /** Holds the question back while false. */
  enabled?: boolean;
  /** Keeps the answer to the question before until the new one has come, or when it fails: controls stay where they are. */
  keep?: boolean;
}

/** An answer that may still be that of the question before. */
export interface View<T> extends PluginQuery<T> {
  /** The new answer has not come. */
  isPrevious: boolean;
}

/** Asks for a view, again on each change that concerns it, and at least every minute. */
export function useView<T>(options: ViewOptions<T>): View<T> {
  const { concerns = () => true } = options;
  const api = useApi(costsApiRef);
  const query = usePluginQuery({
    plugin: 'costs',
    key: options.key,
    load: () => options.load(api),
    pollMs: POLL_MS,
    maxPollMs: 300_000,
    enabled: options.enabled,
  });
  useChangeSignal(COSTS_SIGNAL, concerns, query.refresh);
  const last = useRef<T>();
  if (query.data !== undefined) last.current = query.data;
  const isPrevious =
    options.keep === true &&
    query.data === undefined &&
    query.failure?.kind !== 'denied' &&
    last.current !== undefined;
  return { ...query, data: isPrevious ? last.current : query.data, isPrevious };
}
