import { Readable } from 'node:stream';
import { SourceFailure } from '../../service/SourceFailure';

/** Bytes of an answer that are read, as of Prometheus and Alertmanager; those of EKS are some kilobytes. */
const MAX_BYTES = 20 * 1024 * 1024;

/** Puts a stream that fails beyond the bound in place of the answer's body. */
export function boundAnswer(response: unknown): void {
  const answer = response as { body?: unknown } | undefined;
  if (answer?.body instanceof Readable) {
    answer.body = Readable.from(bounded(answer.body), { objectMode: false });
  }
}

async function* bounded(body: Readable): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) {
      throw new SourceFailure('malformed', 'EKS answers too much');
    }
    yield bytes;
  }
}
