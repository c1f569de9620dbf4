import { open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DEFLATED = 8;
/** The end record may be followed by a comment of at most this size. */
const END_RECORD_BYTES = 22 + 65_535;

/**
 * Reads one file out of a zip archive (no zip64, no encryption).
 * @throws when the archive does not hold it or is not understood.
 */
export async function readFromZip(
  archive: string,
  name: string,
): Promise<Buffer> {
  const file = await open(archive, 'r');
  try {
    const { size } = await file.stat();
    const read = async (from: number, length: number) => {
      const buffer = Buffer.alloc(length);
      await file.read(buffer, 0, length, from);
      return buffer;
    };
    const tailFrom = Math.max(0, size - END_RECORD_BYTES);
    const tail = await read(tailFrom, size - tailFrom);
    const end = findBackwards(tail, END_OF_DIRECTORY);
    const directory = await read(
      tail.readUInt32LE(end + 16),
      tail.readUInt32LE(end + 12),
    );
    const entry = findEntry(directory, name);
    if (!entry) {
      throw new Error(`${archive} does not hold ${name}`);
    }
    const header = await read(entry.offset, 30);
    const start =
      entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const data = await read(start, entry.compressedSize);
    return entry.method === DEFLATED ? inflateRawSync(data) : data;
  } finally {
    await file.close();
  }
}

function findBackwards(buffer: Buffer, signature: number): number {
  for (let at = buffer.length - 22; at >= 0; at--) {
    if (buffer.readUInt32LE(at) === signature) {
      return at;
    }
  }
  throw new Error('Not a zip archive');
}

function findEntry(directory: Buffer, name: string) {
  for (
    let at = 0;
    at + 46 <= directory.length &&
    directory.readUInt32LE(at) === DIRECTORY_ENTRY;

  ) {
    const nameLength = directory.readUInt16LE(at + 28);
    const rest =
      directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (directory.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      return {
        method: directory.readUInt16LE(at + 10),
        compressedSize: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      };
    }
    at += 46 + nameLength + rest;
  }
  return undefined;
}
