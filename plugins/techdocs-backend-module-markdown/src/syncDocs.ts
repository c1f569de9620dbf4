import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';

/** What {@link createDocsSync} works with. */
export interface DocsSyncOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  fetch: typeof fetch;
}

/**
 * Asks TechDocs to bring one entity's documentation up to date, as its reader
 * does when a page is opened. Resolves to whether anything was built; rejects
 * with TechDocs' own words when it could not.
 */
export function createDocsSync(
  options: DocsSyncOptions,
): (entity: Entity, signal: AbortSignal) => Promise<boolean> {
  const { auth, discovery } = options;
  return async ({ kind, metadata }, signal) => {
    const [baseUrl, { token }] = await Promise.all([
      discovery.getBaseUrl('techdocs'),
      auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: 'techdocs',
      }),
    ]);
    const path = [metadata.namespace ?? DEFAULT_NAMESPACE, kind, metadata.name]
      .map(encodeURIComponent)
      .join('/');
    const response = await options.fetch(`${baseUrl}/sync/${path}`, {
      headers: {
        Accept: 'text/event-stream',
        Authorization: `Bearer ${token}`,
      },
      signal,
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return outcome(await response.text());
  };
}

/** Reads the event with which TechDocs ends its stream. */
function outcome(stream: string): boolean {
  const [, type, data = ''] =
    /^event: (finish|error)\ndata: (.*)$/m.exec(stream) ?? [];
  if (type === 'error') throw new Error(String(JSON.parse(data)));
  if (!type) throw new Error('TechDocs ended its answer without a result');
  return JSON.parse(data).updated === true;
}
