import { open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const HEADER_BYTES = 30;
const DEFLATED = 8;

/**
 * Reads one file out of a zip archive without comment (APPNOTE 6.3.10, 4.3; no zip64, no encryption).
 * @throws when the archive does not hold it or is not understood.
 */
export async function readFromZip(
  archive: string,
  name: string,
): Promise<Buffer> {
  const file = await open(archive, 'r');
  try {
    const read = async (from: number, length: number) => {
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, from);
      return buffer;
    };
    const { size } = await file.stat();
    const end = await read(size - END_BYTES, END_BYTES);
    if (end.readUInt32LE(0) !== END_OF_DIRECTORY) {
      throw new Error(`${archive} is no zip archive that is understood`);
    }
    const directory = await read(end.readUInt32LE(16), end.readUInt32LE(12));
    const entry = entryOf(directory, name);
    if (!entry) {
      throw new Error(`${archive} does not hold ${name}`);
    }
    const header = await read(entry.offset, HEADER_BYTES);
    const start =
      entry.offset +
      HEADER_BYTES +
      header.readUInt16LE(26) +
      header.readUInt16LE(28);
    const data = await read(start, entry.compressed);
    return entry.method === DEFLATED ? inflateRawSync(data) : data;
  } finally {
    await file.close();
  }
}

function entryOf(directory: Buffer, name: string) {
  for (let at = 0; at + ENTRY_BYTES <= directory.length; ) {
    const nameBytes = directory.readUInt16LE(at + 28);
    const begin = at + ENTRY_BYTES;
    if (directory.toString('utf8', begin, begin + nameBytes) === name) {
      return {
        method: directory.readUInt16LE(at + 10),
        compressed: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      };
    }
    at =
      begin +
      nameBytes +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  return undefined;
}
