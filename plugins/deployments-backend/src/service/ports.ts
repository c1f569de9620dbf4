import {
  Baseline,
  ImageDigest,
  Incident,
  LiveFigures,
  Manifest,
  Person,
  Release,
} from '@textloom/plugin-deployments-common';

/** A service in one environment. */
export interface Place {
  /** Name of the catalog component. */
  service: string;
  environment: string;
}

/** Names a place as the key of a map. */
export function placeKey({ service, environment }: Place): string {
  return `${service}/${environment}`;
}

/** Files by path from the root of the repository. */
export type Files = ReadonlyMap<string, string>;

/** The branch that the clusters follow. Every method throws {@link RepositoryError}. */
export interface GitOpsRepository {
  /** Commit at the head of the branch. */
  head(): Promise<string>;
  /** Files under a folder as of a commit. */
  read(commit: string, folder: string): Promise<Files>;
  /**
   * Writes one signed commit on top of `expectedHead` and moves the branch to it.
   * @throws HeadMovedError when the branch is elsewhere; nothing is written then.
   */
  commit(change: {
    expectedHead: string;
    files: Files;
    /** Subject, body and trailers. */
    message: string;
  }): Promise<string>;
  /** Newest commit of the branch whose message has the trailer `name: value`, among the last 1,000. */
  find(trailer: { name: string; value: string }): Promise<string | undefined>;
  /** Parent of a commit, to take a change back. */
  parent(commit: string): Promise<string>;
}

/** Why the repository did not do it. */
export class RepositoryError extends Error {
  readonly problem: 'unreachable' | 'denied' | 'read-only' | 'not-found';

  constructor(problem: RepositoryError['problem'], message: string) {
    super(message);
    this.name = 'RepositoryError';
    this.problem = problem;
  }
}

/** The branch is not where the change began. */
export class HeadMovedError extends Error {
  readonly head: string;

  constructor(head: string) {
    super('The branch has moved');
    this.name = 'HeadMovedError';
    this.head = head;
  }
}

/** Turns the files of a place into what would run, with the images of a release. The same input gives the same output. */
export interface Renderer {
  render(input: {
    place: Place;
    /** Files of the place's folder. */
    files: Files;
    /** Undefined renders what is there. */
    images?: readonly ImageDigest[];
  }): Promise<{
    /** All files, changed where need be. */ files: Files;
    manifests: Manifest[];
  }>;
}

/** State of a rollout that moves traffic in steps. */
export interface RolloutState {
  phase: 'Progressing' | 'Paused' | 'Healthy' | 'Degraded' | 'Unknown';
  message?: string;
  /** Index of the step that it is at; as many as there are steps when it is done. */
  step: number;
  /** Index after the step, for comparing. */
  steps: readonly { weight?: number; pause?: boolean }[];
  /** Share of traffic of the new version, per cent. */
  weight: number;
  /** Hash of the pods of the new version, of the old one. */
  podHash: string;
  stableHash: string;
  /** Waits for somebody to promote it. */
  waits: boolean;
  aborted: boolean;
  /** Somebody holds it where it is, beyond what its steps ask for. */
  held?: boolean;
}

/** What a cluster says of a place. */
export interface Observation {
  /** Commit that is synced. */
  revision?: string;
  sync: 'synced' | 'out-of-sync' | 'unknown';
  health: 'healthy' | 'progressing' | 'degraded' | 'suspended' | 'unknown';
  /** Operation that runs or ran last, with the φ that started it, if ours. */
  operation?: {
    phase: 'Running' | 'Succeeded' | 'Failed' | 'Error' | 'Terminating';
    fingerprint?: string;
    revision?: string;
    message?: string;
  };
  /** Images of the pods that run and are ready; two digests of a repository while it rolls. */
  images: readonly ImageDigest[];
  rollout?: RolloutState;
  message?: string;
  /** Milliseconds since the epoch. */
  observedAt: number;
}

/** The system that makes a cluster follow the repository. Every method throws {@link DeliveryError}. */
export interface Delivery {
  observe(place: Place): Promise<Observation>;
  /** All places at once by {@link placeKey}, for the board; a place that cannot be observed has the error's words instead. */
  observeAll(
    places: readonly Place[],
  ): Promise<Map<string, Observation | DeliveryError>>;
  /** Has the repository read again at once. */
  refresh(place: Place): Promise<void>;
  /** Starts to sync one commit; does nothing when that operation is already there. */
  sync(
    place: Place,
    input: { revision: string; fingerprint: string },
  ): Promise<void>;
  /** Moves traffic to the next step. @throws PreconditionError when the rollout is at another step or version. */
  promote(
    place: Place,
    expected: { podHash: string; step: number },
  ): Promise<void>;
  /** Holds traffic where it is. */
  pause(place: Place, expected: { podHash: string }): Promise<void>;
  resume(place: Place, expected: { podHash: string }): Promise<void>;
  /** Takes traffic back to the stable version. */
  abort(place: Place, expected: { podHash: string }): Promise<void>;
  /** Ends an operation that carries the fingerprint; others are left alone. */
  terminate(place: Place, input: { fingerprint: string }): Promise<void>;
}

/** Why the cluster's delivery did not answer. */
export class DeliveryError extends Error {
  readonly problem: 'unreachable' | 'denied' | 'not-found' | 'invalid';

  constructor(problem: DeliveryError['problem'], message: string) {
    super(message);
    this.name = 'DeliveryError';
    this.problem = problem;
  }
}

/** The rollout is not where the caller believed it to be. Nothing was changed. */
export class PreconditionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PreconditionError';
  }
}

/** Figures of what runs. */
export interface FiguresSource {
  /** Both versions of a place over the last 20 minutes. Throws when the source does not answer in time. */
  live(
    place: Place,
    hashes: { stable: string; canary: string },
  ): Promise<LiveFigures>;
  /** Value of an instant query; undefined when it has no sample. Throws when the source does not answer in time. */
  query(place: Place, query: string): Promise<number | undefined>;
}

/** Health of the cluster of an environment, as the clusters plugin judges it. */
export interface ClusterHealthSource {
  healthOf(environment: string): Promise<{
    state: 'healthy' | 'degraded' | 'unhealthy' | 'unknown';
    summary: string;
    at: number;
  }>;
  /** Alerts of P0 and P1 that fire and are not silenced, in all clusters. */
  incidents(): Promise<Incident[]>;
}

/** People as the catalog knows them; kept for a minute. */
export interface Directory {
  people(): Promise<readonly Person[]>;
  /** Owning team of a service, its title; undefined when the catalog has no such component. */
  service(name: string): Promise<{ owner: string; title: string } | undefined>;
  /** All services that are deployed by the portal. */
  services(): Promise<
    readonly { service: string; owner: string; title: string }[]
  >;
}

/** Where a release's story is told besides the portal: deployments and statuses of the code host. */
export interface CodeHost {
  /** Records a deployment once per proposal and attempt; answers its id. */
  deploymentStarted(input: {
    place: Place;
    release: Release;
    proposal: string;
    fingerprint: string;
    url: string;
  }): Promise<void>;
  deploymentEnded(input: {
    place: Place;
    release: Release;
    proposal: string;
    state: 'success' | 'failure' | 'error' | 'inactive';
    url: string;
  }): Promise<void>;
}

/** What runs in a place as a baseline: undefined when it cannot be told. */
export function baselineOf(observation: Observation): Baseline | undefined {
  const { revision, images, observedAt } = observation;
  return revision === undefined ? undefined : { images, revision, observedAt };
}
