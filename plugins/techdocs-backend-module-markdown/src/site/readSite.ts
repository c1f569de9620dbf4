import { InputError } from '@backstage/errors';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import yaml from 'js-yaml';
import { pageUrl } from './paths';
import { Site, SourcePage } from './types';

/** Largest Markdown file, in bytes. */
export const MAX_FILE_BYTES = 1024 * 1024;
/** Most files of one site. */
export const MAX_FILES = 5000;

interface MkdocsConfig {
  site_name?: unknown;
  docs_dir?: unknown;
  nav?: unknown;
}

async function readConfig(inputDir: string): Promise<MkdocsConfig> {
  for (const name of ['mkdocs.yml', 'mkdocs.yaml']) {
    let text: string;
    try {
      text = await readFile(join(inputDir, name), 'utf8');
    } catch {
      continue;
    }
    try {
      // Only plain data: the tags that run code in MkDocs are refused.
      const parsed = yaml.load(text, { schema: yaml.CORE_SCHEMA });
      return typeof parsed === 'object' && parsed !== null ? parsed : {};
    } catch (error) {
      throw new InputError(
        `${name} is not plain YAML: ${(error as Error).message.split('\n')[0]}`,
      );
    }
  }
  return {};
}

async function listFiles(root: string, folder = ''): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    // Neither folder nor file: a symbolic link could lead out of the docs folder.
    if (entry.isDirectory()) found.push(...(await listFiles(root, path)));
    else if (entry.isFile()) found.push(path);
    if (found.length > MAX_FILES) {
      throw new InputError(
        `The documentation has more than ${MAX_FILES} files; split it over several entities.`,
      );
    }
  }
  return found;
}

async function readPage(docsDir: string, path: string): Promise<SourcePage> {
  const file = join(docsDir, path);
  const { size } = await lstat(file);
  if (size > MAX_FILE_BYTES) {
    throw new InputError(
      `${path} has ${size} bytes; a page may have ${MAX_FILE_BYTES}.`,
    );
  }
  return { path, url: pageUrl(path), markdown: await readFile(file, 'utf8') };
}

function docsFolder(inputDir: string, config: MkdocsConfig): string {
  const name = typeof config.docs_dir === 'string' ? config.docs_dir : 'docs';
  const root = resolve(inputDir);
  const folder = resolve(root, name);
  if (!`${folder}${sep}`.startsWith(`${root}${sep}`)) {
    throw new InputError(`docs_dir "${name}" lies outside of the repository.`);
  }
  return folder;
}

/**
 * Reads the documentation of one entity: `mkdocs.yml` if there is one, all Markdown files and the list of other files.
 *
 * @throws InputError when there is no documentation, or it is too large or malformed.
 */
export async function readSite(options: {
  inputDir: string;
  fallbackName?: string;
}): Promise<Site & { docsDir: string }> {
  const config = await readConfig(options.inputDir);
  const docsDir = docsFolder(options.inputDir, config);
  let files: string[];
  try {
    if (!(await lstat(docsDir)).isDirectory()) throw new Error();
    files = await listFiles(docsDir);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      'There is no docs folder beside catalog-info.yaml; create docs/index.md.',
    );
  }
  const markdown = files.filter(file => /\.md$/i.test(file));
  const pages: SourcePage[] = [];
  const taken = new Set<string>();
  for (const path of markdown) {
    const page = await readPage(docsDir, path);
    // README.md gives way to index.md of the same folder, as in MkDocs.
    if (taken.has(page.url)) continue;
    taken.add(page.url);
    pages.push(page);
  }
  if (pages.length === 0) {
    throw new InputError('The docs folder holds no Markdown file.');
  }
  return {
    name:
      typeof config.site_name === 'string'
        ? config.site_name
        : options.fallbackName ?? 'Documentation',
    docsDir,
    pages,
    assets: files.filter(file => !/\.md$/i.test(file)),
    nav: config.nav,
  };
}
