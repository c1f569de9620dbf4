import { createHash } from 'node:crypto';
import { Answer } from './ClustersService';

/** Serialises a view once for all who ask. */
export function answerOf<TView>(view: TView): Answer<TView> {
  const body = JSON.stringify(view);
  const hash = createHash('sha256').update(body).digest('base64url');
  return { view, body, etag: `"${hash.slice(0, 27)}"` };
}

/**
 * What a view says, without the times at which it was said again: two views of the same substance need no signal.
 * Left out are the time of assessment, the age of the sources' last answers and the age of usage figures.
 */
export function substanceOf(view: unknown): string {
  return JSON.stringify(view, function replace(key, value) {
    const volatile =
      key === 'generatedAt' ||
      key === 'usedAt' ||
      (key === 'at' && ('source' in this || 'state' in this));
    return volatile ? undefined : value;
  });
}
