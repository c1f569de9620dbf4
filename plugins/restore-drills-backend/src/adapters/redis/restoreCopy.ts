import { chmod, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { DrillContext, DrillProblem } from '../../service/ports';
import { give, makePrivate } from '../postgres/copyTree';
import { endProcesses, Identity } from '../process';
import {
  copyThrough,
  hashFile,
  problemOfFile,
  syncPath,
} from '../sqlite/files';
import { Copies, Copy } from './Copies';
import { flipFirst, flipMiddle, flipValue } from './damage';
import { AOF_FOLDER, Layout, RDB_FILE } from './layout';
import { hash, sampleSchema } from './manifest';
import { checkFiles, CheckTool } from './tools';

const count = z.number().int().min(0);

const restoredSchema = z.object({
  id: z.string(),
  /** By the manifest of that copy. */
  hashes: z.record(z.string(), hash).optional(),
  /** By the manifest of the frozen copy. */
  sample: z.array(sampleSchema).optional(),
  files: z.array(
    z.object({ name: z.string(), bytes: count, sha256: z.string() }),
  ),
  report: z
    .object({
      ok: z.boolean(),
      said: z.string().optional(),
      file: z.string().optional(),
      tornBytes: count.optional(),
      keys: z
        .object({ read: count, expiring: count, expired: count })
        .optional(),
    })
    .optional(),
});

/**
 * What is known of the restored files only before a server has opened them: of which copy they are, what lies there,
 * and what the tool has said. Kept in the drill's folder.
 */
export type Restored = z.infer<typeof restoredSchema>;

/** What a restore needs besides the drill. */
export interface RestoreOptions {
  copies: Copies;
  /** The copy that was frozen. */
  frozenId: string;
  layout: Layout;
  identity: Identity;
  bin: string;
  /** Tools that are not installed. */
  missing: readonly string[];
}

/**
 * Copies the frozen copy into the drill's folder, damages it where there is a control, reads it back and lets the tool
 * of Redis look at it.
 *
 * @throws DrillProblem `backup-incomplete`, `denied` or `not-enough-space`.
 */
export async function restoreCopy(
  context: DrillContext,
  options: RestoreOptions,
): Promise<Restored> {
  const { copies, frozenId, layout, identity } = options;
  await clear(layout);
  await makePrivate(layout.data, identity);
  const id = await restoredId(context, copies, frozenId);
  const copy = await copies.read(id);
  await copyFiles(context, copy, layout, identity);
  await damage(context, copy, layout);
  const files = await filesIn(context, copy, layout);
  context.log('checking the copy');
  const report = await look(context, files, options);
  const sample = (await copies.read(frozenId)).manifest?.sample;
  const hashes = copy.manifest?.files;
  const restored: Restored = {
    ...{ id, files },
    ...(hashes && { hashes }),
    ...(sample && { sample }),
    ...(report && { report }),
  };
  await writeFile(layout.restored, JSON.stringify(restored), { mode: 0o600 });
  return restored;
}

/** What `restoreCopy` has found. */
export async function loadRestored({ restored }: Layout): Promise<Restored> {
  return restoredSchema.parse(JSON.parse(await readFile(restored, 'utf8')));
}

/** Ends and removes what an earlier attempt has made. */
export async function clear(layout: Layout): Promise<void> {
  await endProcesses(layout.data);
  const made = [layout.data, layout.config, layout.log, layout.restored];
  await Promise.all(
    made.map(path => rm(path, { recursive: true, force: true })),
  );
}

/** @throws DrillProblem `no-backup` when there is no older copy to take instead. */
async function restoredId(
  { control }: DrillContext,
  copies: Copies,
  frozenId: string,
): Promise<string> {
  if (control !== 'stale-copy') {
    return frozenId;
  }
  const older = await copies.before(frozenId);
  if (older === undefined) {
    throw new DrillProblem({ code: 'no-backup', subject: 'an older copy' });
  }
  return older;
}

async function copyFiles(
  { signal, log, progress }: DrillContext,
  { id, folder, files }: Copy,
  { data }: Layout,
  identity: Identity,
): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const onBytes = (bytes: number) => {
    done += bytes;
    progress(done, total);
  };
  log(`copying ${files.length} files of ${id}`);
  onBytes(0);
  for (const { name } of files) {
    const to = join(data, name);
    await makePrivate(dirname(to), identity);
    try {
      await copyThrough(join(folder, name), to, { signal, onBytes });
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC'
        ? new DrillProblem({ code: 'not-enough-space' })
        : problemOfFile(error, `${id}/${name}`, 'backup-incomplete');
    }
    await chmod(to, 0o600);
    await give(to, identity);
    await syncPath(dirname(to));
  }
}

async function damage(
  { control, drill, log }: DrillContext,
  copy: Copy,
  { data }: Layout,
): Promise<void> {
  if (control === 'rdb-beside-aof' && copy.snapshot !== RDB_FILE) {
    log('control: only the snapshot of the log was brought back');
    if (copy.snapshot !== undefined) {
      await rename(join(data, copy.snapshot), join(data, RDB_FILE));
    }
    await rm(join(data, AOF_FOLDER), { recursive: true });
  }
  if (control === 'flipped-byte') {
    // Half of the drills, by their name, change a value in the log, which only the manifest's hash can tell.
    const hashes = copy.manifest?.files ?? {};
    const inValue = parseInt(drill.slice(-1), 16) % 2 === 0;
    const logs = copy.files
      .map(({ name }) => name)
      .filter(name => name.endsWith('.aof') && hashes[name] !== undefined);
    for (const name of inValue ? logs : []) {
      if (await flipValue(join(data, name))) {
        log(`control: one bit of a value in ${name} was turned over`);
        return;
      }
    }
    const victim = copy.snapshot ?? copy.files[1].name;
    log(`control: one bit of ${victim} was turned over`);
    await (copy.snapshot ? flipMiddle : flipFirst)(join(data, victim));
  }
}

/** What lies in the data directory of what a server could read. */
async function filesIn(
  { signal }: DrillContext,
  copy: Copy,
  { data }: Layout,
): Promise<Restored['files']> {
  const names = new Set([...copy.files.map(({ name }) => name), RDB_FILE]);
  const files: Restored['files'] = [];
  for (const name of names) {
    const path = join(data, name);
    const found = await stat(path).catch(() => undefined);
    if (found) {
      const sha256 = await hashFile(path, { signal });
      files.push({ name, bytes: found.size, sha256 });
    }
  }
  return files;
}

async function look(
  context: DrillContext,
  files: Restored['files'],
  { layout, bin, identity, missing }: RestoreOptions,
): Promise<Restored['report']> {
  const names = files.map(({ name }) => name);
  const tool = toolFor(names);
  return missing.includes(tool)
    ? undefined
    : checkFiles(context, layout, tool, { bin, identity, files: names });
}

/** The tool that reads such files. */
export function toolFor(names: readonly string[]): CheckTool {
  return names.includes(RDB_FILE) ? 'redis-check-rdb' : 'redis-check-aof';
}
