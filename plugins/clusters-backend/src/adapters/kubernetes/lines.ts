import { SourceFailure } from '../../service/SourceFailure';

const NEWLINE = 0x0a;

/**
 * Splits bytes into lines. A line over `maxBytes` fails as malformed before it is complete, so that a server that
 * never ends its line cannot fill the memory. An unfinished last line is dropped: the stream was cut within it.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      const part = chunk.subarray(start, end < 0 ? undefined : end);
      size += part.length;
      if (size > maxBytes) {
        throw new SourceFailure(
          'malformed',
          `a line of over ${maxBytes} bytes in a watch`,
        );
      }
      parts.push(part);
      if (end < 0) {
        break;
      }
      const line = Buffer.concat(parts).toString('utf8').trim();
      parts = [];
      size = 0;
      start = end + 1;
      if (line) {
        yield line;
      }
    }
  }
}
