import {
  Baseline,
  Change,
  changesBetween,
  Fingerprint,
  fingerprintOf,
  Manifest,
  Release,
  StrategyPolicy,
} from '@textloom/plugin-deployments-common';
import { Files, GitOpsRepository, Place, Renderer } from '../service/ports';

/** The repository, how its places are rendered, and where they are. */
export interface GitOps {
  repository: GitOpsRepository;
  renderer: Renderer;
  /** Folder of a place, from the root of the repository. */
  folderOf(place: Place): string;
}

/** A release in the files of a place as of one commit. */
export interface Rendering {
  /** The commit it is rendered on. */
  head: string;
  /** Files that the release changes, by path. */
  files: Files;
  manifests: readonly Manifest[];
  fingerprint: Fingerprint;
  /** Against what stands in the repository. */
  changes: readonly Change[];
}

/** Renders a release on the head of the branch. @throws RepositoryError, or what the renderer finds wrong. */
export async function renderAtHead(
  { repository, renderer, folderOf }: GitOps,
  input: {
    place: Place;
    release: Release;
    strategy: StrategyPolicy;
    baseline?: Baseline;
  },
): Promise<Rendering> {
  const { place, release, strategy, baseline } = input;
  const head = await repository.head();
  const files = await repository.read(head, folderOf(place));
  const [before, after] = await Promise.all([
    renderer.render({ place, files }),
    renderer.render({ place, files, images: release.images }),
  ]);
  return {
    head,
    files: changed(files, after.files),
    manifests: after.manifests,
    fingerprint: fingerprintOf({
      images: release.images,
      ...(release.chart && { chart: release.chart }),
      manifests: after.manifests,
      strategy,
      ...(baseline && { baseline }),
    }),
    changes: changesBetween(before.manifests, after.manifests),
  };
}

/** What would run differs from what was rendered before: only that, for those who have voted. */
export async function deltaSince(
  { repository, renderer, folderOf }: GitOps,
  input: {
    place: Place;
    release: Release;
    /** Commit of the rendering before, if it is known. */
    since?: string;
    now: readonly Manifest[];
  },
): Promise<readonly Change[]> {
  const { place, release, since } = input;
  if (since === undefined) {
    return [];
  }
  const files = await repository.read(since, folderOf(place));
  const { manifests } = await renderer.render({
    place,
    files,
    images: release.images,
  });
  return changesBetween(manifests, [...input.now]);
}

/** Files that are not as they were. */
function changed(before: Files, after: Files): Files {
  return new Map(
    [...after].filter(([path, text]) => before.get(path) !== text),
  );
}
