import { ImageDigest, Proposal } from '@textloom/plugin-deployments-common';
import { Observation } from '../service/ports';

/** How what runs compares with what was approved, by the repositories of the release. */
export type Running =
  /** Only the digests of the release. */
  | 'same'
  /** Those, and others beside them that ran before. */
  | 'with-before'
  /** Not all of them run, and nothing that is foreign. */
  | 'missing'
  /** A digest that is neither of the release nor ran before. */
  | 'foreign';

/** Compares ready pods with the release; what ran before may still be leaving. */
export function runningOf(proposal: Proposal, seen: Observation): Running {
  const wanted = proposal.release.images;
  const before = proposal.baseline?.images ?? [];
  const own = ownImages(proposal, seen);
  const others = own.filter(image => !has(wanted, image));
  if (others.some(image => !has(before, image))) {
    return 'foreign';
  }
  if (!wanted.every(image => has(own, image))) {
    return 'missing';
  }
  return others.length > 0 ? 'with-before' : 'same';
}

/** What runs of the repositories of the release. */
export function ownImages(
  { release }: Proposal,
  seen: Observation,
): ImageDigest[] {
  return seen.images.filter(({ repository }) =>
    release.images.some(image => image.repository === repository),
  );
}

/** Whether the images of before run again, and none of the release that is not also of before. */
export function runsAsBefore(proposal: Proposal, seen: Observation): boolean {
  const before = proposal.baseline?.images;
  return (
    before === undefined ||
    (before.every(image => has(seen.images, image)) &&
      !proposal.release.images.some(
        image => has(seen.images, image) && !has(before, image),
      ))
  );
}

/** `repository@digest` of each, in order. */
export function digestsOf(images: readonly ImageDigest[]): string[] {
  return images
    .map(({ repository, digest }) => `${repository}@${digest}`)
    .sort();
}

function has(images: readonly ImageDigest[], wanted: ImageDigest): boolean {
  return images.some(
    ({ repository, digest }) =>
      repository === wanted.repository && digest === wanted.digest,
  );
}
