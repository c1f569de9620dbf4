import { ImageDigest } from './release';
import { StrategyPolicy } from './policy';

/** A Kubernetes object as it was rendered. */
export type Manifest = Readonly<Record<string, unknown>>;

/** What exactly would run, as hexadecimal SHA-256 sums. */
export interface Fingerprint {
  /** δ: images and chart; the same in each environment. */
  artefacts: string;
  /** α: artefacts and the manifests rendered for the environment. */
  rendered: string;
  /** φ: rendered, strategy and what runs now. An approval is for this. */
  approval: string;
}

/** What an environment runs of a service, as observed in the cluster. */
export interface Baseline {
  /** Version by the record whose digests these are; absent when none has them. */
  version?: string;
  images: readonly ImageDigest[];
  /** Git commit of the GitOps repository that is synced. */
  revision: string;
  /** Milliseconds since the epoch. */
  observedAt: number;
}

/** What a fingerprint is made of. */
export interface FingerprintInput {
  images: readonly ImageDigest[];
  chart?: { name: string; version: string; digest: string };
  manifests: readonly Manifest[];
  strategy: StrategyPolicy;
  baseline?: Baseline;
}

/** One difference between what runs and what is proposed. */
export interface Change {
  /** What people call it: `Image`, `HTTP_TIMEOUT`, `Memory request`, `Replicas`, or the path in the object. */
  subject: ChangeSubject;
  /** Object it is in, `Deployment/textloom-api`. */
  object: string;
  /** Path in the object, `spec.template.spec.containers[api].image`. */
  path: string;
  before?: string;
  after?: string;
}

/** Kinds of differences that pages have words for; `name` is the variable, the container or the path. */
export interface ChangeSubject {
  kind:
    | 'image'
    | 'variable'
    | 'cpu-request'
    | 'cpu-limit'
    | 'memory-request'
    | 'memory-limit'
    | 'replicas'
    | 'object-added'
    | 'object-removed'
    | 'other';
  name: string;
}
