import {
  Change,
  imageName,
  ImageDigest,
  ProposalView,
} from '@textloom/plugin-deployments-common';

/** What was approved against what runs, image by image; those that are the same are left out. */
export function imageChanges({ proposal, running }: ProposalView): Change[] {
  const { release, adoption } = proposal;
  const now = adoption?.running.images ?? running?.images ?? [];
  const approved = release.images;
  const names = (images: readonly ImageDigest[], repository: string) =>
    images
      .filter(image => image.repository === repository)
      .map(imageName)
      .sort();
  const repositories = new Set(
    [...approved, ...now].map(({ repository }) => repository),
  );
  return [...repositories].flatMap(repository => {
    const [before, after] = [
      names(approved, repository),
      names(now, repository),
    ];
    // What was never part of the release is not the portal's to judge.
    if (before.length === 0 || before.join() === after.join()) return [];
    return [
      {
        subject: { kind: 'image', name: repository },
        object: repository,
        path: 'image',
        before: before.join(', '),
        ...(after.length > 0 ? { after: after.join(', ') } : {}),
      },
    ];
  });
}
