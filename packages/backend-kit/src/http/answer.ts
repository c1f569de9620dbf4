import { createHash } from 'node:crypto';

/** A view, ready to be sent. */
export interface Answer<TView> {
  view: TView;
  /** The view as JSON. */
  body: string;
  /** Strong entity tag of the body. */
  etag: string;
}

/** Serialises a view once for all who ask. */
export function answerOf<TView>(view: TView): Answer<TView> {
  const body = JSON.stringify(view);
  const hash = createHash('sha256').update(body).digest('base64url');
  return { view, body, etag: `"${hash.slice(0, 27)}"` };
}
