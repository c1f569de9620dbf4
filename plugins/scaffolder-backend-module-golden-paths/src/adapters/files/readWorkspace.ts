import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_FILE, MAX_FILES } from '../../domain/policy/files';
import { EmittedFile } from '../../domain/policy/types';

/** A zero byte is in no text. */
const PROBE = 8_000;

/**
 * Files under a folder, in order of their paths. Links are told, never followed. Stops one file beyond what the policy
 * permits, so that a folder without end is refused rather than read.
 */
export async function readWorkspace(root: string): Promise<EmittedFile[]> {
  const files: EmittedFile[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (files.length > MAX_FILES) {
        return;
      }
      if (!entry.isDirectory()) {
        files.push(await readOne(root, path));
      } else if (path !== '.git') {
        await walk(path);
      }
    }
  };
  await walk('');
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readOne(root: string, path: string): Promise<EmittedFile> {
  const stats = await lstat(join(root, path));
  if (!stats.isFile()) {
    return { path, size: 0, kind: 'symlink' };
  }
  return stats.size > MAX_FILE
    ? { path, size: stats.size, kind: 'text' }
    : fileOf(path, await readFile(join(root, path)));
}

/** A file by its bytes. */
export function fileOf(path: string, bytes: Buffer): EmittedFile {
  const size = bytes.length;
  return bytes.subarray(0, PROBE).includes(0)
    ? { path, size, kind: 'binary' }
    : { path, size, kind: 'text', text: bytes.toString('utf8') };
}
