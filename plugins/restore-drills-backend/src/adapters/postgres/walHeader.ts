import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  formatLsn,
  segmentRange,
} from '@textloom/plugin-restore-drills-common';
import { DrillProblem } from '../../service/ports';

const HEADER = 40;

/**
 * That a segment is the one that its name says, and of this cluster, by the header of its first page.
 *
 * @throws DrillProblem `wal-segment-damaged`, naming it.
 */
export async function assertSegment(
  path: string,
  segmentBytes: number,
  systemIdentifier: string | undefined,
): Promise<void> {
  const file = await open(path, 'r');
  const header = Buffer.alloc(HEADER);
  try {
    await file.read(header, 0, HEADER, 0);
  } finally {
    await file.close();
  }
  const name = basename(path);
  const differ = (expected: string, actual: string) =>
    new DrillProblem({
      code: 'wal-segment-damaged',
      subject: name,
      expected,
      actual,
    });
  const { start } = segmentRange(name, segmentBytes);
  const address = formatLsn(header.readBigUInt64LE(8));
  if (address !== start) {
    throw differ(start, address);
  }
  const cluster = String(header.readBigUInt64LE(24));
  if (systemIdentifier !== undefined && cluster !== systemIdentifier) {
    throw differ(`cluster ${systemIdentifier}`, `cluster ${cluster}`);
  }
}
