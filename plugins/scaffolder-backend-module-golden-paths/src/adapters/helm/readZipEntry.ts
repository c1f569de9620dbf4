import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const DEFLATED = 8;

/**
 * Bytes of one file in a ZIP archive without a comment (PKWARE APPNOTE 6.3, 4.3).
 * @throws Error when the archive has no such file.
 */
export async function readZipEntry(
  archive: string,
  name: string,
): Promise<Buffer> {
  const file = await open(archive, 'r');
  try {
    const read = async (position: number, length: number) => {
      const { buffer } = await file.read(
        Buffer.alloc(length),
        0,
        length,
        position,
      );
      return buffer;
    };
    const { size } = await file.stat();
    const end = await read(size - END_SIZE, END_SIZE);
    if (end.readUInt32LE(0) !== END_SIGNATURE) {
      throw new Error('Not a ZIP archive, or one with a comment');
    }
    const directory = await read(end.readUInt32LE(16), end.readUInt32LE(12));
    const entry = find(directory, name);
    const local = await read(entry.offset, LOCAL_SIZE);
    const start =
      entry.offset +
      LOCAL_SIZE +
      local.readUInt16LE(26) +
      local.readUInt16LE(28);
    const bytes = await read(start, entry.compressed);
    return entry.method === DEFLATED
      ? await promisify(inflateRaw)(bytes)
      : bytes;
  } finally {
    await file.close();
  }
}

function find(directory: Buffer, name: string) {
  let at = 0;
  while (
    at + ENTRY_SIZE <= directory.length &&
    directory.readUInt32LE(at) === ENTRY_SIGNATURE
  ) {
    const nameLength = directory.readUInt16LE(at + 28);
    const begin = at + ENTRY_SIZE;
    if (directory.toString('utf8', begin, begin + nameLength) === name) {
      return {
        method: directory.readUInt16LE(at + 10),
        compressed: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      };
    }
    at =
      begin +
      nameLength +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  throw new Error(`The archive has no ${name}`);
}
