/** A group of people, as a catalog reference, or the team that owns the service. */
export type GroupRule = {
  /** `group:default/sre`, or `owner` for the owning team of the service. */
  group: string;
  /** Seats that only people of this group can take: at least so many. 0 means that its people may take any seat. */
  atLeast: number;
};

/** One level of approval. A seat needs a person of one of its groups. */
export interface LevelPolicy {
  name: string;
  /** Seats in all, at least the sum of `atLeast`. */
  approvals: number;
  groups: readonly GroupRule[];
  /** Share of traffic in per cent that the level, once complete, allows. The last level allows 100. */
  unlocks: number;
}

/** A check that must have passed at the moment of a step. */
export type GatePolicy =
  | { kind: 'ci'; maxAgeMs?: number }
  | { kind: 'coverage'; min: number; maxAgeMs?: number }
  | {
      kind: 'image-scan';
      maxCritical: number;
      maxHigh: number;
      maxAgeMs?: number;
    }
  | {
      /** Prometheus query; the gate passes while its value is at most `max` or at least `min`. */
      kind: 'slo';
      name: string;
      query: string;
      max?: number;
      min?: number;
      maxAgeMs?: number;
    }
  | { kind: 'cluster-health'; maxAgeMs?: number }
  | {
      /** The same release has succeeded in `environment` and has run there for so long. */
      kind: 'soak';
      environment: string;
      forMs: number;
    }
  | {
      /** GET of `url`; 200 with `{"passed": true}` passes. */
      kind: 'http';
      name: string;
      url: string;
      timeoutMs: number;
      maxAgeMs?: number;
    };

/** How traffic moves to the new version. */
export type StrategyPolicy =
  | { kind: 'rolling' }
  | { kind: 'blue-green'; soakMs: number }
  | {
      kind: 'canary';
      /** Rising shares of traffic in per cent, the last is 100; each is held for `soakMs` within the limits. */
      steps: readonly { weight: number; soakMs: number }[];
    };

/** Limits that roll a release back by themselves. */
export interface RollbackLimits {
  /** Share of failed requests in per cent. */
  errorRatePercent: number;
  /** 95th percentile of the duration of requests, milliseconds. */
  p95Ms: number;
  /** Requests of the new version that are needed for a judgement. */
  minRequests: number;
}

/** What one environment asks for. */
export interface EnvironmentPolicy {
  name: string;
  /** `automatic`: each release of its branches; `manual`: one click of who may propose; `proposal`: levels of approval. */
  trigger: 'automatic' | 'manual' | 'proposal';
  /** Git refs whose releases may run here, with `*`: `refs/heads/develop`, `refs/tags/v*`. */
  refs: readonly string[];
  levels: readonly LevelPolicy[];
  gates: readonly GatePolicy[];
  strategy: StrategyPolicy;
  limits: RollbackLimits;
  /** A proposal that has not begun to run ends after this time, milliseconds. */
  expiresAfterMs: number;
  /** After full traffic, this long within the limits until it counts as succeeded, milliseconds. */
  soakMs: number;
  /** Who is not counted although eligible. */
  excluded: readonly ('requester' | 'author' | 'builder' | 'sponsor')[];
  /** A vote needs a proof of identity not older than this, milliseconds. */
  maxProofAgeMs: number;
  /** A vote stands although what runs has changed since; refused for environments with more than one level. */
  ignoresBaseline: boolean;
}

/** A time in which nothing moves forward. */
export interface Freeze {
  name: string;
  reason: string;
  /** Environments by name; empty means all. */
  environments: readonly string[];
  /** Services by name; empty means all. */
  services: readonly string[];
  /** Once from `from` to `to` (milliseconds since the epoch), or each week (minutes from Monday 00:00 UTC). */
  when:
    | { from: number; to: number }
    | { weekly: { fromMinute: number; toMinute: number } };
}

/** The rules of one version of the policy file. */
export interface Policy {
  /** Hash of the canonical content: the same rules have the same version. */
  version: string;
  environments: readonly EnvironmentPolicy[];
  freezes: readonly Freeze[];
  breakGlass: {
    /** Groups whose people may break glass. */
    groups: readonly string[];
    /** Severities of an open alert that permit it. */
    severities: readonly string[];
    /** The review is due after this time, milliseconds. */
    reviewWithinMs: number;
  };
}

/** What is wrong with a policy file, and where. */
export interface PolicyProblem {
  /** From 1. */
  line: number;
  column: number;
  /** One sentence with what to do. */
  message: string;
}
