import { createHash } from 'node:crypto';
import { hex } from './random';

const REGISTRY = '112233445566.dkr.ecr.ap-southeast-1.amazonaws.com/textloom';

/** Where the images of a service are. */
export function repositoryFor(service: string): string {
  return `${REGISTRY}/${service}`;
}

/** `sha256:…` of a version of a service; the same version always has the same. */
export function digestFor(service: string, version: string): string {
  const name = `${repositoryFor(service)}:${version}`;
  return `sha256:${createHash('sha256').update(name).digest('hex')}`;
}

/** A version of a service by its immutable name. */
export function imageFor(service: string, version: string): string {
  return `${repositoryFor(service)}@${digestFor(service, version)}`;
}

/** The release that fails a part of its requests and is slow, wherever it runs. */
export const BAD_RELEASE = { service: 'textloom-api', version: '1.9.0' };

const BAD_IMAGE = imageFor(BAD_RELEASE.service, BAD_RELEASE.version);

/** Whether what runs from an image does its work badly. */
export function isBadImage(image: string | undefined): boolean {
  return image === BAD_IMAGE;
}

/** `repository` of an image reference, without tag and digest. */
export function repositoryOf(image: string): string {
  const [name] = image.split('@');
  const colon = name.lastIndexOf(':');
  // A colon before the last slash is the port of a registry.
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** What a kubelet reports as `imageID`; a tag stands for one digest. */
export function imageIdOf(image: string): string {
  return image.includes('@')
    ? image
    : `${repositoryOf(image)}@sha256:${hex(image, 64)}`;
}
