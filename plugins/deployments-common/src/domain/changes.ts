import { compareText } from '@textloom/kernel';
import { subjectOf } from './changeSubject';
import { Change, Manifest } from './fingerprint';
import { flatten } from './flatten';

/**
 * What differs between two sets of Kubernetes objects, value by value, in the order of objects and paths. Entries of
 * lists are matched by their name where they have one, so that an inserted entry is one change. Values of secrets
 * are never told, only that they differ.
 */
export function changesBetween(
  before: readonly Manifest[],
  after: readonly Manifest[],
): Change[] {
  const [old, next] = [byName(before), byName(after)];
  const names = [...new Set([...old.keys(), ...next.keys()])].sort(compareText);
  return names.flatMap(object => {
    const [was, is] = [old.get(object), next.get(object)];
    if (was === undefined || is === undefined) {
      const kind = was === undefined ? 'object-added' : 'object-removed';
      return [{ subject: { kind, name: object }, object, path: '' } as const];
    }
    return changesWithin(object, was, is);
  });
}

function byName(manifests: readonly Manifest[]): Map<string, Manifest> {
  const objects = new Map<string, Manifest>();
  for (const manifest of manifests.flatMap(itemsOf)) {
    const name = objectName(manifest);
    let unique = name;
    for (let copy = 2; objects.has(unique); copy++) {
      unique = `${name} (${copy})`;
    }
    objects.set(unique, manifest);
  }
  return objects;
}

function itemsOf(manifest: Manifest): readonly Manifest[] {
  return manifest.kind === 'List' && Array.isArray(manifest.items)
    ? manifest.items
    : [manifest];
}

function objectName({ kind, metadata }: Manifest): string {
  const name = (metadata as { name?: unknown } | undefined)?.name;
  return `${String(kind ?? 'Object')}/${String(name ?? '')}`;
}

function changesWithin(
  object: string,
  before: Manifest,
  after: Manifest,
): Change[] {
  const [old, next] = [flatten(before), flatten(after)];
  const paths = [...new Set([...old.keys(), ...next.keys()])].sort(compareText);
  return paths.flatMap(path => {
    const [was, is] = [old.get(path), next.get(path)];
    if (was === is) {
      return [];
    }
    return [
      {
        subject: subjectOf(String(after.kind), path),
        object,
        path,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      },
    ];
  });
}
