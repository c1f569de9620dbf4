import { ConflictError, NotFoundError } from '@backstage/errors';
import { databaseNow } from '@textloom/backend-kit';
import { groupBy } from '@textloom/kernel';
import { artefactsOf, Release } from '@textloom/plugin-deployments-common';
import { Knex } from 'knex';
import { newestOfEach } from './newestOfEach';
import { ReleaseRow, releaseOf } from './rows';

const TABLE = 'releases';
/** Newest releases of a service that are looked at for automatic environments and the board. */
const NEWEST = 20;
/** Releases kept in memory. */
const MAX_KEPT = 2_000;

/** The table of releases. A release never changes once it is there, so that one that was read is kept. */
export class Releases {
  readonly #database: Knex;
  readonly #kept = new Map<string, Release>();

  constructor(database: Knex) {
    this.#database = database;
  }

  /** @throws ConflictError when the version exists with other digests. */
  async add(release: Omit<Release, 'createdAt'>): Promise<Release> {
    const { id, service, version } = release;
    const artefacts = artefactsOf(release);
    await this.#database(TABLE)
      .insert({
        id,
        service,
        version,
        artefacts,
        created_at: databaseNow(this.#database),
        body: JSON.stringify(release),
      })
      .onConflict(['service', 'version'])
      .ignore();
    const row: ReleaseRow = await this.#database(TABLE)
      .where({ service, version })
      .first();
    if (row.artefacts !== artefacts) {
      throw new ConflictError(
        `${service} ${version} exists with other digests. A version never changes: build a new one`,
      );
    }
    return releaseOf(row);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Release> {
    const [release] = await this.#whole([id]);
    if (!release) {
      throw new NotFoundError(`There is no release ${id}`);
    }
    return release;
  }

  /** Newest first. */
  async of(service: string, limit: number): Promise<Release[]> {
    const ids: string[] = await this.#database(TABLE)
      .where({ service })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .pluck('id');
    return this.#whole(ids);
  }

  /** Newest first, by service. */
  async newest(): Promise<Map<string, Release[]>> {
    const rows = await newestOfEach<Pick<ReleaseRow, 'id' | 'service'>>(
      this.#database,
      TABLE,
      {
        where: {},
        each: 'service',
        values: await this.#database(TABLE)
          .distinct('service')
          .pluck('service'),
        by: 'created_at',
        limit: NEWEST,
        columns: ['id', 'service', 'created_at'],
      },
    );
    const releases = await this.#whole(rows.map(({ id }) => id));
    releases.sort((a, b) => b.createdAt - a.createdAt);
    return groupBy(releases, ({ service }) => service);
  }

  /** In the order of the ids; what is not there is left out. */
  async #whole(ids: readonly string[]): Promise<Release[]> {
    const found = new Map(
      ids.flatMap(id => {
        const release = this.#kept.get(id);
        return release ? [[id, release] as const] : [];
      }),
    );
    const missing = ids.filter(id => !found.has(id));
    if (missing.length > 0) {
      const rows: ReleaseRow[] = await this.#database(TABLE).whereIn(
        'id',
        missing,
      );
      for (const row of rows) {
        found.set(row.id, this.#keep(releaseOf(row)));
      }
    }
    return ids.flatMap(id => found.get(id) ?? []);
  }

  #keep(release: Release): Release {
    if (this.#kept.size >= MAX_KEPT) {
      this.#kept.clear();
    }
    this.#kept.set(release.id, release);
    return release;
  }
}
