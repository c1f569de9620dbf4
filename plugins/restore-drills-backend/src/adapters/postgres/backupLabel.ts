/** What a base backup says of itself in `backup_label`, or the archive in its `.backup` file. */
export interface BackupLabel {
  /** Where replay begins, as `0/2000028`. */
  startLsn: string;
  /** Name of the segment that holds it. */
  startSegment: string;
  timeline: number;
  /** Only in the archive's file, after the backup was ended. */
  stopLsn?: string;
  /** Milliseconds since the epoch; by the source's clock. */
  stoppedAt?: number;
  label: string;
}

const START = /^START WAL LOCATION: ([0-9A-F/]+) \(file ([0-9A-F]{24})\)$/m;
const STOP = /^STOP WAL LOCATION: ([0-9A-F/]+) /m;
const STOP_TIME = /^STOP TIME: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (\S+)$/m;

/** Reads either file; undefined when it is none. */
export function parseBackupLabel(text: string): BackupLabel | undefined {
  const [, startLsn, startSegment] = START.exec(text) ?? [];
  if (startSegment === undefined) {
    return undefined;
  }
  const [, stopLsn] = STOP.exec(text) ?? [];
  const [, stopTime, zone] = STOP_TIME.exec(text) ?? [];
  const stoppedAt =
    // Any other zone is an abbreviation that cannot be relied on.
    zone === 'UTC' || zone === 'GMT' ? Date.parse(`${stopTime}Z`) : NaN;
  return {
    startLsn,
    startSegment,
    timeline: parseInt(startSegment.slice(0, 8), 16),
    label: /^LABEL: (.*)$/m.exec(text)?.[1] ?? '',
    ...(stopLsn !== undefined && { stopLsn }),
    ...(Number.isFinite(stoppedAt) && { stoppedAt }),
  };
}
