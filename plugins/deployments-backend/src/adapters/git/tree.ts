import { Files, RepositoryError } from '../../service/ports';
import { GitResult } from './runGit';

/** Bounds of one place's folder. */
const MAX_FILES = 500;
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Reads the files under a folder.
 * @param batch - Answers `git cat-file --batch` for the objects in its input.
 * @throws RepositoryError when there are more files or bytes than a place may have.
 */
export async function readTree(
  git: (args: readonly string[]) => Promise<GitResult>,
  commit: string,
  folder: string,
  batch: (input: string) => Promise<GitResult>,
): Promise<Files> {
  const listing = await git([
    'ls-tree',
    '-r',
    '-z',
    '--long',
    commit,
    '--',
    `${folder.replace(/\/+$/, '')}/`,
  ]);
  const entries = listing.stdout
    .toString()
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const tab = line.indexOf('\t');
      const [mode, , hash, size] = line.slice(0, tab).split(/\s+/);
      return { mode, hash, size: Number(size), path: line.slice(tab + 1) };
    })
    .filter(({ mode }) => mode.startsWith('100'));
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length > MAX_FILES || bytes > MAX_BYTES) {
    throw new RepositoryError(
      'not-found',
      `${folder} has ${entries.length} files and ${bytes} bytes; at most ${MAX_FILES} files and ${MAX_BYTES} bytes are read`,
    );
  }
  const { stdout } = await batch(
    entries.map(({ hash }) => `${hash}\n`).join(''),
  );
  const files = new Map<string, string>();
  let at = 0;
  for (const { path, size } of entries) {
    // `<hash> blob <size>\n<content>\n`
    const start = stdout.indexOf('\n', at) + 1;
    files.set(path, stdout.subarray(start, start + size).toString());
    at = start + size + 1;
  }
  return files;
}
