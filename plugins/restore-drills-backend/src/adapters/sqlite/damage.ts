import { open, readFile } from 'node:fs/promises';

const HEADER = 100;
const TABLE_LEAF = 0x0d;

/**
 * Turns over one bit of a value in a row of a table: the pages stay well formed, and `integrity_check` has nothing to
 * say of it.
 *
 * @returns false when no row has a value that could be changed.
 */
export async function flipValue(path: string): Promise<boolean> {
  const bytes = await readFile(path);
  const size = pageSize(bytes);
  const last = Math.floor(bytes.length / size) - 1;
  // From the end: the first pages describe the schema.
  for (let page = last; page > 0; page -= 1) {
    const at = valueOn(bytes, page * size, size - bytes[20]);
    if (at !== undefined) {
      await flip(path, at, 0x01);
      return true;
    }
  }
  return false;
}

/** Turns over the kind of a page in the middle of a database: what hangs on it cannot be read. */
export async function flipPage(path: string): Promise<void> {
  const bytes = await readFile(path);
  const size = pageSize(bytes);
  const pages = Math.floor(bytes.length / size);
  const middle = Math.floor(pages / 2);
  await flip(path, middle === 0 ? HEADER : middle * size, 0xff);
}

function pageSize(bytes: Buffer): number {
  const size = bytes.readUInt16BE(16);
  return size === 1 ? 65_536 : size;
}

/** Place of the last byte of a text or blob at the end of a row that lies wholly on the page. */
function valueOn(
  bytes: Buffer,
  page: number,
  usable: number,
): number | undefined {
  if (bytes[page] !== TABLE_LEAF) {
    return undefined;
  }
  const cells = bytes.readUInt16BE(page + 3);
  for (let cell = 0; cell < cells; cell += 1) {
    const start = page + bytes.readUInt16BE(page + 8 + cell * 2);
    const length = varint(bytes, start);
    const row = varint(bytes, length.end);
    const end = row.end + length.value;
    const header = varint(bytes, row.end);
    const whole = length.value <= usable - 35 && end <= page + usable;
    if (whole && lastIsText(bytes, row.end, header.value)) {
      return end - 1;
    }
  }
  return undefined;
}

/** Whether the last column is a text or blob with something in it: its serial type is 14 or more. */
function lastIsText(bytes: Buffer, start: number, header: number): boolean {
  let type = 0;
  for (let at = varint(bytes, start).end; at < start + header; ) {
    const next = varint(bytes, at);
    type = next.value;
    at = next.end;
  }
  return type >= 14;
}

function varint(bytes: Buffer, at: number): { value: number; end: number } {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes[at + index];
    value = value * 128 + (byte % 128);
    if (byte < 128) {
      return { value, end: at + index + 1 };
    }
  }
  return { value: value * 256 + bytes[at + 8], end: at + 9 };
}

async function flip(path: string, at: number, mask: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, at);
    byte[0] ^= mask;
    await file.write(byte, 0, 1, at);
    await file.sync();
  } finally {
    await file.close();
  }
}
