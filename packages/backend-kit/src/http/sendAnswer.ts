import { Answer } from './answer';
import { acceptsGzip, gzipOf } from './compress';

/** What is needed of Express' response. */
interface Response {
  set(name: string, value: string): this;
  vary(name: string): this;
  type(name: string): this;
  send(body: unknown): unknown;
}

/** Sends an answer; Express compares the tag with If-None-Match and answers 304. */
export async function sendAnswer(
  request: { headers: Record<string, unknown> },
  response: Response,
  answer: Answer<unknown>,
): Promise<void> {
  response
    .set('ETag', answer.etag)
    .set('Cache-Control', 'private, no-cache')
    .vary('Accept-Encoding')
    .type('json');
  if (acceptsGzip(request.headers['accept-encoding'], answer.body)) {
    response.set('Content-Encoding', 'gzip').send(await gzipOf(answer));
  } else {
    response.send(answer.body);
  }
}
