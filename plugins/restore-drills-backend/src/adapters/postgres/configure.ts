import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecoveryTarget } from '@textloom/plugin-restore-drills-common';
import { Identity } from '../process';
import { give } from './copyTree';
import { Layout, TARGET_PORT } from './layout';

/** What a target needs to know. */
export interface TargetConfiguration {
  layout: Layout;
  identity: Identity;
  socket: string;
  drill: string;
  /** `server_version_num` of the source. */
  version: number;
  recovery: RecoveryTarget;
  /** Of the source; see `readReplaySettings`. */
  replay: Readonly<Record<string, string>>;
  /** The archiver is left on, into the drill's own folder. */
  archives: boolean;
}

type Settings = Record<string, string>;

/**
 * Writes how the target is to run. Nothing of the source's own configuration is read: it may name its folders, its
 * archive, its primary, or libraries that act on the outside. All settings also stand in postgresql.auto.conf, which
 * is replaced, as that overrides the other file.
 */
export async function configure(facts: TargetConfiguration): Promise<void> {
  const { layout, identity } = facts;
  const settings = settingsOf(facts);
  const text = render(settings);
  const files: [string, string][] = [
    [layout.config, text],
    [join(layout.data, 'postgresql.auto.conf'), text],
    [layout.hba, 'local all all trust\n'],
    [layout.ident, ''],
    [join(layout.data, 'recovery.signal'), ''],
  ];
  for (const [path, content] of files) {
    await writeFile(path, content, { mode: 0o600 });
    await give(path, identity);
  }
  // A standby.signal of the backup would win over recovery.signal; slots would hold back the log.
  await rm(join(layout.data, 'standby.signal'), { force: true });
  await rm(join(layout.data, 'tablespace_map'), { force: true });
  if (facts.archives) {
    await mkdir(layout.scratchArchive, { recursive: true, mode: 0o700 });
    await give(layout.scratchArchive, identity);
  }
}

/** Marks a file in the list of requests that was really given. */
export const SERVED = 'served ';

/**
 * Writes the program that serves recovery, and notes each request and each file that was given.
 *
 * @param serve - lines of a shell that put the file `$1` at `$2`, and exit with another code than 0 when there is none.
 */
export async function writeRestoreScript(
  layout: Layout,
  identity: Identity,
  serve: string,
): Promise<void> {
  const requests = shellQuote(layout.requests);
  const script = [
    '#!/bin/sh',
    `printf '%s\\n' "$1" >> ${requests} || exit 1`,
    'serve() {',
    serve,
    '}',
    'serve "$1" "$2" || exit 1',
    `printf '${SERVED}%s\\n' "$1" >> ${requests}`,
    '',
  ].join('\n');
  await writeFile(layout.requests, '', { mode: 0o600 });
  await give(layout.requests, identity);
  await writeFile(layout.restoreScript, script, { mode: 0o700 });
  await chmod(layout.restoreScript, 0o700);
  await give(layout.restoreScript, identity);
}

/** Links of the tablespaces to their folders in the drill. */
export async function linkTablespaces(
  layout: Layout,
  tablespaces: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [name, home] of tablespaces) {
    const link = join(layout.data, 'pg_tblspc', name);
    await rm(link, { recursive: true, force: true });
    await symlink(home, link);
  }
}

function settingsOf(facts: TargetConfiguration): Settings {
  const { layout, socket, drill, version, replay, archives } = facts;
  return {
    ...replay,
    ...fenced(version),
    listen_addresses: '',
    port: String(TARGET_PORT),
    unix_socket_directories: quoteName(socket),
    unix_socket_permissions: '0700',
    cluster_name: drill,
    hot_standby: 'off',
    autovacuum: 'off',
    restart_after_crash: 'off',
    dynamic_shared_memory_type: 'mmap',
    huge_pages: 'off',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '%m [%p] ',
    log_timezone: 'UTC',
    timezone: 'UTC',
    lc_messages: 'C',
    // The archive as it was frozen is on this disk: to wait for more would be to wait for ever.
    wal_retrieve_retry_interval: '100ms',
    // A segment that recovery was given may be a link to the frozen one, and must not be written over.
    wal_recycle: 'off',
    archive_mode: archives ? 'on' : 'off',
    archive_command: archives
      ? `cp "%p" ${escapePercent(shellQuote(layout.scratchArchive))}/%f`
      : '',
    restore_command: `/bin/sh ${escapePercent(
      shellQuote(layout.restoreScript),
    )} "%f" "%p"`,
    ...recoverySettings(facts.recovery),
  };
}

/** Everything that would reach outside of the target. */
function fenced(version: number): Settings {
  return {
    primary_conninfo: '',
    primary_slot_name: '',
    recovery_end_command: '',
    archive_cleanup_command: '',
    ...(version >= 150000 && { archive_library: '' }),
    shared_preload_libraries: '',
    session_preload_libraries: '',
    local_preload_libraries: '',
    synchronous_standby_names: '',
    // Subscriptions of the source would connect to their publishers and use up what is meant for the source.
    max_logical_replication_workers: '0',
    ssl: 'off',
    log_statement: 'none',
  };
}

/** One target alone: PostgreSQL refuses several, also where the others are empty. */
function recoverySettings(target: RecoveryTarget): Settings {
  const common = {
    recovery_target_timeline: 'latest',
    recovery_target_action: 'promote',
  };
  switch (target.kind) {
    case 'time':
      return {
        ...common,
        // PostgreSQL refuses the Z of ISO times.
        recovery_target_time: new Date(target.at)
          .toISOString()
          .replace('Z', '+00:00'),
      };
    case 'name':
      return { ...common, recovery_target_name: target.name };
    case 'lsn':
      return { ...common, recovery_target_lsn: target.lsn };
    default:
      return common;
  }
}

function render(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${escapeValue(value)}'\n`)
    .join('');
}

function escapeValue(value: string): string {
  if (/[\n\r\0]/.test(value)) {
    throw new TypeError('A setting must be one line');
  }
  return value.replace(/\\/g, '\\\\').replace(/'/g, "''");
}

/** One word of a shell. */
export function shellQuote(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** In the commands of the configuration, % stands for what PostgreSQL puts in. */
function escapePercent(text: string): string {
  return text.replace(/%/g, '%%');
}

/** One name of a list of names. */
function quoteName(text: string): string {
  return `"${text.replace(/"/g, '""')}"`;
}
