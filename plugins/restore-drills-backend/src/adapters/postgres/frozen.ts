import {
  compareLsn,
  FrozenEvidence,
  RecoveryTarget,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem } from '../../service/ports';

/** @throws Error when nothing was frozen: the steps were called in the wrong order. */
export function frozenOf({ frozen }: DrillContext): FrozenEvidence {
  if (!frozen) {
    throw new Error('Nothing was frozen');
  }
  return frozen;
}

/** A target of a plan, for people. */
export function pointOf(target: RecoveryTarget): string {
  switch (target.kind) {
    case 'time':
      return `time ${new Date(target.at).toISOString()}`;
    case 'name':
      return `restore point ${target.name}`;
    case 'lsn':
      return `position ${target.lsn}`;
    default:
      return 'the end of the frozen archive';
  }
}

/**
 * That the target does not lie beyond a hole of the archive, as far as can be told without replaying it.
 *
 * @param misshapen - names of segments that are there, but not whole.
 * @throws DrillProblem `wal-segment-missing` or `wal-segment-damaged`, naming the segment.
 */
export function assertNoGap(
  { plan: { target } }: DrillContext,
  { gap, recoverableUntil, archive }: FrozenEvidence,
  misshapen: readonly string[] = [],
): void {
  if (gap === undefined) {
    return;
  }
  const before = archive.filter(({ name }) => name.slice(8) < gap.slice(8));
  const reached = before.reduce((at, one) => Math.max(at, one.modifiedAt), 0);
  const mayBeReached =
    target.kind === 'name' ||
    (target.kind === 'time' && target.at <= reached) ||
    (target.kind === 'lsn' &&
      recoverableUntil !== undefined &&
      compareLsn(target.lsn, recoverableUntil) <= 0);
  if (!mayBeReached) {
    throw new DrillProblem({
      code: misshapen.includes(gap)
        ? 'wal-segment-damaged'
        : 'wal-segment-missing',
      subject: gap,
    });
  }
}
