import { existsSync } from 'node:fs';
import {
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Layout } from './layout.ts';
import type { Processes } from './processes.ts';
import type { Progress } from './progress.ts';
import { Sentence, lastLines } from './sentence.ts';
import {
  affectsBuild,
  hashFiles,
  listFiles,
  readStamp,
  removeStamp,
  writeStamp,
} from './stamps.ts';

/** Entry points inside the unpacked build. */
export const BACKEND_ENTRY = 'packages/backend/dist/index.cjs.js';
export const SANDBOX_ENTRY = 'packages/sandbox/dist/cli.cjs.js';

type Buildable = 'backend' | 'sandbox';

/** What is built together, into which folder, and from which sources. */
export interface BuildPlan {
  folder: string;
  packages: readonly Buildable[];
  sources: readonly string[];
}

/** Sandbox and portal, as `npm start` runs them. */
export function wholeBuild(layout: Layout): BuildPlan {
  return {
    folder: layout.build,
    packages: ['sandbox', 'backend'],
    sources: ['packages', 'plugins'],
  };
}

/** The sandbox alone, for development. */
export function sandboxBuild(layout: Layout): BuildPlan {
  return {
    folder: join(layout.home, 'build-sandbox'),
    packages: ['sandbox'],
    sources: ['packages/sandbox', 'packages/kernel'],
  };
}

async function fingerprint(root: string, plan: BuildPlan): Promise<string> {
  const sources = await listFiles(root, plan.sources);
  return hashFiles(
    root,
    [
      'package.json',
      'yarn.lock',
      'tsconfig.json',
      'backstage.json',
      'app-config.yaml',
      'scripts/lib/build.ts',
      ...sources.filter(affectsBuild),
    ],
    [process.version],
  );
}

const ENTRIES = { backend: BACKEND_ENTRY, sandbox: SANDBOX_ENTRY };

/** Builds what the plan names unless the last build is of these sources. */
export async function ensureBuilt(
  layout: Layout,
  plan: BuildPlan,
  processes: Processes,
  progress: Progress,
): Promise<void> {
  const stamp = join(layout.stamps, basename(plan.folder));
  const wanted = await fingerprint(layout.root, plan);
  const there = plan.packages.every(name =>
    existsSync(join(plan.folder, ENTRIES[name])),
  );
  if (there && (await readStamp(stamp)) === wanted) return;
  await removeStamp(stamp);
  for (const name of plan.packages) {
    await progress.during(
      name === 'backend' ? 'Building the portal' : 'Building the sandbox',
      () => buildPackage(layout, processes, name),
    );
  }
  await unpack(layout, plan, processes);
  await writeStamp(stamp, wanted);
}

/**
 * The role makes the CLI bundle the package with what it needs from this
 * repository, and leaves out type declarations, which nothing runs on.
 */
async function buildPackage(
  layout: Layout,
  processes: Processes,
  name: Buildable,
): Promise<void> {
  const { ok, output } = await processes.run({
    name: `build ${name}`,
    command: process.execPath,
    // Through Yarn, because the CLI calls `yarn` to build the app.
    args: [
      layout.yarn,
      'backstage-cli',
      'package',
      'build',
      '--role',
      'backend',
    ],
    cwd: join(layout.root, 'packages', name),
    env: { ...process.env, CI: '', NODE_ENV: 'production', FORCE_COLOR: '0' },
    log: join(layout.logs, `build-${name}.log`),
  });
  if (!ok) throw explainBuildFailure(name, output);
}

/** One sentence for a failed build. */
export function explainBuildFailure(name: string, output: string): Sentence {
  if (/ENOSPC|no space left/i.test(output)) {
    return new Sentence('The disk is full: the build does not fit.');
  }
  if (/heap out of memory|SIGKILL|Killed/.test(output)) {
    return new Sentence(
      `There is too little memory to build the ${name}: it needs 3 GB.`,
    );
  }
  return new Sentence(
    `Building the ${name} failed; .portal/logs/build-${name}.log has the whole story.`,
    lastLines(output, 12),
  );
}

/**
 * Unpacks the archives side by side. Packages of this repository are linked
 * to what was unpacked; everything else is found in the checkout's own
 * node_modules, by Node's lookup in the folders above.
 */
async function unpack(
  layout: Layout,
  plan: BuildPlan,
  processes: Processes,
): Promise<void> {
  const fresh = `${plan.folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  for (const name of plan.packages) {
    const dist = join(layout.root, 'packages', name, 'dist');
    for (const archive of ['skeleton.tar.gz', 'bundle.tar.gz']) {
      const { ok, output } = await processes.run({
        name: 'unpack',
        command: 'tar',
        // Source maps are four fifths of the size, and no browser needs them.
        args: ['-xzf', join(dist, archive), '--exclude=*.map', '-C', fresh],
        cwd: layout.root,
        log: join(layout.logs, 'unpack.log'),
      });
      if (!ok) {
        throw new Sentence('Unpacking the build failed.', lastLines(output, 4));
      }
    }
  }
  await linkPackages(layout.root, fresh);
  await rm(plan.folder, { recursive: true, force: true });
  await rename(fresh, plan.folder);
}

async function linkPackages(root: string, build: string): Promise<void> {
  for (const group of ['packages', 'plugins']) {
    const names = await readdir(join(build, group)).catch(() => []);
    for (const name of names) {
      const folder = join(build, group, name);
      const text = await readFile(join(folder, 'package.json'), 'utf8');
      const manifest = JSON.parse(text) as { name: string };
      const link = join(build, 'node_modules', manifest.name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(relative(dirname(link), folder), link);
      await linkNested(join(root, group, name, 'node_modules'), folder);
    }
  }
}

/** Versions that Yarn could not hoist lie in the package's own node_modules. */
async function linkNested(modules: string, folder: string): Promise<void> {
  const names = await readdir(modules).catch(() => []);
  for (const name of names.filter(entry => !entry.startsWith('.'))) {
    const scoped = name.startsWith('@')
      ? (await readdir(join(modules, name))).map(inner => join(name, inner))
      : [name];
    for (const each of scoped.filter(entry => entry !== 'app')) {
      const link = join(folder, 'node_modules', each);
      await mkdir(dirname(link), { recursive: true });
      await symlink(relative(dirname(link), join(modules, each)), link);
    }
  }
}
