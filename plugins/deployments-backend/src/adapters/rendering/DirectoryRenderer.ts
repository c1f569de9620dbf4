import { InputError } from '@backstage/errors';
import { ImageDigest, Manifest } from '@textloom/plugin-deployments-common';
import { Document, isMap, isPair, isScalar, visit } from 'yaml';
import { Files, Place, Renderer } from '../../service/ports';
import { CONTAINER_LISTS, referenceOf, repositoryOf } from './images';
import { documentsOf, isYaml, manifestsOf } from './manifests';

const byPath = ([a]: [string, string], [b]: [string, string]) =>
  a < b ? -1 : 1;

/** A place is a folder of Kubernetes objects, as Argo CD's directory source takes it. */
export class DirectoryRenderer implements Renderer {
  async render(input: {
    place: Place;
    files: Files;
    images?: readonly ImageDigest[];
  }): Promise<{ files: Files; manifests: Manifest[] }> {
    const wanted = new Map(
      (input.images ?? []).map(image => [image.repository, image]),
    );
    const used = new Set<string>();
    const files = new Map<string, string>();
    const manifests: Manifest[] = [];
    for (const [path, text] of [...input.files].sort(byPath)) {
      if (isYaml(path)) {
        const documents = documentsOf(path, text);
        const changed = documents.map(document =>
          putImages(document, wanted, used),
        );
        files.set(
          path,
          changed.includes(true) ? documents.map(String).join('') : text,
        );
        manifests.push(...manifestsOf(path, documents));
      } else {
        files.set(path, text);
      }
    }
    refuseUnused(input.place, [...wanted.keys()], used);
    return { files, manifests };
  }
}

/** @throws InputError when an image of the release runs nowhere in the place: it would be deployed in name only. */
function refuseUnused(
  { service, environment }: Place,
  wanted: readonly string[],
  used: ReadonlySet<string>,
): void {
  const unused = wanted.filter(repository => !used.has(repository));
  if (unused.length > 0) {
    throw new InputError(
      `${service} in ${environment} has no container with the image ${unused.join(
        ', ',
      )}`,
    );
  }
}

/** Sets the images of all containers whose repository is wanted; tells whether any text changed. */
function putImages(
  document: Document.Parsed,
  wanted: ReadonlyMap<string, ImageDigest>,
  used: Set<string>,
): boolean {
  let changed = false;
  visit(document, {
    Pair(_, pair, path) {
      const inContainer = path.some(
        step =>
          isPair(step) &&
          isScalar(step.key) &&
          CONTAINER_LISTS.has(step.key.value),
      );
      if (
        !inContainer ||
        !isMap(path[path.length - 1]) ||
        !isScalar(pair.key) ||
        pair.key.value !== 'image' ||
        !isScalar(pair.value) ||
        typeof pair.value.value !== 'string'
      ) {
        return;
      }
      const image = wanted.get(repositoryOf(pair.value.value));
      if (image) {
        used.add(image.repository);
        changed ||= pair.value.value !== referenceOf(image);
        pair.value.value = referenceOf(image);
      }
    },
  });
  return changed;
}
