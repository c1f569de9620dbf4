import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Answer } from './answer';

const compress = promisify(gzip);

/** Below this the head of a compressed answer outweighs what is saved. */
const MIN_LENGTH = 1_024;

const compressed = new WeakMap<Answer<unknown>, Promise<Buffer>>();

/** Whether a body is worth compressing for one who sent this `Accept-Encoding`. */
export function acceptsGzip(header: unknown, body: string): boolean {
  return (
    body.length >= MIN_LENGTH &&
    typeof header === 'string' &&
    header
      .split(',')
      .some(coding =>
        /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(coding),
      )
  );
}

/** The body compressed, once for all who ask. */
export function gzipOf(answer: Answer<unknown>): Promise<Buffer> {
  const known = compressed.get(answer);
  if (known) {
    return known;
  }
  const made = compress(answer.body, { level: 4 });
  compressed.set(answer, made);
  return made;
}
