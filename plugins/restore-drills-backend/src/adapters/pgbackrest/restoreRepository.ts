import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  compareLsn,
  FrozenEvidence,
  segmentOf,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext } from '../../service/ports';
import { Identity } from '../process';
import { passed } from '../postgres/checks/types';
import { shellQuote } from '../postgres/configure';
import { give, makePrivate } from '../postgres/copyTree';
import { flipMiddle, flipRecord } from '../postgres/damage';
import { Layout } from '../postgres/layout';
import { Restored } from '../postgres/restored';
import { checkFiles, BackupFile, parseBackupManifest } from './manifest';
import { PgBackRest } from './PgBackRest';
import { Repository, RepositoryBackup } from './Repository';

const SEGMENT = /^[0-9A-F]{24}$/;
const RELATION = /^base\/\d+\/\d+$/;
const PERCENT = /\(([\d.]+)([KMGT]?)i?B, ([\d.]+)%\)/;

/** What a restore from a repository needs. */
export interface RepositoryRestore {
  context: DrillContext;
  frozen: FrozenEvidence;
  tool: PgBackRest;
  repository: Repository;
  layout: Layout;
  identity: Identity;
}

/** Options of the command; the label is the backup's. */
export function restoreArguments(label: string, tablespaces: string): string[] {
  return [
    `--set=${label}`,
    `--tablespace-map-all=${tablespaces}`,
    '--type=default',
    '--archive-mode=off',
  ];
}

/**
 * Restores by pgBackRest into the drill's folder, damages the copy where there is a control, and compares it with the
 * backup's manifest. Gives what serves recovery: the archive's own command, for what was frozen and nothing else.
 */
export async function restoreRepository(
  restore: RepositoryRestore,
): Promise<Restored & { backup: RepositoryBackup; serve: string }> {
  const { context, tool, repository, layout, identity } = restore;
  const { signal, directory } = context;
  const backup = await backupOf(restore);
  await makePrivate(layout.tablespaces, identity);
  context.log(`restoring ${backup.id}`);
  context.progress(0, backup.bytes);
  await tool.restore(
    layout.data,
    restoreArguments(backup.id, layout.tablespaces),
    {
      signal,
      directory,
      onLine: line => tellLine(context, line, backup.bytes),
    },
  );
  const manifest = await repository.fileOf(
    backup.id,
    'backup.manifest',
    signal,
  );
  const files = parseBackupManifest(manifest);
  const served = await servedNames(restore, backup);
  const damaged = await damage(restore, files, served);
  context.log('checking the restored files');
  await checkFiles(layout.data, files, signal);
  const list = join(directory, 'frozen.list');
  await writeFile(list, served.map(name => `${name}\n`).join(''), {
    mode: 0o600,
  });
  await give(list, identity);
  return {
    backup,
    check: checked(files),
    available: [
      ...served,
      ...(await segmentsIn(join(layout.data, 'pg_wal'))),
    ].filter(name => SEGMENT.test(name)),
    serve: [
      `grep -qxF -- "$1" ${shellQuote(list)} || exit 1`,
      ...(damaged === undefined ? [] : [serveFrom(damaged)]),
      tool.serveCommand(layout.data, directory),
    ].join('\n'),
  };
}

/** A file of this folder goes before the archive's. */
function serveFrom(folder: string): string {
  const file = `${shellQuote(folder)}/"$1"`;
  return `test -f ${file} && cp ${file} "$2" && return`;
}

function checked(files: readonly BackupFile[]): Verification {
  return passed('manifest', 'sizes and SHA-1 of backup.manifest', {
    actual: `${files.length} files`,
  });
}

/** The frozen one; for the control of a stale copy, one before it where there is one. */
async function backupOf({
  context,
  frozen,
  repository,
}: RepositoryRestore): Promise<RepositoryBackup> {
  const { backups } = await repository.info(context.signal);
  const backup = await repository.backup(frozen.backup.id, context.signal);
  if (context.control !== 'stale-copy') {
    return backup;
  }
  const older = backups.filter(
    ({ stopLsn }) => compareLsn(stopLsn, backup.startLsn) < 0,
  );
  return older.pop() ?? backup;
}

/** Files of the archive that recovery may be served; controls leave some out. */
async function servedNames(
  { context, frozen, repository }: RepositoryRestore,
  backup: RepositoryBackup,
): Promise<string[]> {
  const names = frozen.archive.map(({ name }) => name);
  if (context.control === 'stale-copy') {
    const info = await repository.info(context.signal);
    const { files } = await repository.archive(
      info,
      frozen.failedAt,
      context.signal,
    );
    const last = segmentOf(backup.stopLsn, backup.timeline, info.segmentBytes);
    return files
      .map(({ name }) => name)
      .filter(name => SEGMENT.test(name) && name.slice(8) <= last.slice(8));
  }
  if (context.control === 'missing-wal-segment') {
    const victim = middleOf(names);
    context.log(`control: leaving ${victim} out`);
    return names.filter(name => name !== victim);
  }
  return names;
}

function middleOf(names: readonly string[]): string | undefined {
  const segments = names.filter(name => SEGMENT.test(name));
  return segments[Math.floor(segments.length / 2)];
}

/** Damages the copy; gives the folder of a damaged segment, which is served instead of the archive's. */
async function damage(
  { context, tool, layout, identity }: RepositoryRestore,
  files: readonly BackupFile[],
  served: readonly string[],
): Promise<string | undefined> {
  if (context.control !== 'flipped-byte') {
    return undefined;
  }
  // Half of the drills damage the backup, half the log: which, is in their name.
  const inLog = parseInt(context.drill.slice(-1), 16) % 2 === 1;
  const victim = middleOf(served);
  if (!inLog || victim === undefined) {
    const largest = files
      .filter(({ path }) => RELATION.test(path))
      .reduce((a, b) => (b.bytes > a.bytes ? b : a));
    context.log('control: turning over a byte of the backup');
    await flipMiddle(join(layout.data, largest.path));
    return undefined;
  }
  const folder = join(context.directory, 'damaged');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await give(folder, identity);
  context.log('control: turning over a byte of the log');
  const file = join(folder, victim);
  await tool.getSegment(victim, file, layout.data, context);
  await flipRecord(file);
  return folder;
}

/** Each file is a line; people are told the others, but for that with all settings, and how far it is. */
function tellLine(context: DrillContext, line: string, total: number): void {
  const percent = PERCENT.exec(line)?.[3];
  if (percent !== undefined) {
    context.progress(Math.round((Number(percent) / 100) * total), total);
  } else if (!/ DETAIL: | command begin /.test(line)) {
    context.log(line.replace(/^[\d-]+ [\d:.]+ P\d+ +/, ''));
  }
}

async function segmentsIn(folder: string): Promise<string[]> {
  const found = await stat(folder).catch(() => undefined);
  return found ? readdir(folder) : [];
}
