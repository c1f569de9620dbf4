import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';

const DEADLINE_MS = 10_000;

/** A `fetch` for the client of another plugin, which asks with the given credentials. */
export function pluginFetch(
  services: { auth: AuthService; discovery: DiscoveryService },
  plugin: string,
  credentials: () => Promise<BackstageCredentials>,
): { fetch: typeof fetch } {
  const { auth, discovery } = services;
  const prefix = `plugin://${plugin}`;
  return {
    async fetch(input, init) {
      const path = String(input).slice(prefix.length);
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await credentials(),
        targetPluginId: plugin,
      });
      return fetch(`${await discovery.getBaseUrl(plugin)}${path}`, {
        ...init,
        headers: { ...init?.headers, authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
    },
  };
}
