import {
  historyName,
  parseLsn,
  parseSegment,
  segmentName,
  WAL_SEGMENT_BYTES,
  walFiles,
  WalSegment,
} from './wal';

/** What the archive is besides the names of its files. */
export interface ArchiveFacts {
  /** Of one segment; 16 MiB by default. */
  segmentBytes?: number;
  /** Text of the `.history` files by name; needed only where the timeline changes between the two ends. */
  histories?: Readonly<Record<string, string>>;
}

/** From which position on a timeline goes on from its parent. */
interface Switch {
  parent: number;
  at: bigint;
}

/**
 * Name of the first file that replaying the archive from one segment to another needs and that is not there: a segment,
 * or the history of a timeline. Undefined when nothing is missing.
 *
 * Where the timeline changes, the segment in which it does must be there on the new timeline: it begins with a copy of
 * what the old one had, and only it has what came after.
 *
 * @param files - names in the archive; compressed segments count, unfinished ones do not.
 * @param from - first segment that the backup needs.
 * @param to - last segment, on the timeline that is to be reached.
 * @throws TypeError when an end is not a segment's name, or they are in the wrong order.
 */
export function firstGap(
  files: Iterable<string>,
  from: string,
  to: string,
  facts: ArchiveFacts = {},
): string | undefined {
  const segmentBytes = facts.segmentBytes ?? WAL_SEGMENT_BYTES;
  const { segments, histories } = walFiles(files);
  const first = parseSegment(from, segmentBytes);
  const last = parseSegment(to, segmentBytes);
  if (!first || !last || last.number < first.number) {
    throw new TypeError(`${from} to ${to} is not a stretch of the archive`);
  }
  const line = lineage(first, last, histories, facts.histories ?? {});
  if (typeof line === 'string') {
    return line;
  }
  for (let number = first.number; number <= last.number; number++) {
    const timeline = timelineOf(number, last, line, segmentBytes);
    const name = segmentName({ timeline, number }, segmentBytes);
    if (!segments.has(name)) {
      return name;
    }
  }
  return undefined;
}

/** The switches from the first timeline to the last, oldest first, or the name of the history that is missing. */
function lineage(
  first: WalSegment,
  last: WalSegment,
  there: ReadonlySet<number>,
  texts: Readonly<Record<string, string>>,
): readonly Switch[] | string {
  if (first.timeline === last.timeline) {
    return [];
  }
  const name = historyName(last.timeline);
  const text = there.has(last.timeline) ? texts[name] : undefined;
  const switches = text === undefined ? [] : readHistory(text);
  const start = switches.findIndex(({ parent }) => parent === first.timeline);
  return start < 0 ? name : switches.slice(start);
}

/** Where the log goes on from: a timeline begins in the segment in which its parent was left. */
function timelineOf(
  number: bigint,
  last: WalSegment,
  line: readonly Switch[],
  segmentBytes: number,
): number {
  const left = line.find(({ at }) => number < at / BigInt(segmentBytes));
  return left?.parent ?? last.timeline;
}

/**
 * Lines of a history file that say where a timeline was left, oldest first; comments and what cannot be read are left
 * out.
 */
export function readHistory(text: string): Switch[] {
  return text.split('\n').flatMap(line => {
    const [, parent, lsn] =
      /^\s*(\d+)\s+([0-9A-F]+\/[0-9A-F]+)(?:\s|$)/i.exec(line) ?? [];
    return parent === undefined
      ? []
      : [{ parent: Number(parent), at: parseLsn(lsn) }];
  });
}

/**
 * Last segment that can be replayed without a gap from `from` on, on one timeline; undefined when `from` itself is
 * missing. Together with {@link firstGap} towards the newest segment it tells the end of what can be recovered.
 */
export function lastWithoutGap(
  files: Iterable<string>,
  from: string,
  segmentBytes: number = WAL_SEGMENT_BYTES,
): string | undefined {
  const { segments } = walFiles(files);
  const first = parseSegment(from, segmentBytes);
  if (!first || !segments.has(from)) {
    return undefined;
  }
  let { number } = first;
  const name = (n: bigint) =>
    segmentName({ timeline: first.timeline, number: n }, segmentBytes);
  while (segments.has(name(number + 1n))) {
    number++;
  }
  return name(number);
}

/** Newest segment of a timeline in the archive; undefined when there is none. */
export function newestSegment(
  files: Iterable<string>,
  timeline: number,
  segmentBytes: number = WAL_SEGMENT_BYTES,
): string | undefined {
  const prefix = historyName(timeline).slice(0, 8);
  return [...walFiles(files).segments]
    .filter(name => name.startsWith(prefix) && parseSegment(name, segmentBytes))
    .sort()
    .pop();
}
