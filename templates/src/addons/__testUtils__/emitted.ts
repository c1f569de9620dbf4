import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTemplateRenderer } from 'nunjitsu';
import { scratchFolder } from '../../tester/scratch';
import { listFiles, TEMPLATES } from '../../tester/templateFolder';

const SKELETON = join(TEMPLATES, 'platform-addons', 'skeleton');

/** What the step of the template hands to its files. */
export const VALUES = {
  template: 'platform-addons',
  templateVersion: '1.0.0',
  name: 'platform-addons',
  title: 'Platform "add-ons": 平台',
  description: 'What every cluster runs: mesh, metrics, logs',
  owner: 'group:default/sre',
  ownerName: 'sre',
  system: 'system:default/textloom',
  systemName: 'textloom',
  repoUrl: 'forge.example.com?owner=textloom&repo=platform-addons',
  repoHost: 'forge.example.com',
  repoOwner: 'textloom',
  repoName: 'platform-addons',
  platform: 'textloom',
  domain: 'textloom.ai',
  region: 'ap-southeast-1',
  objectStorage: 's3',
  slackChannel: '#alerts',
  alertEmail: 'sre@textloom.ai',
  wecom: true,
};

/** The template's engine as its step sets it; matrix.test.ts holds it against the scaffolder's own. */
const renderer = createTemplateRenderer({
  allowRegexExecution: true,
  trimBlocks: true,
  lstripBlocks: true,
});

/** The text files of the repository that the template makes, by path, without a scaffolder. */
export function emittedFiles(
  changes: Partial<typeof VALUES> = {},
): Map<string, string> {
  const values = { ...VALUES, ...changes };
  return new Map(
    listFiles(SKELETON).map(path => {
      const text = readFileSync(join(SKELETON, path), 'utf8');
      return path.endsWith('.njk')
        ? [path.slice(0, -'.njk'.length), renderer.render(text, { values })]
        : [path, text];
    }),
  );
}

/** A folder with files, for tools that read from disk. */
export interface FileFolder {
  readonly folder: string;
  remove(): void;
}

/** Writes files into a folder of their own; scripts may be executed as in the skeleton. */
export async function writtenFiles(
  files: ReadonlyMap<string, string>,
): Promise<FileFolder> {
  const folder = mkdtempSync(join(scratchFolder(), 'textloom-addons-'));
  for (const [path, text] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    if (path.endsWith('.sh')) {
      chmodSync(file, statSync(join(SKELETON, path)).mode);
    }
  }
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Files below a folder of the repository. */
export const filesBelow = (
  files: ReadonlyMap<string, string>,
  prefix: string,
) => new Map([...files].filter(([path]) => path.startsWith(prefix)));

/** Text of a file. @throws when it was not emitted */
export function textOf(
  files: ReadonlyMap<string, string>,
  path: string,
): string {
  const text = files.get(path);
  if (text === undefined) {
    throw new Error(`${path} is not emitted`);
  }
  return text;
}
