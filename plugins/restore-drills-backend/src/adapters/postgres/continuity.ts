import {
  ArchiveFacts,
  firstGap,
  FrozenFile,
  parseSegment,
  readHistory,
  segmentName,
  segmentRange,
  walFiles,
} from '@textloom/plugin-restore-drills-common';

/** What an archive has after a backup. */
export interface ArchiveReach {
  /** Last segment that can be replayed without a gap; undefined when even the first is missing. */
  last?: string;
  /** Position of the byte after it. */
  until?: string;
  /** First file that is missing between the backup and the newest segment. */
  gap?: string;
  /** The newest segment that is there, on the timeline that replay follows. */
  newest?: string;
}

/**
 * How far replay gets from a segment on. It follows the newest timeline that descends from the backup's, as
 * `recovery_target_timeline = 'latest'` does.
 *
 * @param files - usable files of the archive, by name.
 */
export function reachOf(
  files: readonly string[],
  from: string,
  facts: Required<ArchiveFacts>,
): ArchiveReach {
  const { segmentBytes } = facts;
  const start = parseSegment(from, segmentBytes);
  if (!start) {
    return { gap: from };
  }
  const timeline = newestTimeline(start.timeline, facts);
  const numbers = [...walFiles(files).segments]
    .flatMap(name => {
      const segment = parseSegment(name, segmentBytes);
      return segment && segment.timeline <= timeline ? [segment] : [];
    })
    .filter(({ number }) => number >= start.number)
    .map(({ number }) => number);
  if (numbers.length === 0) {
    return { gap: from };
  }
  const newestNumber = numbers.reduce((a, b) => (a > b ? a : b));
  const onLine = (number: bigint) =>
    segmentName(
      { timeline: timelineAt(number, start.timeline, timeline, facts), number },
      segmentBytes,
    );
  const newest = onLine(newestNumber);
  const gap = firstGap(files, from, newest, facts);
  const end = gap === undefined ? newestNumber : numberOf(gap, segmentBytes);
  if (end === undefined || (gap !== undefined && end <= start.number)) {
    return { gap, newest };
  }
  const last = onLine(gap === undefined ? end : end - 1n);
  return {
    last,
    until: segmentRange(last, segmentBytes).end,
    newest,
    ...(gap !== undefined && { gap }),
  };
}

function numberOf(name: string, segmentBytes: number): bigint | undefined {
  return parseSegment(name, segmentBytes)?.number;
}

function newestTimeline(start: number, { histories }: ArchiveFacts): number {
  const descendants = Object.entries(histories ?? {}).flatMap(([name, text]) =>
    readHistory(text).some(({ parent }) => parent === start)
      ? [parseInt(name.slice(0, 8), 16)]
      : [],
  );
  return Math.max(start, ...descendants);
}

function timelineAt(
  number: bigint,
  start: number,
  last: number,
  { histories, segmentBytes }: Required<ArchiveFacts>,
): number {
  if (start === last) {
    return start;
  }
  const name = Object.keys(histories).find(
    key => parseInt(key.slice(0, 8), 16) === last,
  );
  const line = name === undefined ? [] : readHistory(histories[name]);
  const left = line.find(({ at }) => number < at / BigInt(segmentBytes));
  return left?.parent ?? last;
}

/** Size of the segments of an archive, by what is there: each is full, so the most frequent size is theirs. */
export function segmentBytesOf(
  files: readonly FrozenFile[],
): number | undefined {
  const counts = new Map<number, number>();
  for (const { name, bytes } of files) {
    if (/^[0-9A-F]{24}$/.test(name) && isSegmentSize(bytes)) {
      counts.set(bytes, (counts.get(bytes) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function isSegmentSize(bytes: number): boolean {
  return (
    bytes >= 1 << 20 && bytes <= 1 << 30 && Number.isInteger(Math.log2(bytes))
  );
}
