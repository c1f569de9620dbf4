import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** Folders that are made, not written. */
const MADE = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  '.cache',
  '.portal',
  '.git',
]);

/** What only tests and readers see does not make a build stale. */
export function affectsBuild(path: string): boolean {
  return !/\.(test|spec)\.[cm]?[jt]sx?$|\.md$|(^|\/)(__snapshots__|\.eslintrc\.js|\.eslintignore)/.test(
    path,
  );
}

/** All files below the folders, as paths from root with /, sorted. */
export async function listFiles(
  root: string,
  folders: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string) => {
    const entries: Dirent[] = await readdir(folder, {
      withFileTypes: true,
    }).catch(() => []);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !MADE.has(entry.name)) await walk(path);
      else if (entry.isFile()) {
        found.push(relative(root, path).split(sep).join('/'));
      }
    }
  };
  for (const folder of folders) await walk(join(root, folder));
  return found.sort();
}

/** One hash over names and contents; a file that is not there counts as absent. */
export async function hashFiles(
  root: string,
  files: readonly string[],
  salt: readonly string[],
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(salt));
  for (const file of files) {
    const content = await readFile(join(root, file)).catch(() => undefined);
    hash.update(`\0${file}\0${content ? content.length : 'absent'}\0`);
    if (content) hash.update(content);
  }
  return hash.digest('hex');
}

export async function readStamp(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text?.trim() || undefined;
}

export async function writeStamp(path: string, value: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${value}\n`);
}

export async function removeStamp(path: string): Promise<void> {
  await rm(path, { force: true });
}
