import {
  compareLsn,
  FrozenFile,
  parseSegment,
  RecoveryTarget,
} from '@textloom/plugin-restore-drills-common';
import { DrillProblem } from '../../service/ports';
import { BackupLabel } from './backupLabel';
import { ArchiveReach } from './continuity';

const SEGMENT = /^[0-9A-F]{24}$/;
const HISTORY = /^[0-9A-F]{8}\.history$/;

/** A base backup that is complete, wherever it is kept. */
export interface BaseBackup extends BackupLabel {
  /** What the repository calls it. */
  id: string;
  stopLsn: string;
  /** When it was complete, milliseconds since the epoch. */
  completedAt: number;
}

/** The archive at one moment. */
export interface ArchiveListing {
  /** Whole segments and histories, by the names that PostgreSQL gave them. */
  files: readonly FrozenFile[];
  /** Segments that are shorter or longer than the others. */
  misshapen: readonly string[];
  segmentBytes: number;
  /** Text of the history files. */
  histories: Readonly<Record<string, string>>;
}

/**
 * The newest backup from which the target can be reached.
 *
 * @param all - oldest first.
 * @throws DrillProblem `no-backup` or `target-outside-window`.
 */
export function chooseBackup<T extends BaseBackup>(
  all: readonly T[],
  target: RecoveryTarget,
  failedAt: number,
): T {
  const backups = all.filter(({ completedAt }) => completedAt <= failedAt);
  if (backups.length === 0) {
    throw new DrillProblem({ code: 'no-backup' });
  }
  const backup = backups.filter(one => isBefore(one, target)).pop();
  if (!backup) {
    throw new DrillProblem({
      code: 'target-outside-window',
      subject: 'before the first backup',
    });
  }
  return backup;
}

/** What of the archive a backup needs: histories, and segments from its beginning on. */
export function neededFiles(
  backup: BaseBackup,
  { files, segmentBytes }: ArchiveListing,
): FrozenFile[] {
  const first = parseSegment(backup.startSegment, segmentBytes)?.number ?? 0n;
  return files.filter(
    ({ name }) =>
      HISTORY.test(name) ||
      (parseSegment(name, segmentBytes)?.number ?? -1n) >= first,
  );
}

/** @throws DrillProblem `backup-too-old` or `target-outside-window`. */
export function assertReachable(
  target: RecoveryTarget,
  failedAt: number,
  backup: BaseBackup,
  archive: ArchiveListing,
  reach: ArchiveReach,
): void {
  assertKept(backup, archive, reach);
  assertInside(target, failedAt, archive, reach);
}

function isBefore(backup: BaseBackup, target: RecoveryTarget): boolean {
  switch (target.kind) {
    case 'time':
      return backup.completedAt < target.at;
    case 'lsn':
      return compareLsn(backup.stopLsn, target.lsn) <= 0;
    default:
      return true;
  }
}

/** A first segment that is missing while only later ones are there has been cleaned away. */
function assertKept(
  backup: BaseBackup,
  { files }: ArchiveListing,
  { gap, newest }: ArchiveReach,
): void {
  const older = files.some(
    ({ name }) =>
      SEGMENT.test(name) && name.slice(8) < backup.startSegment.slice(8),
  );
  if (gap === backup.startSegment && newest !== undefined && !older) {
    throw new DrillProblem({ code: 'backup-too-old', subject: backup.id });
  }
}

function assertInside(
  target: RecoveryTarget,
  failedAt: number,
  { files }: ArchiveListing,
  reach: ArchiveReach,
): void {
  if (target.kind === 'time' && !reach.gap) {
    const newest = files.find(({ name }) => name === reach.last);
    if (target.at > Math.min(failedAt, newest?.modifiedAt ?? failedAt)) {
      throw new DrillProblem({
        code: 'target-outside-window',
        subject: 'after what is archived',
      });
    }
  }
  if (
    target.kind === 'lsn' &&
    !reach.gap &&
    reach.until !== undefined &&
    compareLsn(target.lsn, reach.until) > 0
  ) {
    throw new DrillProblem({
      code: 'target-outside-window',
      subject: 'after what is archived',
    });
  }
}
