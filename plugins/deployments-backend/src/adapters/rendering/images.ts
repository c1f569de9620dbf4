import { ImageDigest } from '@textloom/plugin-deployments-common';

/** `repository` of an image reference, without tag and digest. */
export function repositoryOf(image: string): string {
  const [name] = image.split('@');
  const colon = name.lastIndexOf(':');
  // A colon before the last slash is the port of a registry.
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** An image by its immutable name. */
export function referenceOf({ repository, digest }: ImageDigest): string {
  return `${repository}@${digest}`;
}

/** Lists of a pod template whose items have an image. */
export const CONTAINER_LISTS: ReadonlySet<unknown> = new Set([
  'containers',
  'initContainers',
  'ephemeralContainers',
]);

/** Images of all containers of an object, wherever its pod template is. */
export function imagesIn(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(imagesIn);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    CONTAINER_LISTS.has(key) && Array.isArray(inner)
      ? inner.flatMap(({ image }) => (typeof image === 'string' ? [image] : []))
      : imagesIn(inner),
  );
}
