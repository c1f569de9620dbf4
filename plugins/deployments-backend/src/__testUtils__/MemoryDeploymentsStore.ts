import { ConflictError, NotFoundError } from '@backstage/errors';
import { Clock, DAY, groupBy } from '@textloom/kernel';
import {
  artefactsOf,
  isUnsettled,
  LoggedEvent,
  Proposal,
  ProposalEvent,
  ProposalSummary,
  Reason,
  Release,
  Success,
  summaryOf,
} from '@textloom/plugin-deployments-common';
import { append } from '../database/append';
import { Effect } from '../database/effects';
import {
  Decide,
  DeploymentsStore,
  ProposalFilter,
  StoredSurroundings,
  TransactOptions,
} from '../service/DeploymentsStore';
import { LostLeaseError, RefusedError } from '../service/errors';
import { Place, placeKey } from '../service/ports';

type StoredSuccess = Success & Place & { proposal: string };

interface StoredPlace {
  executing?: string;
  holder?: string;
  token: number;
  expiresAt: number;
}

interface StoredAnswer {
  requestHash: string;
  at: number;
  proposal?: Proposal;
  refused?: readonly Reason[];
}

/** The store in memory, with a clock of its own. One call at a time, as JavaScript has it. */
export class MemoryDeploymentsStore implements DeploymentsStore {
  readonly #clock: Clock;
  readonly #releases = new Map<string, Release>();
  readonly #proposals = new Map<string, Proposal>();
  readonly #logs = new Map<string, LoggedEvent[]>();
  readonly #places = new Map<string, StoredPlace>();
  readonly #answers = new Map<string, StoredAnswer>();
  readonly #deliveries = new Set<string>();
  readonly #denied = new Map<string, Set<string>>();
  #successes: StoredSuccess[] = [];

  constructor(clock: Clock = Date.now) {
    this.#clock = clock;
  }

  async now(): Promise<number> {
    return this.#clock();
  }

  async addRelease(release: Omit<Release, 'createdAt'>): Promise<Release> {
    const { service, version } = release;
    const known = [...this.#releases.values()].find(
      other => other.service === service && other.version === version,
    );
    if (known && artefactsOf(known) !== artefactsOf(release)) {
      throw new ConflictError(
        `${service} ${version} exists with other digests. A version never changes`,
      );
    }
    const added = known ?? { ...release, createdAt: this.#clock() };
    this.#releases.set(added.id, added);
    return added;
  }

  async getRelease(id: string): Promise<Release> {
    const release = this.#releases.get(id);
    if (!release) {
      throw new NotFoundError(`There is no release ${id}`);
    }
    return release;
  }

  async releasesOf(service: string, limit: number): Promise<Release[]> {
    return (
      [...this.#releases.values()]
        // The last one first where the clock stood still.
        .reverse()
        .filter(release => release.service === service)
        .sort((a, b) => b.createdAt - a.createdAt)
        .slice(0, limit)
    );
  }

  async newestReleases(): Promise<Map<string, Release[]>> {
    const newestFirst = [...this.#releases.values()]
      .reverse()
      .sort((a, b) => b.createdAt - a.createdAt);
    return groupBy(newestFirst, ({ service }) => service);
  }

  async transact(
    id: string,
    options: TransactOptions,
    decide: Decide,
  ): Promise<Proposal> {
    const { actor, command, place, fence, idempotency } = options;
    const now = this.#clock();
    const { holder, token, expiresAt } = this.#place(place);
    if (
      fence &&
      (holder !== fence.holder || token !== fence.token || expiresAt <= now)
    ) {
      throw new LostLeaseError();
    }
    const answer = this.#answered(options, now);
    if (answer) {
      return settled(answer);
    }
    const before = this.#proposals.get(id);
    if (before && placeKey(before) !== placeKey(place)) {
      throw new ConflictError(`Proposal ${id} is elsewhere`);
    }
    const at = Math.max(now, before?.updatedAt ?? 0);
    const around = this.#around(place, before);
    const outcome = decide({ proposal: before, now: at, around });
    const refused = outcome.ok ? undefined : outcome.reasons;
    const attempt: ProposalEvent[] =
      before && refused?.some(({ code }) => code === 'not-human')
        ? [{ type: 'refused', command, reasons: refused }]
        : [];
    const events = outcome.ok ? outcome.events : attempt;
    const log = this.#logs.get(id) ?? [];
    const appended = append(before, events, {
      actor: actor.ref,
      at,
      ...(before && { lastHash: log[log.length - 1].hash }),
    });
    const { after } = appended;
    if (!refused && !after) {
      throw new NotFoundError('There is no such proposal');
    }
    if (after) {
      if (placeKey(after) !== placeKey(place)) {
        throw new ConflictError(`Proposal ${id} is elsewhere`);
      }
      appended.effects.forEach(effect => this.#apply(after, effect));
      this.#proposals.set(id, after);
      this.#logs.set(id, [...log, ...appended.logged]);
    }
    const stored = { requestHash: '', at: now, proposal: after, refused };
    if (idempotency) {
      const { key, requestHash } = idempotency;
      this.#answers.set(`${actor.ref} ${key}`, { ...stored, requestHash });
    }
    return settled(stored);
  }

  async get(id: string): Promise<Proposal> {
    const proposal = this.#proposals.get(id);
    if (!proposal) {
      throw new NotFoundError(`There is no proposal ${id}`);
    }
    return proposal;
  }

  async list(
    filter: ProposalFilter,
  ): Promise<{ items: ProposalSummary[]; nextCursor?: string }> {
    const { open, endedFrom, cursor = '0', limit } = filter;
    const ended = open === false || endedFrom !== undefined;
    const time = ({ endedAt, requestedAt }: Proposal) =>
      ended ? endedAt ?? 0 : requestedAt;
    const all = this.#all(filter)
      .filter(({ endedAt }) =>
        ended
          ? endedAt !== undefined && endedAt >= (endedFrom ?? 0)
          : open === undefined || endedAt === undefined,
      )
      .sort((a, b) => time(b) - time(a) || (a.id < b.id ? 1 : -1));
    const from = Number(cursor);
    return {
      items: all.slice(from, from + limit).map(summaryOf),
      ...(all.length > from + limit && { nextCursor: String(from + limit) }),
    };
  }

  async open(): Promise<Proposal[]> {
    return this.#all({})
      .filter(({ endedAt }) => endedAt === undefined)
      .sort((a, b) => a.requestedAt - b.requestedAt);
  }

  async ended(filter: {
    from: number;
    service?: string;
    environment?: string;
    limit: number;
  }): Promise<Proposal[]> {
    return this.#endedNewestFirst(filter)
      .filter(({ endedAt = 0 }) => endedAt >= filter.from)
      .slice(0, filter.limit);
  }

  async owing(): Promise<Proposal[]> {
    return this.#endedNewestFirst({}).filter(proposal => {
      const { state, breakGlass } = proposal;
      const unsettled = isUnsettled(state) && !this.#succeededSince(proposal);
      return unsettled || (breakGlass && !breakGlass.review);
    });
  }

  async adopted(): Promise<Proposal[]> {
    return this.#endedNewestFirst({}).filter(
      it => it.state === 'Adopted' && !this.#succeededSince(it),
    );
  }

  #succeededSince({ endedAt = 0, ...place }: Proposal): boolean {
    return this.#successes.some(
      other => placeKey(other) === placeKey(place) && other.at > endedAt,
    );
  }

  async running(): Promise<Map<string, Success>> {
    return new Map(
      this.#successes
        .filter(({ until }) => until === undefined)
        .map(success => [placeKey(success), bare(success)]),
    );
  }

  async denied(): Promise<Map<string, string[]>> {
    const denied = [...this.#denied].filter(([, { size }]) => size > 0);
    return new Map(denied.map(([key, artefacts]) => [key, [...artefacts]]));
  }

  async around(place: Place, proposal?: Proposal): Promise<StoredSurroundings> {
    return this.#around(place, proposal);
  }

  async log(id: string): Promise<LoggedEvent[]> {
    return this.#logs.get(id) ?? [];
  }

  async firstDelivery(id: string): Promise<boolean> {
    const first = !this.#deliveries.has(id);
    this.#deliveries.add(id);
    return first;
  }

  async lease(
    place: Place,
    holder: string,
    ttlMs: number,
  ): Promise<number | undefined> {
    const now = this.#clock();
    const known = this.#place(place);
    const free = known.expiresAt <= now;
    if (!free && known.holder !== holder) {
      return undefined;
    }
    known.token += free ? 1 : 0;
    known.holder = holder;
    known.expiresAt = now + ttlMs;
    return known.token;
  }

  async release(place: Place, holder: string): Promise<void> {
    const known = this.#place(place);
    if (known.holder === holder) {
      known.expiresAt = 0;
    }
  }

  #place(place: Place): StoredPlace {
    const known = this.#places.get(placeKey(place)) ?? {
      token: 0,
      expiresAt: 0,
    };
    this.#places.set(placeKey(place), known);
    return known;
  }

  #answered(
    { actor, idempotency }: TransactOptions,
    now: number,
  ): StoredAnswer | undefined {
    const known = this.#answers.get(`${actor.ref} ${idempotency?.key}`);
    if (!idempotency || !known || known.at <= now - DAY) {
      return undefined;
    }
    if (known.requestHash !== idempotency.requestHash) {
      throw new ConflictError(
        'The Idempotency-Key was used for another request; use a new one',
      );
    }
    return known;
  }

  #apply(proposal: Proposal, effect: Effect): void {
    const { id, service, environment, release } = proposal;
    const { artefacts } = proposal.fingerprint;
    const place = this.#place(proposal);
    const denied = this.#denied.get(placeKey(proposal)) ?? new Set();
    this.#denied.set(placeKey(proposal), denied);
    const end = (of: StoredSuccess, at: number) =>
      of.until === undefined ? { ...of, until: at } : of;
    switch (effect.type) {
      case 'begins':
        if (place.executing !== undefined) {
          throw new ConflictError('Another deployment runs there');
        }
        place.executing = id;
        break;
      case 'ends':
        place.executing = undefined;
        break;
      case 'succeeds': {
        const { at } = effect;
        const { version } = release;
        const own = { proposal: id, service, environment, artefacts, version };
        this.#successes = [
          { ...own, at },
          ...this.#successes
            .filter(other => other.proposal !== id)
            .map(other =>
              placeKey(other) === placeKey(proposal) ? end(other, at) : other,
            ),
        ];
        denied.delete(artefacts);
        break;
      }
      case 'lapses':
        this.#successes = this.#successes.map(other =>
          other.proposal === id ? end(other, effect.at) : other,
        );
        break;
      default:
        denied.add(artefacts);
    }
  }

  #around(place: Place, proposal?: Proposal): StoredSurroundings {
    const { executing } = this.#place(place);
    const owing = this.#all({}).filter(
      ({ owner, breakGlass }) =>
        owner === proposal?.owner && breakGlass && !breakGlass.review,
    );
    return {
      successes: this.#successes
        .filter(({ service }) => service === place.service)
        .map(bare)
        .sort((a, b) => b.at - a.at),
      denied: [...(this.#denied.get(placeKey(place)) ?? [])],
      debts: owing.map(({ id, breakGlass }) => ({
        proposal: id,
        dueAt: breakGlass?.reviewDueAt ?? 0,
      })),
      ...(executing !== undefined &&
        executing !== proposal?.id && { busyWith: executing }),
    };
  }

  #all({ service, environment }: Partial<Place>): Proposal[] {
    return [...this.#proposals.values()].filter(
      proposal =>
        (service === undefined || proposal.service === service) &&
        (environment === undefined || proposal.environment === environment),
    );
  }

  #endedNewestFirst(filter: Partial<Place>): Proposal[] {
    return this.#all(filter)
      .filter(({ endedAt }) => endedAt !== undefined)
      .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  }
}

function settled({ proposal, refused }: StoredAnswer): Proposal {
  if (refused || !proposal) {
    throw new RefusedError(refused ?? []);
  }
  return proposal;
}

function bare(success: StoredSuccess): Success {
  const { environment, artefacts, version, at, until } = success;
  return {
    environment,
    artefacts,
    version,
    at,
    ...(until !== undefined && { until }),
  };
}
