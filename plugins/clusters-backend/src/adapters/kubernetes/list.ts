import { ExpiredError } from './failure';
import { KubeClient } from './KubeClient';
import { readPage } from './wire';

/** A page is parsed in one go: 200 pods hold the event loop for about 10 ms, 500 for about 25. */
const PAGE_SIZE = 200;
/** Lists begun anew after their continue token expired, before the list is asked for in one piece. */
const RESTARTS = 2;

/** What to list, and where to put it. */
export interface ListOptions {
  path: string;
  query?: Record<string, string>;
  signal: AbortSignal;
  onBegin: () => void;
  onPage: (items: unknown[]) => void;
}

/**
 * Lists in pages of 200, from one consistent snapshot. resourceVersion stays unset: with `0` servers ignore the limit.
 * @returns The resourceVersion to watch from.
 */
export async function listPaged(
  client: KubeClient,
  options: ListOptions,
): Promise<string> {
  for (let restart = 0; ; restart++) {
    try {
      return await listOnce(client, options, restart < RESTARTS);
    } catch (error) {
      if (!(error instanceof ExpiredError) || restart >= RESTARTS) {
        throw error;
      }
    }
  }
}

async function listOnce(
  client: KubeClient,
  options: ListOptions,
  paged: boolean,
): Promise<string> {
  options.onBegin();
  let next: string | undefined;
  for (;;) {
    const { value } = await client.get({
      path: options.path,
      query: {
        ...options.query,
        ...(paged && { limit: String(PAGE_SIZE) }),
        ...(next && { continue: next }),
      },
      signal: options.signal,
    });
    const page = readPage(value);
    options.onPage(page.items);
    if (!page.next) {
      return page.resourceVersion;
    }
    next = page.next;
  }
}
