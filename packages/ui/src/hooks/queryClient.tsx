import { createContext, ReactNode, useContext } from 'react';
import {
  IdentityApi,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';

const KEPT_MS = 30 * 60_000;

/** A client that keeps the last good answers and never retries behind the caller's back. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: 0,
        gcTime: KEPT_MS,
        networkMode: 'always',
        refetchOnWindowFocus: true,
      },
    },
  });
}

// One client per app: what the identity API belongs to is the app, so tests and apps never share.
const clients = new WeakMap<IdentityApi, QueryClient>();
const override = createContext<QueryClient | undefined>(undefined);

/** The app's one query client. */
export function usePluginQueryClient(): QueryClient {
  const given = useContext(override);
  const identityApi = useApi(identityApiRef);
  if (given) return given;
  const existing = clients.get(identityApi);
  if (existing) return existing;
  const created = createQueryClient();
  clients.set(identityApi, created);
  return created;
}

/** Properties of {@link QueryProvider}. */
export interface QueryProviderProps {
  /** The app's own client when absent. */
  client?: QueryClient;
  children: ReactNode;
}

/**
 * Gives TanStack's own hooks the app's client. {@link usePluginQuery} works without it.
 */
export function QueryProvider({ client, children }: QueryProviderProps) {
  const own = usePluginQueryClient();
  const used = client ?? own;
  return (
    <override.Provider value={used}>
      <QueryClientProvider client={used}>{children}</QueryClientProvider>
    </override.Provider>
  );
}
