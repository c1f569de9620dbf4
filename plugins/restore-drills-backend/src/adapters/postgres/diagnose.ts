import { readFile } from 'node:fs/promises';
import {
  parseSegment,
  Problem,
  WalSegment,
} from '@textloom/plugin-restore-drills-common';
import { SERVED } from './configure';
import { Layout } from './layout';

const SEGMENT = /^[0-9A-F]{24}$/;

/** What recovery had to work with. */
export interface DiagnosisInput {
  layout: Layout;
  /** Last segment that was frozen without a gap. */
  last: string;
  segmentBytes: number;
  /** Segments that were there when the server was started: of the archive, and those that came with the backup. */
  available: readonly string[];
}

/**
 * Why replay ended before the last segment that was frozen; undefined when it went on to ask for what comes after it,
 * which is how replay of a whole archive ends. It reads the log in order: the farthest segment that it asked for is
 * the one that was not there, or, where it was, the one in which it met something that is no record.
 */
export async function diagnose(
  input: DiagnosisInput,
): Promise<Problem | undefined> {
  const { layout, last, segmentBytes } = input;
  const lines = await requestsOf(layout);
  const asked = farthest(lines, segmentBytes);
  const end = parseSegment(last, segmentBytes);
  if (!end || (asked && asked.number > end.number)) {
    return undefined;
  }
  if (!asked) {
    return {
      code: 'recovered-too-little',
      expected: last,
      actual: 'no segment was asked for',
    };
  }
  const { name } = asked;
  const there = new Set(input.available);
  if (lines.includes(SERVED + name) || there.has(name)) {
    return lines.includes(SERVED + name) || (await isUnreadable(layout))
      ? { code: 'wal-segment-damaged', subject: name, expected: last }
      : { code: 'restore-failed', subject: name, expected: last };
  }
  return isInside(asked, there, segmentBytes)
    ? { code: 'wal-segment-missing', subject: name, expected: last }
    : { code: 'recovered-too-little', expected: last, actual: name };
}

/** Whether recovery has begun to read the log at all. */
export async function hasAsked(layout: Layout): Promise<boolean> {
  return (await requestsOf(layout)).some(line => SEGMENT.test(line));
}

async function requestsOf({ requests }: Layout): Promise<string[]> {
  return (await readFile(requests, 'utf8').catch(() => '')).split('\n');
}

/** Whether the archive has said that it cannot give what it has, as it is not what was put in. */
async function isUnreadable({ log }: Layout): Promise<boolean> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return /checksum mismatch|\[(?:FormatError|ChecksumError|CryptoError)\]|threw error/i.test(
    text,
  );
}

type Asked = WalSegment & { name: string };

function farthest(
  lines: readonly string[],
  segmentBytes: number,
): Asked | undefined {
  return lines
    .filter(name => SEGMENT.test(name))
    .flatMap(name => {
      const segment = parseSegment(name, segmentBytes);
      return segment ? [{ ...segment, name }] : [];
    })
    .reduce<Asked | undefined>(
      (best, one) => (!best || one.number > best.number ? one : best),
      undefined,
    );
}

/** Whether later segments are there: then one is missing in between, and not the end. */
function isInside(
  asked: WalSegment,
  there: ReadonlySet<string>,
  segmentBytes: number,
): boolean {
  return [...there].some(
    name => (parseSegment(name, segmentBytes)?.number ?? -1n) > asked.number,
  );
}
