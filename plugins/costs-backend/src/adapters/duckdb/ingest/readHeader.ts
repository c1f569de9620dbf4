import { createReadStream } from 'node:fs';
import { BillProblem } from '../../bills/BillProblem';

/** A header of more is none. */
const MAX_BYTES = 64 * 1024;
const QUOTE = '"';

/** Names of the columns of a CSV file, in their order. */
export async function readCsvHeader(
  path: string,
  file: string,
): Promise<string[]> {
  const start = await readStart(path, file);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(start);
  } catch (error) {
    throw new BillProblem(
      'unreadable',
      { file, why: 'encoding' },
      { cause: error },
    );
  }
  const columns = parseRecord(text);
  if (!columns) {
    throw new BillProblem('unreadable', { file, why: 'header' });
  }
  return columns;
}

/** The bytes up to the end of the first line that ends outside of quotes. */
async function readStart(path: string, file: string): Promise<Buffer> {
  const input = createReadStream(path, { end: MAX_BYTES });
  const bytes: Buffer[] = [];
  const isEnd = lineEnd();
  for await (const chunk of input as AsyncIterable<Buffer>) {
    const end = chunk.findIndex(isEnd);
    bytes.push(end < 0 ? chunk : chunk.subarray(0, end));
    if (end >= 0) {
      break;
    }
  }
  const start = Buffer.concat(bytes);
  if (start.length > MAX_BYTES) {
    throw new BillProblem('unreadable', { file, why: 'header' });
  }
  return start;
}

/** Tells of byte after byte whether it ends the line. */
function lineEnd(): (byte: number) => boolean {
  let quoted = false;
  return byte => {
    quoted = byte === 0x22 ? !quoted : quoted;
    return byte === 0x0a && !quoted;
  };
}

/** The fields of one record of RFC 4180; undefined when its quotes are not closed. */
function parseRecord(text: string): string[] | undefined {
  const line = text.replace(/^\uFEFF/, '').replace(/\r$/, '');
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const [whole, quotedText, plain] =
      /^(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/.exec(rest) ?? [];
    if (whole === undefined) {
      return undefined;
    }
    fields.push((quotedText?.replaceAll(QUOTE + QUOTE, QUOTE) ?? plain).trim());
    if (whole.length === rest.length) {
      return fields;
    }
    rest = rest.slice(whole.length + 1);
  }
}
