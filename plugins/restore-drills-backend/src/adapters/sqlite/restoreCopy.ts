import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DrillContext, DrillProblem } from '../../service/ports';
import { Copies } from './Copies';
import { flipPage, flipValue } from './damage';
import { copyThrough, hashFile, problemOfFile, syncPath } from './files';
import { Layout } from './layout';
import { CopiedDatabase, Manifest, MANIFEST, readManifest } from './manifest';

const restoredSchema = z.array(
  z.object({ name: z.string(), expected: z.string(), actual: z.string() }),
);

/** A restored file that is not what its manifest says, with both hashes. */
export type DamagedFile = z.infer<typeof restoredSchema>[number];

/**
 * Copies the frozen copy into the drill's folder and reads it back. Files that are not what was written are kept for
 * the checks, so that these tell how far the damage goes.
 *
 * @returns id of the copy that was restored, and its bytes.
 * @throws DrillProblem `backup-incomplete` or `denied`, naming the file.
 */
export async function restoreCopy(
  context: DrillContext,
  copies: Copies,
  frozenId: string,
  layout: Layout,
): Promise<{ id: string; bytes: number }> {
  const { signal, log } = context;
  for (const folder of [layout.data, layout.frozen]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
  }
  await rm(layout.restored, { force: true });
  const id = await restoredId(context, copies, frozenId);
  const manifest = await copies.manifest(id);
  log(`copying ${manifest.databases.length} databases of ${id}`);
  const bytes = await copyDatabases(context, copies, manifest, layout);
  await copyThrough(
    join(copies.pathOf(id), MANIFEST),
    join(layout.data, MANIFEST),
    { signal },
  );
  await copyThrough(
    join(copies.pathOf(frozenId), MANIFEST),
    join(layout.frozen, MANIFEST),
    { signal },
  );
  if (context.control === 'flipped-byte') {
    await damageLargest(context, manifest, layout);
  }
  const damaged = await readBack(context, manifest, layout);
  await writeFile(layout.restored, JSON.stringify(damaged), { mode: 0o600 });
  await syncPath(layout.data);
  return { id, bytes };
}

/** What `restoreCopy` has found. */
export async function loadDamaged({
  restored,
}: Layout): Promise<DamagedFile[]> {
  return restoredSchema.parse(JSON.parse(await readFile(restored, 'utf8')));
}

/** The manifests of what was frozen and of what was restored. */
export async function loadManifests(
  { data, frozen }: Layout,
  id: string,
): Promise<{ frozen: Manifest; restored: Manifest }> {
  return {
    frozen: await readManifest(frozen, id),
    restored: await readManifest(data, id),
  };
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

async function copyDatabases(
  { signal, progress }: DrillContext,
  copies: Copies,
  { id, databases }: Manifest,
  layout: Layout,
): Promise<number> {
  const total = databases.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const onBytes = (bytes: number) => {
    done += bytes;
    progress(done, total);
  };
  onBytes(0);
  for (const { name } of databases) {
    const [from, to] = [join(copies.pathOf(id), name), join(layout.data, name)];
    try {
      await copyThrough(from, to, { signal, onBytes });
    } catch (error) {
      throw problemOfFile(error, `${id}/${name}`, 'backup-incomplete');
    }
  }
  return done;
}

/** Half of the drills, by their name, change a value, which SQLite does not notice; the others break a page. */
async function damageLargest(
  { drill, log }: DrillContext,
  { databases }: Manifest,
  layout: Layout,
): Promise<void> {
  const { name } = largestOf(databases);
  const path = join(layout.data, name);
  const inValue = parseInt(drill.slice(-1), 16) % 2 === 0;
  if (inValue && (await flipValue(path))) {
    log(`control: one bit of a value in ${name} was turned over`);
  } else {
    await flipPage(path);
    log(`control: the kind of a page of ${name} was turned over`);
  }
}

async function readBack(
  { signal, log }: DrillContext,
  { databases }: Manifest,
  layout: Layout,
): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = [];
  for (const { name, sha256 } of databases) {
    const actual = await hashFile(join(layout.data, name), { signal });
    if (actual !== sha256) {
      log(`${name} is not what its manifest says`);
      damaged.push({ name, expected: sha256, actual });
    }
  }
  return damaged;
}

function largestOf(databases: readonly CopiedDatabase[]): CopiedDatabase {
  return databases.reduce((a, b) => (b.bytes > a.bytes ? b : a));
}
