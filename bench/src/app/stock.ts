import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensureBuilt } from '../../../scripts/lib/build.ts';
import { explainInstallFailure } from '../../../scripts/lib/install.ts';
import { layoutOf } from '../../../scripts/lib/layout.ts';
import type { Layout } from '../../../scripts/lib/layout.ts';
import { Sentence, lastLines } from '../../../scripts/lib/sentence.ts';
import type { BenchContext } from '../context.ts';

const CREATE_APP = '@backstage/create-app@0.9.2';

/** What the generated project takes from ours, so that both stand on the same versions. */
interface Manifest {
  resolutions?: Record<string, string>;
  packageManager?: string;
}

/**
 * Makes, installs and builds the app that create-app emits, in a folder of
 * its own. What is there already from an earlier run is used again.
 */
export async function ensureStock(context: BenchContext): Promise<Layout> {
  const root = join(context.folder, 'stock');
  const layout = { ...layoutOf(root), yarn: context.layout.yarn };
  const bin = await yarnShim(context);
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  if (!existsSync(join(root, 'packages', 'app', 'package.json'))) {
    await create(context, root, env);
  }
  if (!existsSync(join(root, 'node_modules', '.yarn-state.yml'))) {
    await install(context, root, env);
  }
  await ensureBuilt(
    layout,
    {
      folder: layout.build,
      packages: ['backend'],
      sources: ['packages', 'plugins'],
    },
    context.processes,
    context.progress,
  );
  return layout;
}

/** create-app and the CLI call `yarn`: this folder holds one that is ours. */
async function yarnShim(context: BenchContext): Promise<string> {
  const bin = join(context.folder, 'bin');
  const shim = join(bin, 'yarn');
  await mkdir(bin, { recursive: true });
  await writeFile(
    shim,
    `#!/bin/sh\nexec "${process.execPath}" "${context.layout.yarn}" "$@"\n`,
  );
  await chmod(shim, 0o755);
  return bin;
}

async function create(
  context: BenchContext,
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { processes, progress, folder, layout } = context;
  await rm(root, { recursive: true, force: true });
  const { ok, output } = await progress.during(
    'Making a stock app with create-app',
    () =>
      processes.run({
        name: 'create-app',
        command: 'npm',
        args: [
          'exec',
          '--yes',
          `--package=${CREATE_APP}`,
          '--',
          'backstage-create-app',
          '--skip-install',
          '--path',
          root,
        ],
        cwd: folder,
        env: { ...env, BACKSTAGE_APP_NAME: 'stock' },
        log: join(layout.logs, 'bench-create-app.log'),
      }),
  );
  if (!ok) throw new Sentence('create-app failed.', lastLines(output, 8));
  await sameVersions(layout.root, root);
}

/** The same exact versions, the same Yarn, the same rules of installation. */
async function sameVersions(ours: string, root: string): Promise<void> {
  const read = async (folder: string) =>
    JSON.parse(
      await readFile(join(folder, 'package.json'), 'utf8'),
    ) as Manifest;
  const from = await read(ours);
  const to = await read(root);
  const merged = {
    ...to,
    packageManager: from.packageManager,
    resolutions: { ...to.resolutions, ...from.resolutions },
  };
  await writeFile(
    join(root, 'package.json'),
    `${JSON.stringify(merged, undefined, 2)}\n`,
  );
  const yarnrc = await readFile(join(ours, '.yarnrc.yml'), 'utf8');
  await writeFile(
    join(root, '.yarnrc.yml'),
    yarnrc.replace(/yarnPath: (.*)/, `yarnPath: ${join(ours, '$1')}`),
  );
  // Its own lockfile makes the folder a project of its own; ours seeds it.
  await mkdir(dirname(join(root, 'yarn.lock')), { recursive: true });
  await copyFile(join(ours, 'yarn.lock'), join(root, 'yarn.lock'));
  await rm(join(root, '.yarn'), { recursive: true, force: true });
}

async function install(
  context: BenchContext,
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { processes, progress, layout } = context;
  const { ok, output } = await progress.during(
    "Installing the stock app's dependencies",
    () =>
      processes.run({
        name: 'install',
        command: process.execPath,
        args: [layout.yarn, 'install', '--no-immutable'],
        cwd: root,
        env,
        log: join(layout.logs, 'bench-install.log'),
      }),
  );
  if (!ok) throw explainInstallFailure(output);
}
