import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isRecord, KubeObject } from '../kubernetes/types';
import { Files } from './GitopsRepository';

/** Objects of one folder, or why they cannot be read. */
export type FolderContent = { objects: KubeObject[] } | { problem: string };

/** The objects of a commit by folder. */
export interface Snapshot {
  commit: string;
  folders: ReadonlyMap<string, FolderContent>;
}

/** Reads the YAML files of a commit; a folder with a broken file has a problem instead of objects. */
export function parseSnapshot(commit: string, files: Files): Snapshot {
  const folders = new Map<string, FolderContent>();
  for (const [path, text] of files) {
    const folder = posix.dirname(path);
    const before = folders.get(folder) ?? { objects: [] };
    const found: FolderContent =
      /\.ya?ml$/.test(path) && 'objects' in before
        ? objectsOf(path, text)
        : { objects: [] };
    folders.set(folder, 'problem' in before ? before : joined(before, found));
  }
  return { commit, folders };
}

function joined(
  { objects }: { objects: KubeObject[] },
  found: FolderContent,
): FolderContent {
  return 'problem' in found
    ? found
    : { objects: [...objects, ...found.objects] };
}

function objectsOf(path: string, text: string): FolderContent {
  try {
    const objects: KubeObject[] = [];
    for (const document of parseAllDocuments(text)) {
      const [error] = document.errors;
      const value: unknown = error ?? document.toJS({ maxAliasCount: 100 });
      if (error || (value !== null && !isKubeObject(value))) {
        const why = error?.message.split('\n')[0] ?? 'not a Kubernetes object';
        return { problem: `${path}: ${why}` };
      }
      if (value !== null) {
        objects.push(value as KubeObject);
      }
    }
    return { objects };
  } catch (error) {
    // Aliases that grow without end.
    return {
      problem: `${path}: ${error instanceof Error ? error.message : ''}`,
    };
  }
}

function isKubeObject(value: unknown): value is KubeObject {
  return (
    isRecord(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isRecord(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}
