import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  compareLsn,
  FrozenEvidence,
  FrozenFile,
  segmentOf,
  segmentRange,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem } from '../../service/ports';
import { Identity } from '../process';
import { checkBackup } from './checks/manifest';
import { linkTablespaces, shellQuote } from './configure';
import {
  copyFiles,
  CopyItem,
  CopyPlan,
  makePrivate,
  planCopy,
  syncFiles,
} from './copyTree';
import {
  flipMiddle,
  flipRecord,
  largestRelation,
  middleSegment,
  takeAway,
} from './damage';
import { FolderBackup, FolderRepository } from './FolderRepository';
import { Layout } from './layout';
import { Restored } from './restored';
import { assertSegment } from './walHeader';

const SEGMENT = /^[0-9A-F]{24}$/;

/** What a restore from folders needs. */
export interface FolderRestore {
  context: DrillContext;
  frozen: FrozenEvidence;
  repository: FolderRepository;
  layout: Layout;
  identity: Identity;
  bin: string;
  segmentBytes: number;
}

/**
 * Copies the backup and the frozen archive into the drill's folder, damages the copy where there is a control, and
 * compares it with the backup's manifest. The bytes are on the disk when it returns.
 */
export async function restoreFolder(
  restore: FolderRestore,
): Promise<Restored & { bytes: number; backup: string }> {
  const { context, layout, identity, bin } = restore;
  const backup = await chooseBackup(restore);
  const plan = await planCopy(backup.folder, layout.data, layout.tablespaces);
  const segments = archiveItems(restore, backup);
  const copied = await copyAll(restore, plan, segments);
  const byteIn = await damage(restore, plan, segments);
  await linkTablespaces(layout, plan.tablespaces);
  context.log('checking the copy, and writing it through to the disk');
  const written = [
    ...plan.files.map(({ to }) => to),
    ...plan.folders,
    ...(await readdir(layout.archive)).map(name => join(layout.archive, name)),
    layout.archive,
  ];
  const [checked, synced] = await Promise.allSettled([
    checkBackup(context, layout, identity, bin),
    syncFiles(written, context.signal),
  ]);
  const check = valueOf(checked);
  valueOf(synced);
  await checkSegments(restore, segments);
  if (byteIn !== undefined) {
    await byteIn();
  }
  return {
    check,
    available: [
      ...(await segmentsIn(layout.archive)),
      ...(await segmentsIn(join(layout.data, 'pg_wal'))),
    ],
    bytes: copied,
    backup: backup.id,
  };
}

function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') {
    throw settled.reason;
  }
  return settled.value;
}

/** The frozen one; for the control of a stale copy, one before it where there is one. */
async function chooseBackup({
  context,
  frozen,
  repository,
}: FolderRestore): Promise<FolderBackup> {
  const backup = await repository.backup(frozen.backup.id);
  if (context.control !== 'stale-copy') {
    return backup;
  }
  const older = (await repository.backups()).filter(
    ({ stopLsn }) => compareLsn(stopLsn, backup.startLsn) < 0,
  );
  return older.pop() ?? backup;
}

/** Files of the frozen archive that are copied; a stale copy only has what its backup cannot do without. */
function archiveItems(
  { context, frozen, repository, layout, segmentBytes }: FolderRestore,
  backup: FolderBackup,
): CopyItem[] {
  const enough = ({ name }: FrozenFile) =>
    context.control !== 'stale-copy' ||
    (SEGMENT.test(name) &&
      name.slice(8) <=
        segmentOf(backup.stopLsn, backup.timeline, segmentBytes).slice(8));
  return frozen.archive.filter(enough).map(({ name, bytes }) => ({
    from: repository.file(name),
    to: join(layout.archive, name),
    bytes,
  }));
}

async function copyAll(
  { context, layout, identity }: FolderRestore,
  plan: CopyPlan,
  segments: readonly CopyItem[],
): Promise<number> {
  for (const folder of [layout.archive, layout.tablespaces, ...plan.folders]) {
    await makePrivate(folder, identity);
  }
  const files = [...plan.files, ...segments];
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  context.log(`copying ${files.length} files`);
  await copyFiles(files, {
    identity,
    signal: context.signal,
    onBytes: bytes => {
      done += bytes;
      context.progress(done, total);
    },
  }).catch(error => {
    throw lost(error, layout);
  });
  return done;
}

/** A file that was frozen and is gone: the archive was cleaned while the drill ran. */
function lost(error: unknown, { archive }: Layout): unknown {
  const { code, dest } = error as NodeJS.ErrnoException & { dest?: string };
  if (code === 'ENOENT' && dest?.startsWith(archive)) {
    const subject = dest.slice(archive.length + 1);
    return new DrillProblem({ code: 'wal-segment-missing', subject });
  }
  return code === 'ENOSPC'
    ? new DrillProblem({ code: 'not-enough-space' })
    : error;
}

/** Damages the copy as the control says; gives what is to be done after the copy was checked. */
async function damage(
  { context, layout }: FolderRestore,
  plan: CopyPlan,
  items: readonly CopyItem[],
): Promise<(() => Promise<void>) | undefined> {
  const own = new Set(await segmentsIn(join(layout.data, 'pg_wal')));
  const segments = items.filter(({ to }) => {
    const name = to.slice(layout.archive.length + 1);
    return SEGMENT.test(name) && !own.has(name);
  });
  if (context.control === 'missing-wal-segment') {
    const victim = middleSegment(segments);
    if (victim) {
      const name = victim.to.slice(layout.archive.length + 1);
      context.log(`control: taking ${name} away`);
      await takeAway(layout.archive, name);
    }
  }
  if (context.control === 'flipped-byte') {
    // Half of the drills damage the backup, half the log: which, is in their name.
    const inLog = parseInt(context.drill.slice(-1), 16) % 2 === 1;
    const checked = plan.files.some(({ to }) => to.endsWith('backup_manifest'));
    if (!inLog && checked) {
      context.log('control: turning over a byte of the backup');
      await flipMiddle(largestRelation(plan, layout.data));
      return undefined;
    }
    return async () => {
      context.log('control: turning over a byte of the log');
      const from = Math.floor(segments.length / 2);
      for (const { to } of [...segments.slice(from), ...segments]) {
        if (await flipRecord(to)) {
          return;
        }
      }
    };
  }
  return undefined;
}

async function checkSegments(
  { context, layout, segmentBytes }: FolderRestore,
  items: readonly CopyItem[],
): Promise<void> {
  const there = new Set(await segmentsIn(layout.archive));
  for (const { to } of items) {
    context.signal.throwIfAborted();
    if (there.has(to.slice(layout.archive.length + 1))) {
      await assertSegment(to, segmentBytes, context.probe?.sourceIdentity);
    }
  }
}

async function segmentsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.filter(name => SEGMENT.test(name));
}

/**
 * What serves recovery: the copies in the drill's folder, and nothing else. They were copied once already; a second
 * name for the same bytes is enough, as the server never writes into a segment that it was given (`wal_recycle`).
 */
export function serveFolder({ archive }: Layout): string {
  const file = `${shellQuote(archive)}/"$1"`;
  return `test -f ${file} || exit 1\nln ${file} "$2" 2>/dev/null || cp ${file} "$2"`;
}

/** The last segment before a position, by the name that it has in the frozen archive. */
export function lastSegment(
  { archive, recoverableUntil = '0/0' }: FrozenEvidence,
  segmentBytes: number,
  timeline: number,
): string {
  const names = archive
    .map(({ name }) => name)
    .filter(name => SEGMENT.test(name))
    .filter(name => segmentRange(name, segmentBytes).end === recoverableUntil);
  return (
    names.sort().pop() ?? segmentOf(recoverableUntil, timeline, segmentBytes)
  );
}
