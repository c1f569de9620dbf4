import { existsSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from './layout.ts';
import type { Processes } from './processes.ts';
import type { Progress } from './progress.ts';
import { Sentence, lastLines } from './sentence.ts';
import { hashFiles, readStamp, removeStamp, writeStamp } from './stamps.ts';
import { listWorkspaces } from './workspaces.ts';
import type { Workspace } from './workspaces.ts';

/** Bytes that dependencies, Yarn's cache and the build take, with some air. */
const SPACE = 5 * 1024 ** 3;

/** One sentence for a failed `yarn install`. */
export function explainInstallFailure(output: string): Sentence {
  const details = lastLines(output, 6);
  if (/ENOSPC|no space left/i.test(output)) {
    return new Sentence('The disk is full: the dependencies do not fit.');
  }
  if (/YN0028|lockfile would have been (modified|created)/.test(output)) {
    return new Sentence(
      'yarn.lock does not fit the package.json files; run `node .yarn/releases/yarn-4.18.1.cjs install` and commit the lockfile.',
      details,
    );
  }
  if (
    /YN0001.*RequestError|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(
      output,
    )
  ) {
    return new Sentence(
      'The dependencies could not be fetched: the npm registry cannot be reached. Check the network (or the proxy) and try again.',
    );
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return new Sentence('This folder must be writable for you.', details);
  }
  return new Sentence(
    'Installing the dependencies failed; .portal/logs/install.log has the whole story.',
    details,
  );
}

/** Declared packages that are in no node_modules: an install that was cut short. */
export function missingPackages(
  root: string,
  workspaces: readonly Workspace[],
  exists: (path: string) => boolean = existsSync,
): string[] {
  const missing = new Set<string>();
  for (const { folder, dependencies } of workspaces) {
    for (const name of dependencies) {
      const near = join(root, folder, 'node_modules', name, 'package.json');
      const top = join(root, 'node_modules', name, 'package.json');
      if (!exists(top) && !exists(near)) missing.add(name);
    }
  }
  return [...missing].sort();
}

async function fingerprint(
  root: string,
  workspaces: readonly Workspace[],
): Promise<string> {
  const manifests = workspaces.map(w => join(w.folder, 'package.json'));
  return hashFiles(
    root,
    ['yarn.lock', '.yarnrc.yml', ...manifests],
    [process.platform, process.arch],
  );
}

/** Whether Yarn, called by hand, installed after the last change of its inputs. */
async function installedByHand(
  root: string,
  workspaces: readonly Workspace[],
): Promise<boolean> {
  const time = (path: string) =>
    stat(join(root, path)).then(
      found => found.mtimeMs,
      () => Number.NaN,
    );
  const done = await time(join('node_modules', '.yarn-state.yml'));
  const inputs = [
    'yarn.lock',
    ...workspaces.map(w => `${w.folder}/package.json`),
  ];
  for (const input of inputs) {
    if (!(done >= (await time(input)))) return false;
  }
  return true;
}

/** Installs the dependencies unless they are there as the lockfile wants them. */
export async function ensureInstalled(
  layout: Layout,
  processes: Processes,
  progress: Progress,
): Promise<void> {
  const { root } = layout;
  const stamp = join(layout.stamps, 'install');
  const workspaces = await listWorkspaces(root);
  const wanted = await fingerprint(root, workspaces);
  const missing = missingPackages(root, workspaces);
  if (missing.length === 0) {
    if ((await readStamp(stamp)) === wanted) return;
    if (await installedByHand(root, workspaces)) {
      await writeStamp(stamp, wanted);
      return;
    }
  }
  await requireSpace(root);
  await removeStamp(stamp);
  const { ok, output } = await progress.during(
    'Installing the dependencies (about 3 minutes the first time)',
    () =>
      processes.run({
        name: 'install',
        command: process.execPath,
        args: [layout.yarn, 'install', '--immutable'],
        cwd: root,
        // CI would turn on checks that a user does not need.
        env: { ...process.env, CI: '', FORCE_COLOR: '0' },
        log: join(layout.logs, 'install.log'),
      }),
  );
  if (!ok) throw explainInstallFailure(output);
  await writeStamp(stamp, wanted);
}

async function requireSpace(root: string): Promise<void> {
  const disk = await statfs(root);
  if (disk.bavail * disk.bsize < SPACE) {
    throw new Sentence(
      'There is too little space on the disk: the portal needs 5 GB for its dependencies and its build.',
    );
  }
}
