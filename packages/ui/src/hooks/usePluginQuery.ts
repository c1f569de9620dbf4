import { useCallback } from 'react';
import {
  IdentityApi,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { QueryFailure, toFailure } from './failure';
import { usePluginQueryClient } from './queryClient';

/** What to ask and how often. */
export interface PluginQueryOptions<T> {
  /** Id of the plugin that answers; scopes the key. */
  plugin: string;
  /** What is asked for; equal keys share one request and one answer. */
  key: readonly (string | number | boolean | undefined)[];
  load: (context: { signal: AbortSignal }) => Promise<T>;
  /** Milliseconds between polls; doubled with each failure up to `maxPollMs`. No polling when absent. */
  pollMs?: number;
  /** Longest wait between tries after failures, in milliseconds. */
  maxPollMs?: number;
  /** Holds the question back while false. */
  enabled?: boolean;
}

/** An answer, its age, and what stands in its way. */
export interface PluginQuery<T> {
  /**
   * `loading`: no answer yet. `ready`: the last try succeeded. `stale`: the last try failed and
   * `data` is the last good answer. `failed`: the last try failed and there never was an answer.
   */
  state: 'loading' | 'ready' | 'stale' | 'failed';
  /** The last good answer. */
  data?: T;
  failure?: QueryFailure;
  /** ISO 8601 instant of the last good answer. */
  answeredAt?: string;
  /** Epoch milliseconds of the next try by itself, after a failure. */
  retryAt?: number;
  /** Asks again now. */
  refresh: () => void;
}

const MAX_POLL_MS = 120_000;

/** Wait before the next try: the poll interval, doubled with each failure in a row. */
export function backOff(
  pollMs: number,
  failures: number,
  maxPollMs = Math.max(pollMs, MAX_POLL_MS),
): number {
  return Math.min(maxPollMs, pollMs * 2 ** Math.min(failures, 16));
}

const identities = new WeakMap<IdentityApi, number>();
let identityCount = 0;

/** Tells sessions apart, so that a client shared by two never mixes their users. */
function identityNumber(identityApi: IdentityApi): number {
  const known = identities.get(identityApi);
  if (known !== undefined) return known;
  identityCount += 1;
  identities.set(identityApi, identityCount);
  return identityCount;
}

function useUserRef(): string | undefined {
  const identityApi = useApi(identityApiRef);
  const client = usePluginQueryClient();
  const { data } = useQuery(
    {
      queryKey: ['user', identityNumber(identityApi)],
      queryFn: () =>
        identityApi.getBackstageIdentity().then(
          identity => identity.userEntityRef,
          () => 'nobody',
        ),
      staleTime: Infinity,
      gcTime: Infinity,
    },
    client,
  );
  return data;
}

/** What is kept of a question: the last good answer and the failures since. */
interface Outcome<T> {
  data?: T;
  answeredAt?: number;
  failure?: QueryFailure;
  failures: number;
}

function afterFailure<T>(
  before: Outcome<T> | undefined,
  failure: QueryFailure,
): Outcome<T> {
  const failures = (before?.failures ?? 0) + 1;
  // A no takes the answer away; a breakage does not.
  return failure.kind === 'denied'
    ? { failure, failures }
    : { ...before, failure, failures };
}

function stateOf<T>(outcome: Outcome<T> | undefined): PluginQuery<T>['state'] {
  if (!outcome) return 'loading';
  if (!outcome.failure) return 'ready';
  return outcome.data === undefined ? 'failed' : 'stale';
}

/**
 * Asks a plugin's backend, polls it with back-off, and keeps the last good answer on the screen when
 * it fails. Answers are kept per user.
 */
export function usePluginQuery<T>(
  options: PluginQueryOptions<T>,
): PluginQuery<T> {
  const { plugin, key, load, pollMs, maxPollMs, enabled = true } = options;
  const client = usePluginQueryClient();
  const user = useUserRef();
  const queryKey = [plugin, user, ...key];
  const wait = (outcome: Outcome<T> | undefined) =>
    pollMs !== undefined && backOff(pollMs, outcome?.failures ?? 0, maxPollMs);

  const query = useQuery<Outcome<T>>(
    {
      queryKey,
      enabled: enabled && user !== undefined,
      queryFn: async ({ signal }) => {
        try {
          const data = await load({ signal });
          return { data, answeredAt: Date.now(), failures: 0 };
        } catch (error) {
          if (signal.aborted) throw error;
          const before = client.getQueryData<Outcome<T>>(queryKey);
          return afterFailure(before, toFailure(error));
        }
      },
      refetchInterval: ({ state }) => wait(state.data),
    },
    client,
  );

  const { data: outcome, dataUpdatedAt, refetch } = query;
  const refresh = useCallback(() => {
    refetch();
  }, [refetch]);
  const next = outcome?.failure && wait(outcome);
  return {
    state: stateOf(outcome),
    data: outcome?.data,
    failure: outcome?.failure,
    answeredAt:
      outcome?.answeredAt === undefined
        ? undefined
        : new Date(outcome.answeredAt).toISOString(),
    retryAt: next ? dataUpdatedAt + next : undefined,
    refresh,
  };
}
