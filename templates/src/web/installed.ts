import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { RenderedTemplate, materialise } from '../tester/renderTemplate';

const KEPT = new Set(['node_modules']);

/**
 * A folder with an emitted web application, in which its dependencies may already be: it is kept in the user's cache
 * by what the application depends on, since installing takes a minute. Everything else in it is new.
 *
 * The folder is the application's own and not linked to from elsewhere: Turbopack refuses modules outside its root.
 */
export async function installedFolder(
  rendered: RenderedTemplate,
): Promise<string> {
  const { dependencies, devDependencies } = JSON.parse(
    rendered.files.get('package.json') ?? '{}',
  );
  const key = createHash('sha256')
    .update(JSON.stringify([dependencies, devDependencies]))
    .digest('hex')
    .slice(0, 12);
  const cache = join(
    process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'textloom-templates',
  );
  const folder = join(cache, `web-${key}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const old = (await readdir(folder)).filter(name => !KEPT.has(name));
  await Promise.all(
    old.map(name => rm(join(folder, name), { recursive: true })),
  );
  await materialise(rendered, folder);
  return folder;
}

/** Puts together what the Dockerfile puts into the image; gives the folder. */
export async function imageContent(folder: string): Promise<string> {
  const standalone = join(folder, '.next', 'standalone');
  await cp(join(folder, '.next/static'), join(standalone, '.next/static'), {
    recursive: true,
  });
  await cp(join(folder, 'public'), join(standalone, 'public'), {
    recursive: true,
  });
  return standalone;
}
