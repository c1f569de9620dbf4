import { open } from 'node:fs/promises';

const ENOUGH = 4_096;
const AUX = 0xfa;

/** What an RDB file says of itself before its data. */
export interface RdbHeader {
  /** Of the server that has written it, as `7.0.15`. */
  redis?: string;
  /** When it was begun, milliseconds since the epoch; whole seconds by the clock of that server. */
  begunAt?: number;
}

/**
 * Reads the first fields of an RDB file: each is the byte 0xFA, a name and a value. Undefined when it is none.
 *
 * Format: https://rdb.fnordig.de/file_format.html (auxiliary fields, length and string encodings).
 */
export async function readRdbHeader(
  path: string,
): Promise<RdbHeader | undefined> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(ENOUGH),
      0,
      ENOUGH,
      0,
    );
    return headerOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** The same of the first bytes of a file. */
export function headerOf(bytes: Buffer): RdbHeader | undefined {
  if (!/^REDIS\d{4}$/.test(bytes.toString('latin1', 0, 9))) {
    return undefined;
  }
  const fields = new Map<string, string>();
  let at = 9;
  while (bytes[at] === AUX) {
    const name = stringAt(bytes, at + 1);
    const value = name && stringAt(bytes, name.end);
    if (!name || !value) {
      break;
    }
    fields.set(name.text, value.text);
    at = value.end;
  }
  const redis = fields.get('redis-ver');
  const seconds = fields.get('ctime');
  return {
    ...(redis !== undefined && { redis }),
    ...(seconds !== undefined && { begunAt: Number(seconds) * 1_000 }),
  };
}

/** A short text, or a number in one, two or four bytes. */
function stringAt(
  bytes: Buffer,
  at: number,
): { text: string; end: number } | undefined {
  const kind = bytes[at];
  const end = (size: number) => at + 1 + size;
  const has = (size: number) => end(size) <= bytes.length;
  if (kind === undefined) {
    return undefined;
  }
  if (kind < 0x40) {
    return has(kind)
      ? { text: bytes.toString('latin1', at + 1, end(kind)), end: end(kind) }
      : undefined;
  }
  if (kind === 0xc0 && has(1)) {
    return { text: String(bytes.readInt8(at + 1)), end: end(1) };
  }
  if (kind === 0xc1 && has(2)) {
    return { text: String(bytes.readInt16LE(at + 1)), end: end(2) };
  }
  return kind === 0xc2 && has(4)
    ? { text: String(bytes.readInt32LE(at + 1)), end: end(4) }
    : undefined;
}
