import {
  Actor,
  LoggedEvent,
  Outcome,
  Proposal,
  ProposalSummary,
  Release,
  Success,
} from '@textloom/plugin-deployments-common';
import { Place } from './ports';

/** What the store itself knows around a proposal, read in the transaction that writes. */
export interface StoredSurroundings {
  /** Proposal that executes for the same service and environment, other than this one. */
  busyWith?: string;
  /** Successes of the service in all environments, newest first, at most 50 of each. */
  successes: readonly Success[];
  /** δ of releases that were rolled back in this environment and not released since. */
  denied: readonly string[];
  /** Break-glass reviews that the owning team owes. */
  debts: readonly { proposal: string; dueAt: number }[];
}

/** Decides inside the transaction; pure. */
export type Decide = (input: {
  /** As it is now, locked until the transaction ends. */
  proposal: Proposal | undefined;
  /** Milliseconds since the epoch, by the database's clock. */
  now: number;
  around: StoredSurroundings;
}) => Outcome;

/** How a transaction is made. */
export interface TransactOptions {
  actor: Actor;
  /** Names the command in the log of refusals. */
  command: string;
  /** Where the proposal is; needed for a new one. */
  place: Place;
  /** The same key and request of the same actor give the same answer for 24 hours; another request is refused. */
  idempotency?: { key: string; requestHash: string };
  /** Checked first in the transaction; false gives LostLeaseError and no effect. */
  fence?: { token: number; holder: string };
}

/** Which proposals, newest first: by their end where only ended ones are asked for, else by when they were asked for. */
export interface ProposalFilter {
  service?: string;
  environment?: string;
  open?: boolean;
  /** Ended between, milliseconds since the epoch. */
  endedFrom?: number;
  cursor?: string;
  limit: number;
}

/**
 * Releases and proposals with their log. Everything that changes a proposal is one transaction: the new state and its
 * rows in the hash chain, or nothing.
 */
export interface DeploymentsStore {
  /** The database's clock, milliseconds since the epoch. */
  now(): Promise<number>;
  /**
   * Keeps a release. The same service, version and digests are kept once and answered again.
   * @throws ConflictError when the version exists with other digests: a version never changes.
   */
  addRelease(release: Omit<Release, 'createdAt'>): Promise<Release>;
  /** @throws NotFoundError */
  getRelease(id: string): Promise<Release>;
  /** Newest first. */
  releasesOf(service: string, limit: number): Promise<Release[]>;
  /** The 20 newest releases of each service, newest first. */
  newestReleases(): Promise<Map<string, Release[]>>;
  /**
   * Reads, decides, and appends what was decided.
   * @throws RefusedError with the reasons of the decision; NotFoundError; ConflictError on a reused idempotency key;
   * LostLeaseError.
   */
  transact(
    id: string,
    options: TransactOptions,
    decide: Decide,
  ): Promise<Proposal>;
  /** @throws NotFoundError */
  get(id: string): Promise<Proposal>;
  list(
    filter: ProposalFilter,
  ): Promise<{ items: ProposalSummary[]; nextCursor?: string }>;
  /** Proposals that have not ended, whole. */
  open(): Promise<Proposal[]>;
  /** Proposals that ended at `from` or later, whole, newest first. */
  ended(filter: {
    from: number;
    service?: string;
    environment?: string;
    limit: number;
  }): Promise<Proposal[]>;
  /**
   * Ended proposals that wait for somebody: emergency uses without a review, and those that diverged or need a person
   * while no later one has succeeded in their place. At most 200, newest first.
   */
  owing(): Promise<Proposal[]>;
  /** Proposals whose place runs what somebody adopted, while nothing has succeeded there since; newest first, at most 200. */
  adopted(): Promise<Proposal[]>;
  /** What succeeded last in each place. */
  running(): Promise<Map<string, Success>>;
  /** δ of releases that were rolled back and not released since, by `placeKey`. */
  denied(): Promise<Map<string, string[]>>;
  /** The same surroundings that a transaction in the place reads, for views and previews. */
  around(place: Place, proposal?: Proposal): Promise<StoredSurroundings>;
  /** Events of a proposal, oldest first. */
  log(id: string): Promise<LoggedEvent[]>;
  /** Keeps a webhook delivery; false when it was seen before. */
  firstDelivery(id: string): Promise<boolean>;
  /** Takes or renews the right to execute in a place; undefined while another holds it. Free after `ttlMs` without renewal. */
  lease(
    place: Place,
    holder: string,
    ttlMs: number,
  ): Promise<number | undefined>;
  release(place: Place, holder: string): Promise<void>;
}
