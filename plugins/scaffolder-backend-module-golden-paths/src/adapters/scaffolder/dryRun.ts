import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { DryRun, refuseValues } from '../../service/Previewer';

const PLUGIN = 'scaffolder';
const DEADLINE_MS = 30_000;

const resultSchema = z.object({
  log: z.array(z.object({ body: z.object({ message: z.string() }) })),
  directoryContents: z.array(
    z.object({ path: z.string(), base64Content: z.string() }),
  ),
});
const refusalSchema = z.object({
  errors: z.array(
    z.object({
      property: z.string().optional(),
      message: z.string().optional(),
      stack: z.string().optional(),
    }),
  ),
});

/** `POST /v2/dry-run` on the caller's behalf, so that the scaffolder asks for the caller's own permissions. */
export function createDryRun(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): DryRun {
  return async (request, credentials) => {
    const [baseUrl, { token }] = await Promise.all([
      options.discovery.getBaseUrl(PLUGIN),
      options.auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: PLUGIN,
      }),
    ]);
    const response = await fetch(`${baseUrl}/v2/dry-run`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).catch(() => {
      throw new ServiceUnavailableError(
        'The template was not rendered in 30 s; try again',
      );
    });
    if (response.status === 400) {
      const refusal = refusalSchema.safeParse(await response.clone().json());
      if (refusal.success) {
        refuseValues(refusal.data.errors);
      }
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const { log, directoryContents } = resultSchema.parse(
      await response.json(),
    );
    return { log: log.map(({ body }) => body.message), directoryContents };
  };
}
