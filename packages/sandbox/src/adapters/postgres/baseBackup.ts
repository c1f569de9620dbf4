import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';

/**
 * Folders whose content is made anew at a start, and files that belong to the running server.
 * Source: PostgreSQL's manual, "Backing Up the Data Directory" of "Making a Base Backup Using the Low Level API".
 */
const EMPTIED = new Set([
  'pg_wal',
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'log',
]);
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label|tablespace_map|backup_manifest|current_logfiles)$/;

/** A line of the manifest. */
interface ManifestFile {
  path: string;
  size: number;
  modifiedAt: Date;
  sha256: string;
}

/**
 * Makes a base backup by the low-level API: the server goes on, and the copy is made consistent by the write-ahead
 * log at the restore. The folder has its name only when it is whole.
 *
 * @returns the folder
 */
export async function takeBaseBackup(options: {
  /** An administrator's session; the backup belongs to it. */
  client: Client;
  data: string;
  /** Folder of backups. */
  backups: string;
  now: Date;
}): Promise<string> {
  const { client, data, backups, now } = options;
  const name = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const draft = join(backups, `.${name}.tmp`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o755 });
  const { rows: begin } = await client.query(
    `SELECT pg_backup_start($1, fast => true)::text AS lsn,
            (SELECT system_identifier::text FROM pg_control_system()) AS identifier,
            (SELECT timeline_id FROM pg_control_checkpoint()) AS timeline,
            current_setting('server_version_num')::int AS version`,
    [name],
  );
  const files: ManifestFile[] = [];
  await copyFolder(data, draft, '', files);
  const { rows: end } = await client.query(
    'SELECT lsn::text, labelfile, spcmapfile FROM pg_backup_stop(wait_for_archive => true)',
  );
  const [{ lsn, labelfile }] = end;
  files.push(
    await copyFile(
      Readable.from([Buffer.from(labelfile)]),
      join(draft, 'backup_label'),
      { path: 'backup_label', modifiedAt: now },
    ),
  );
  await writeFile(
    join(draft, 'backup_manifest'),
    manifestOf(files, {
      ...begin[0],
      start: begin[0].lsn,
      end: lsn,
    }),
  );
  const target = join(backups, name);
  await rename(draft, target);
  return target;
}

async function copyFolder(
  from: string,
  to: string,
  path: string,
  files: ManifestFile[],
): Promise<void> {
  const entries = await readdir(join(from, path), { withFileTypes: true });
  for (const entry of entries) {
    const below = path ? `${path}/${entry.name}` : entry.name;
    if (LEFT_OUT.test(entry.name)) {
      continue;
    }
    if (entry.isDirectory()) {
      await mkdir(join(to, below), { mode: 0o755 });
      if (!EMPTIED.has(below)) {
        await copyFolder(from, to, below, files);
      }
    } else if (entry.isFile()) {
      const copied = await copyExisting(
        join(from, below),
        join(to, below),
        below,
      );
      if (copied) {
        files.push(copied);
      }
    }
  }
}

/** Undefined for a file that the server has removed meanwhile: the log says so too. */
async function copyExisting(
  from: string,
  to: string,
  path: string,
): Promise<ManifestFile | undefined> {
  try {
    const { mtime } = await stat(from);
    return await copyFile(createReadStream(from), to, {
      path,
      modifiedAt: mtime,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** The digest is of what was written, however the file goes on changing. */
async function copyFile(
  source: Readable,
  to: string,
  { path, modifiedAt }: Pick<ManifestFile, 'path' | 'modifiedAt'>,
): Promise<ManifestFile> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(
    source,
    async function* digest(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(to, { mode: 0o644 }),
  );
  return { path, size, modifiedAt, sha256: hash.digest('hex') };
}

/**
 * The manifest as `pg_verifybackup` reads it. Source: PostgreSQL's manual, "Backup Manifest Format"; its checksum
 * covers everything before the last line.
 */
function manifestOf(
  files: readonly ManifestFile[],
  wal: {
    version: number;
    identifier: string;
    timeline: number;
    start: string;
    end: string;
  },
): string {
  const time = (at: Date) =>
    at
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z$/, ' GMT');
  const lines = files.map(({ path, size, modifiedAt, sha256 }) =>
    [
      `{ "Path": ${JSON.stringify(path)}, "Size": ${size}`,
      `"Last-Modified": "${time(modifiedAt)}"`,
      `"Checksum-Algorithm": "SHA256", "Checksum": "${sha256}" }`,
    ].join(', '),
  );
  const head = [
    // The second version adds the identifier; PostgreSQL 17 begins to write it.
    ...(wal.version < 170_000
      ? ['{ "PostgreSQL-Backup-Manifest-Version": 1,']
      : [
          '{ "PostgreSQL-Backup-Manifest-Version": 2,',
          `"System-Identifier": ${wal.identifier},`,
        ]),
    '"Files": [',
    lines.join(',\n'),
    '],',
    '"WAL-Ranges": [',
    `{ "Timeline": ${wal.timeline}, "Start-LSN": "${wal.start}", "End-LSN": "${wal.end}" }`,
    '],',
    '',
  ].join('\n');
  const checksum = createHash('sha256').update(head).digest('hex');
  return `${head}"Manifest-Checksum": "${checksum}"}\n`;
}
