import { setTimeout as sleep } from 'node:timers/promises';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { DAY, groupBy, HOUR } from '@textloom/kernel';
import {
  LoggedEvent,
  Proposal,
  ProposalSummary,
  Release,
  Success,
} from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import {
  Decide,
  DeploymentsStore,
  ProposalFilter,
  StoredSurroundings,
  TransactOptions,
} from '../service/DeploymentsStore';
import { RefusedError } from '../service/errors';
import { Place, placeKey } from '../service/ports';
import { forgetKeys } from './idempotency';
import { leasePlace, readNow, releasePlace } from './places';
import {
  adoptedProposals,
  endedProposals,
  listProposals,
  openProposals,
  owingProposals,
} from './proposalQueries';
import { Releases } from './releases';
import {
  EventRow,
  eventOf,
  proposalOf,
  ProposalRow,
  successOf,
  SuccessRow,
} from './rows';
import { Snapshots } from './Snapshots';
import { readSurroundings } from './surroundings';
import { transactOnce } from './transaction';
import { isTransient } from './transient';

const ATTEMPTS = 8;
/** Webhook deliveries are told apart for so long; their senders repeat them within days. */
const DELIVERIES_MS = 90 * DAY;

/** Releases and proposals in PostgreSQL or SQLite. */
export class DatabaseDeploymentsStore implements DeploymentsStore {
  readonly #database: Knex;
  readonly #releases: Releases;
  readonly #snapshots: Snapshots;
  readonly #onAppend: (events: number) => void;
  #tidyAt = 0;

  /** @param onAppend - Called after each transaction with the number of events that it has appended. */
  constructor(database: Knex, onAppend: (events: number) => void = () => {}) {
    this.#database = database;
    this.#releases = new Releases(database);
    this.#snapshots = new Snapshots(database);
    this.#onAppend = onAppend;
  }

  now(): Promise<number> {
    return readNow(this.#database);
  }

  addRelease(release: Omit<Release, 'createdAt'>): Promise<Release> {
    return this.#releases.add(release);
  }

  getRelease(id: string): Promise<Release> {
    return this.#releases.get(id);
  }

  releasesOf(service: string, limit: number): Promise<Release[]> {
    return this.#releases.of(service, limit);
  }

  newestReleases(): Promise<Map<string, Release[]>> {
    return this.#releases.newest();
  }

  async transact(
    id: string,
    options: TransactOptions,
    decide: Decide,
  ): Promise<Proposal> {
    const result = await this.#insist(() =>
      transactOnce(this.#database, this.#snapshots, { id, options, decide }),
    );
    if (result.events > 0) {
      this.#onAppend(result.events);
    }
    await this.#tidy();
    if ('refused' in result) {
      throw new RefusedError(result.refused);
    }
    return result.proposal;
  }

  async get(id: string): Promise<Proposal> {
    const row = await this.#database('proposals').where({ id }).first('body');
    if (!row) {
      throw new NotFoundError(`There is no proposal ${id}`);
    }
    return proposalOf(row);
  }

  list(
    filter: ProposalFilter,
  ): Promise<{ items: ProposalSummary[]; nextCursor?: string }> {
    return listProposals(this.#database, filter);
  }

  open(): Promise<Proposal[]> {
    return this.#snapshots.read(openProposals(this.#database));
  }

  async ended(filter: {
    from: number;
    service?: string;
    environment?: string;
    limit: number;
  }): Promise<Proposal[]> {
    const rows: Pick<ProposalRow, 'body'>[] = await endedProposals(
      this.#database,
      filter,
    ).select('body');
    return rows.map(proposalOf);
  }

  owing(): Promise<Proposal[]> {
    return this.#snapshots.read(owingProposals(this.#database));
  }

  adopted(): Promise<Proposal[]> {
    return this.#snapshots.read(adoptedProposals(this.#database));
  }

  async running(): Promise<Map<string, Success>> {
    const rows: SuccessRow[] = await this.#database('successes').whereNull(
      'until',
    );
    return new Map(rows.map(row => [placeKey(row), successOf(row)]));
  }

  async denied(): Promise<Map<string, string[]>> {
    const rows: (Place & { artefacts: string })[] = await this.#database(
      'denied_releases',
    ).select('service', 'environment', 'artefacts');
    return new Map(
      [...groupBy(rows, placeKey)].map(([key, denied]) => [
        key,
        denied.map(({ artefacts }) => artefacts),
      ]),
    );
  }

  around(place: Place, proposal?: Proposal): Promise<StoredSurroundings> {
    return readSurroundings(this.#database, {
      place,
      ...(proposal && { owner: proposal.owner, proposal: proposal.id }),
    });
  }

  async log(id: string): Promise<LoggedEvent[]> {
    const rows: EventRow[] = await this.#database('proposal_events')
      .where({ proposal: id })
      .orderBy('sequence');
    return rows.map(eventOf);
  }

  async firstDelivery(id: string): Promise<boolean> {
    const inserted = await this.#database('webhook_deliveries')
      .insert({ id, at: await this.now() })
      .onConflict('id')
      .ignore()
      .returning('id');
    return inserted.length > 0;
  }

  lease(
    place: Place,
    holder: string,
    ttlMs: number,
  ): Promise<number | undefined> {
    return leasePlace(this.#database, place, holder, ttlMs);
  }

  release(place: Place, holder: string): Promise<void> {
    return releasePlace(this.#database, place, holder);
  }

  /** Again when the transaction met another one; then it had no effect. */
  async #insist<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!isTransient(error)) {
          throw error;
        }
        if (attempt === ATTEMPTS) {
          throw new ServiceUnavailableError(
            'The database is busy; try again in a moment',
            error,
          );
        }
        await sleep(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  /** Drops what has run out, once an hour. */
  async #tidy(): Promise<void> {
    if (performance.now() < this.#tidyAt) {
      return;
    }
    this.#tidyAt = performance.now() + HOUR;
    const now = await this.now();
    await forgetKeys(this.#database, now);
    await this.#database('webhook_deliveries')
      .where('at', '<=', now - DELIVERIES_MS)
      .delete();
  }
}
