import { createHash } from 'node:crypto';
import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DrillProblem } from '../../service/ports';
import { SourcePlaces } from '../guard';
import { problemOfFile } from './files';
import { SqliteSettings } from './settings';

const ENDING = '.sqlite';
/** The database of this plugin, in which the markers stand. */
const OWN = `restore-drills${ENDING}`;

/** A database of the source. */
export interface SourceFile {
  name: string;
  path: string;
}

/**
 * The databases of the source by name. Empty files are left out: SQLite writes the first page before anything else.
 *
 * @throws DrillProblem `source-unreachable` or `denied`.
 */
export async function listSources(
  settings: SqliteSettings,
): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const path of await pathsOf(settings)) {
    const name = basename(path);
    try {
      const { size } = await stat(path);
      await access(path, constants.R_OK);
      if (size > 0) {
        found.push({ name, path });
      }
    } catch (error) {
      throw problemOfFile(error, name, 'source-unreachable');
    }
  }
  if (found.length === 0) {
    throw new DrillProblem({
      code: 'source-unreachable',
      subject: settings.directory ? basename(settings.directory) : 'files',
    });
  }
  return found;
}

/** The database with the markers: the plugin's own, or the first of `files`. */
export function markerFile({ files, directory }: SqliteSettings): string {
  return directory === undefined
    ? files?.find(path => basename(path) === OWN) ?? files?.[0] ?? OWN
    : join(directory, OWN);
}

/** What tells the source from its copies: device and inode of its databases. */
export async function identityOfSource(
  sources: readonly SourceFile[],
): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, path } of sources) {
    const { dev, ino } = await stat(path, { bigint: true });
    hash.update(`${name} ${dev}:${ino}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Places that no drill may touch: as they are configured, and where links lead. */
export async function placesOfSource(
  settings: SqliteSettings,
): Promise<SourcePlaces> {
  const { files = [], directory, copies } = settings;
  const paths = await pathsOf(settings).catch(() => []);
  const real = await Promise.all(
    paths.map(path => realpath(path).catch(() => path)),
  );
  const configured = [...files, ...(directory ? [directory] : []), copies];
  return { directories: [...new Set([...configured, ...real])], addresses: [] };
}

async function pathsOf({
  files = [],
  directory,
}: SqliteSettings): Promise<string[]> {
  if (directory === undefined) {
    return [...files].sort();
  }
  try {
    const names = await readdir(directory);
    return names
      .filter(name => name.endsWith(ENDING))
      .sort()
      .map(name => join(directory, name));
  } catch (error) {
    throw problemOfFile(error, basename(directory), 'source-unreachable');
  }
}
