/** Bytes of a segment of PostgreSQL's write-ahead log, unless `initdb --wal-segsize` said otherwise. */
export const WAL_SEGMENT_BYTES = 16 * 1024 * 1024;

/** A segment by its name: timeline, and its number from the beginning of the log. */
export interface WalSegment {
  timeline: number;
  number: bigint;
}

const LSN = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i;
const SEGMENT = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/;
/** With what archivers append: a checksum, a compression. */
const ARCHIVED =
  /^([0-9A-F]{24})(?:-[0-9a-f]{40})?(?:\.(?:gz|lz4|zst|bz2|xz))?$/;
const HISTORY = /^([0-9A-F]{8})\.history(?:\.(?:gz|lz4|zst|bz2|xz))?$/;

/**
 * A position in the log, as `16/B374D848`, in bytes from its beginning.
 *
 * @throws TypeError when it is not a position.
 */
export function parseLsn(lsn: string): bigint {
  const [, high, low] = LSN.exec(lsn) ?? [];
  if (high === undefined) {
    throw new TypeError(`${lsn} is not a position in the write-ahead log`);
  }
  return BigInt(`0x${high}`) * 0x1_0000_0000n + BigInt(`0x${low}`);
}

/** The text of a position, as PostgreSQL writes it. */
export function formatLsn(bytes: bigint): string {
  const hex = (value: bigint) => value.toString(16).toUpperCase();
  return `${hex(bytes / 0x1_0000_0000n)}/${hex(bytes % 0x1_0000_0000n)}`;
}

/** Order of two positions, as of `Array.sort`. */
export function compareLsn(a: string, b: string): number {
  const [left, right] = [parseLsn(a), parseLsn(b)];
  return Number(left > right) - Number(left < right);
}

/**
 * Reads a segment's name of 24 hexadecimal digits; undefined when it is none, also when its number is beyond what a log
 * file has at this segment size.
 */
export function parseSegment(
  name: string,
  segmentBytes: number = WAL_SEGMENT_BYTES,
): WalSegment | undefined {
  const [, timeline, log, segment] = SEGMENT.exec(name) ?? [];
  const perLog = segmentsPerLog(segmentBytes);
  if (timeline === undefined || BigInt(`0x${segment}`) >= perLog) {
    return undefined;
  }
  return {
    timeline: parseInt(timeline, 16),
    number: BigInt(`0x${log}`) * perLog + BigInt(`0x${segment}`),
  };
}

/** Name of a segment. */
export function segmentName(
  { timeline, number }: WalSegment,
  segmentBytes: number = WAL_SEGMENT_BYTES,
): string {
  const perLog = segmentsPerLog(segmentBytes);
  return [BigInt(timeline), number / perLog, number % perLog]
    .map(part => part.toString(16).toUpperCase().padStart(8, '0'))
    .join('');
}

/** Name of the segment that holds a position: the byte at `lsn`, so the next one where `lsn` is the end of one. */
export function segmentOf(
  lsn: string,
  timeline: number,
  segmentBytes: number = WAL_SEGMENT_BYTES,
): string {
  const number = parseLsn(lsn) / BigInt(segmentBytes);
  return segmentName({ timeline, number }, segmentBytes);
}

/**
 * Name of the segment after one, on the same timeline.
 *
 * @throws TypeError when `name` is not a segment's.
 */
export function nextSegment(
  name: string,
  segmentBytes: number = WAL_SEGMENT_BYTES,
): string {
  const { timeline, number } = mustParse(name, segmentBytes);
  return segmentName({ timeline, number: number + 1n }, segmentBytes);
}

/**
 * Position of a segment's first byte, and of the byte after its last.
 *
 * @throws TypeError when `name` is not a segment's.
 */
export function segmentRange(
  name: string,
  segmentBytes: number = WAL_SEGMENT_BYTES,
): { start: string; end: string } {
  const { number } = mustParse(name, segmentBytes);
  const size = BigInt(segmentBytes);
  return {
    start: formatLsn(number * size),
    end: formatLsn((number + 1n) * size),
  };
}

/** Segments and timelines among the files of an archive; what is unfinished (`.partial`, temporary) is not counted. */
export interface WalFiles {
  /** 24 hexadecimal digits each. */
  segments: ReadonlySet<string>;
  /** Timelines whose `.history` is there. */
  histories: ReadonlySet<number>;
}

/** Sorts out the names of an archive's files. */
export function walFiles(names: Iterable<string>): WalFiles {
  const segments = new Set<string>();
  const histories = new Set<number>();
  for (const name of names) {
    const segment = ARCHIVED.exec(name)?.[1];
    const history = HISTORY.exec(name)?.[1];
    if (segment !== undefined) {
      segments.add(segment);
    }
    if (history !== undefined) {
      histories.add(parseInt(history, 16));
    }
  }
  return { segments, histories };
}

/** Name of a timeline's history file. */
export function historyName(timeline: number): string {
  return `${timeline.toString(16).toUpperCase().padStart(8, '0')}.history`;
}

function segmentsPerLog(segmentBytes: number): bigint {
  return 0x1_0000_0000n / BigInt(segmentBytes);
}

function mustParse(name: string, segmentBytes: number): WalSegment {
  const segment = parseSegment(name, segmentBytes);
  if (!segment) {
    throw new TypeError(`${name} is not the name of a segment`);
  }
  return segment;
}
