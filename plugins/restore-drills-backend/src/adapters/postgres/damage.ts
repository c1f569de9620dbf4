import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CopyItem, CopyPlan } from './copyTree';

const PAGE = 8192;
const RELATION = /^(?:base|global)\/(?:\d+\/)?\d+$/;
const CONTINUED = 0x0001;
const LONG_HEADER = 0x0002;
const CRC_AT = 20;
const RECORD_HEADER = 24;

/** The copied file in which one byte is to be wrong: the largest of a table or an index. */
export function largestRelation(plan: CopyPlan, data: string): string {
  const relations = plan.files.filter(({ to }) =>
    RELATION.test(to.slice(data.length + 1)),
  );
  return relations.reduce((a, b) => (b.bytes > a.bytes ? b : a)).to;
}

/** Turns over the bits of the byte in the middle of a file of the drill. */
export async function flipMiddle(path: string): Promise<void> {
  const { size } = await stat(path);
  await flip(path, Math.floor(size / 2));
}

/**
 * Damages a record near the middle of a segment of the drill: one byte of its checksum, as a byte between two records
 * would be no damage. False when the segment has no record there.
 */
export async function flipRecord(path: string): Promise<boolean> {
  const bytes = await readFile(path);
  const pages = bytes.length / PAGE;
  const order = [...Array(pages).keys()].sort(
    (a, b) => Math.abs(a - pages / 2) - Math.abs(b - pages / 2),
  );
  for (const page of order) {
    const at = recordOf(bytes, page * PAGE);
    if (at !== undefined) {
      await flip(path, at + CRC_AT);
      return true;
    }
  }
  return false;
}

/** Where the first record that begins on a page of the log is. */
function recordOf(bytes: Buffer, page: number): number | undefined {
  const info = bytes.readUInt16LE(page + 2);
  if (bytes.readUInt16LE(page) === 0) {
    return undefined;
  }
  const header = info & LONG_HEADER ? 40 : 24;
  const rest = info & CONTINUED ? bytes.readUInt32LE(page + 16) : 0;
  const at = page + header + Math.ceil(rest / 8) * 8;
  const fits = at + RECORD_HEADER < page + PAGE;
  return fits && bytes.readUInt32LE(at) >= RECORD_HEADER ? at : undefined;
}

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, at);
    byte[0] ^= 0xff;
    await file.write(byte, 0, 1, at);
  } finally {
    await file.close();
  }
}

/** A segment in the middle of what was copied; undefined when there are too few. */
export function middleSegment(
  segments: readonly CopyItem[],
): CopyItem | undefined {
  return segments[Math.floor(segments.length / 2)];
}

/** Takes a file of the drill away. */
export async function takeAway(folder: string, name: string): Promise<void> {
  await rm(join(folder, name));
}
