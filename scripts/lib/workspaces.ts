import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Manifest {
  name: string;
  workspaces?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

export interface Workspace {
  /** Folder from the root, '.' for the root itself. */
  folder: string;
  name: string;
  /** Third-party packages and workspaces that it declares. */
  dependencies: string[];
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(
    () => undefined,
  );
  return text === undefined ? undefined : (JSON.parse(text) as Manifest);
}

function toWorkspace(folder: string, manifest: Manifest): Workspace {
  return {
    folder,
    name: manifest.name,
    dependencies: Object.keys({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    }),
  };
}

/** The root and every workspace that its package.json names. */
export async function listWorkspaces(root: string): Promise<Workspace[]> {
  const manifest = await readManifest(root);
  if (!manifest) return [];
  const found = [toWorkspace('.', manifest)];
  for (const pattern of manifest.workspaces ?? []) {
    const folders = pattern.endsWith('/*')
      ? (await readdir(join(root, dirname(pattern))).catch(() => []))
          .sort()
          .map(name => join(dirname(pattern), name))
      : [pattern];
    for (const folder of folders) {
      const inner = await readManifest(join(root, folder));
      if (inner) found.push(toWorkspace(folder, inner));
    }
  }
  return found;
}
