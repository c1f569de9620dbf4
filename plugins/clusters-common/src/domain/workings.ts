import { NodeCase } from './nodeCase';
import { PodFacts } from './facts';
import { PodDigest } from './workloads/digest';

/** A list of pods with its digest. */
export interface DigestedPods {
  pods: readonly PodFacts[];
  digest: PodDigest;
}

/**
 * What an assessment worked out, so that the next one need not where nothing changed. It never changes what the
 * next one finds: each part is used only as long as all that it was made from is the same object.
 */
export interface Workings {
  /** By node; those of pods without one under the empty name. */
  pods: ReadonlyMap<string, DigestedPods>;
  /** By node. */
  cases: ReadonlyMap<string, NodeCase>;
}

export const NO_WORKINGS: Workings = { pods: new Map(), cases: new Map() };
