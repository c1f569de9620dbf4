import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Json } from '../../covering/json';
import { renderTemplate } from '../../tester/renderTemplate';

/** Templates of services. */
export const SERVICES = ['api-service', 'worker', 'web-app'] as const;

/** Answers that every service template takes, beside its defaults. */
export const ANSWERS = {
  name: 'video-search',
  title: `It's "video" #1: 视频`,
  description: 'Finds the videos of a tenant: by "what" is said # in them',
  owner: 'group:default/core-services',
  repoUrl: 'github.com?owner=textloom&repo=video-search',
} as const;

/** A repository as a template emits it, on disk. */
export interface Emitted {
  folder: string;
  files: ReadonlyMap<string, string>;
  /** The file, which has to be there. */
  file(path: string): string;
}

const folders: string[] = [];

/** Renders a template into a folder of its own. */
export async function emit(
  slug: string,
  parameters: Readonly<Record<string, Json>> = {},
): Promise<Emitted> {
  const folder = await mkdtemp(join(tmpdir(), 'emitted-'));
  folders.push(folder);
  const { files } = await renderTemplate({
    slug,
    parameters: { ...ANSWERS, ...parameters },
    folder,
  });
  return {
    folder,
    files,
    file(path) {
      const content = files.get(path);
      if (content === undefined) {
        throw new Error(`${slug} emits no ${path}`);
      }
      return content;
    },
  };
}

/** Removes what {@link emit} has made. */
export async function removeEmitted(): Promise<void> {
  await Promise.all(
    folders.splice(0).map(folder => rm(folder, { recursive: true })),
  );
}
