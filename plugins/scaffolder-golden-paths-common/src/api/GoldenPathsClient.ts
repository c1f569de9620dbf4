import { ResponseError } from '@backstage/errors';
import { Preview, PreviewRequest, previewSchema } from './preview';

/** What the golden paths offer beyond the scaffolder's own API. */
export interface GoldenPathsApi {
  /**
   * Renders a template without making anything of it.
   * @throws ResponseError 400 when the values do not fit, 403 when the caller may not, 404 for an unknown template.
   */
  preview(request: PreviewRequest, signal?: AbortSignal): Promise<Preview>;
}

/** {@link GoldenPathsApi} over HTTP, with a `fetch` that resolves `plugin://` addresses, as Backstage's `fetchApi` does. */
export class GoldenPathsClient implements GoldenPathsApi {
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: { fetchApi: { fetch: typeof fetch } }) {
    this.#fetchApi = options.fetchApi;
  }

  async preview(
    request: PreviewRequest,
    signal?: AbortSignal,
  ): Promise<Preview> {
    const response = await this.#fetchApi.fetch(
      'plugin://scaffolder/golden-paths/preview',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
        signal,
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return previewSchema.parse(await response.json());
  }
}
