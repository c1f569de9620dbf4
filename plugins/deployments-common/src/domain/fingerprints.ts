import { hashOf } from './hash';
import {
  Baseline,
  Fingerprint,
  FingerprintInput,
  Manifest,
} from './fingerprint';
import { canonicalJson } from '@textloom/kernel';
import { ImageDigest } from './release';
import { StrategyPolicy } from './policy';

function imageNames(images: readonly ImageDigest[]): string[] {
  return [
    ...new Set(
      images.map(({ repository, digest }) => `${repository}@${digest}`),
    ),
  ].sort();
}

function inOrder(manifests: readonly Manifest[]): string[] {
  return manifests.map(canonicalJson).sort();
}

/** δ: what was built, the same in each environment. */
export function artefactsOf({
  images,
  chart,
}: Pick<FingerprintInput, 'images' | 'chart'>): string {
  return hashOf({ images: imageNames(images), chart: chart ?? null });
}

/**
 * φ of what would run, by which strategy, instead of what. The commit of the repository is not part of it: another
 * head that renders to the same keeps the votes.
 */
export function approvalOf(
  rendered: string,
  strategy: StrategyPolicy,
  baseline: Baseline | undefined,
): string {
  return hashOf({
    rendered,
    strategy,
    baseline: baseline ? imageNames(baseline.images) : null,
  });
}

/**
 * What exactly would run. The order of images and manifests does not matter; every value in them does.
 *
 * @throws TypeError when a manifest has what JSON cannot carry.
 */
export function fingerprintOf(input: FingerprintInput): Fingerprint {
  const artefacts = artefactsOf(input);
  const rendered = hashOf({
    artefacts,
    manifests: inOrder(input.manifests),
  });
  return {
    artefacts,
    rendered,
    approval: approvalOf(rendered, input.strategy, input.baseline),
  };
}
