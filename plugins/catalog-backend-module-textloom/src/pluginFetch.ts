import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';

const TIMEOUT_MS = 10_000;

/** A `fetch` for `plugin://<id>/<path>` addresses, as this plugin's own service principal. */
export function createPluginFetch(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): typeof fetch {
  const { auth, discovery } = options;
  return async (input, init) => {
    const { protocol, host, pathname, search } = new URL(String(input));
    if (protocol !== 'plugin:') {
      throw new Error(`Not the address of a plugin: ${input}`);
    }
    const [baseUrl, { token }] = await Promise.all([
      discovery.getBaseUrl(host),
      auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: host,
      }),
    ]);
    const headers = new Headers(init?.headers);
    headers.set('Authorization', `Bearer ${token}`);
    return fetch(`${baseUrl}${pathname}${search}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...init,
      headers,
    });
  };
}
