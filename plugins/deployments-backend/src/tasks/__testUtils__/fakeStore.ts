import {
  fold,
  isActive,
  isOpen,
  LoggedEvent,
  Proposal,
  Success,
} from '@textloom/plugin-deployments-common';
import { NotFoundError } from '@backstage/errors';
import {
  Decide,
  DeploymentsStore,
  StoredSurroundings,
  TransactOptions,
} from '../../service/DeploymentsStore';
import { LostLeaseError, RefusedError } from '../../service/errors';
import { Place, placeKey } from '../../service/ports';

type Needed = Pick<
  DeploymentsStore,
  | 'now'
  | 'transact'
  | 'get'
  | 'open'
  | 'log'
  | 'lease'
  | 'release'
  | 'list'
  | 'running'
  | 'adopted'
>;

/** What the executor needs of a store, in memory, with leases that run out and fences that hold. */
export class FakeStore implements Needed {
  readonly proposals = new Map<string, Proposal>();
  readonly logs = new Map<string, LoggedEvent[]>();
  readonly successes: (Success & { service: string; proposal: string })[] = [];
  readonly #leases = new Map<
    string,
    { holder: string; token: number; until: number }
  >();
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** As who needs a store sees it; methods that nobody here calls are missing. */
  asStore(): DeploymentsStore {
    return this as unknown as DeploymentsStore;
  }

  async now(): Promise<number> {
    return this.#clock();
  }

  async transact(
    id: string,
    { actor, fence, place }: TransactOptions,
    decide: Decide,
  ): Promise<Proposal> {
    const now = this.#clock();
    const lease = this.#leases.get(placeKey(place));
    if (
      fence &&
      !(
        lease?.holder === fence.holder &&
        lease.token === fence.token &&
        lease.until > now
      )
    ) {
      throw new LostLeaseError();
    }
    const proposal = this.proposals.get(id);
    const outcome = decide({ proposal, now, around: this.#around(id, place) });
    if (!outcome.ok) {
      throw new RefusedError(outcome.reasons);
    }
    let after = proposal;
    const log = this.logs.get(id) ?? [];
    for (const event of outcome.events) {
      after = fold(after, event, { actor: actor.ref, at: now });
      log.push({
        proposal: id,
        sequence: log.length + 1,
        event,
        actor: actor.ref,
        at: now,
        fingerprint: after.fingerprint.approval,
        policyVersion: after.policyVersion,
        previousHash: '',
        hash: '',
      });
    }
    this.logs.set(id, log);
    if (!after) {
      throw new NotFoundError(id);
    }
    this.#keep(after, proposal, now);
    return after;
  }

  async get(id: string): Promise<Proposal> {
    const found = this.proposals.get(id);
    if (!found) {
      throw new NotFoundError(id);
    }
    return found;
  }

  async open(): Promise<Proposal[]> {
    return [...this.proposals.values()].filter(({ state }) => isOpen(state));
  }

  async list(): ReturnType<DeploymentsStore['list']> {
    return {
      items: [...this.proposals.values()].map(proposal => ({
        id: proposal.id,
        service: proposal.service,
        environment: proposal.environment,
        version: proposal.release.version,
        state: proposal.state,
        requestedBy: proposal.requestedBy,
        requestedAt: proposal.requestedAt,
        updatedAt: proposal.updatedAt,
        expiresAt: proposal.expiresAt,
        reasons: proposal.reasons,
      })),
    };
  }

  async running(): Promise<Map<string, Success>> {
    return new Map(
      this.successes
        .filter(({ until }) => until === undefined)
        .map(success => [placeKey(success), success]),
    );
  }

  async adopted(): Promise<Proposal[]> {
    return [...this.proposals.values()].filter(
      ({ state }) => state === 'Adopted',
    );
  }

  async log(id: string): Promise<LoggedEvent[]> {
    return [...(this.logs.get(id) ?? [])];
  }

  async lease(
    place: Place,
    holder: string,
    ttlMs: number,
  ): Promise<number | undefined> {
    const key = placeKey(place);
    const now = this.#clock();
    const lease = this.#leases.get(key);
    if (lease && lease.until > now && lease.holder !== holder) {
      return undefined;
    }
    const isOwn = lease?.holder === holder && lease.until > now;
    const token = isOwn ? lease.token : (lease?.token ?? 0) + 1;
    this.#leases.set(key, { holder, token, until: now + ttlMs });
    return token;
  }

  async release(place: Place, holder: string): Promise<void> {
    const lease = this.#leases.get(placeKey(place));
    if (lease?.holder === holder) {
      lease.until = 0;
    }
  }

  #around(id: string, place: Place): StoredSurroundings {
    const busy = [...this.proposals.values()].find(
      other =>
        other.id !== id &&
        placeKey(other) === placeKey(place) &&
        isActive(other.state),
    );
    return {
      ...(busy && { busyWith: busy.id }),
      successes: this.successes.filter(
        ({ service }) => service === place.service,
      ),
      denied: [],
      debts: [],
    };
  }

  #keep(after: Proposal, before: Proposal | undefined, now: number): void {
    this.proposals.set(after.id, after);
    if (before?.state === 'Succeeded' && after.state !== 'Succeeded') {
      const own = this.successes.find(({ proposal }) => proposal === after.id);
      if (own) {
        own.until ??= now;
      }
    }
    if (after.state === 'Succeeded' && before?.state !== 'Succeeded') {
      for (const success of this.successes) {
        if (placeKey(success) === placeKey(after)) {
          success.until ??= now;
        }
      }
      const own = this.successes.findIndex(
        ({ proposal }) => proposal === after.id,
      );
      if (own >= 0) {
        this.successes.splice(own, 1);
      }
      this.successes.push({
        service: after.service,
        environment: after.environment,
        artefacts: after.fingerprint.artefacts,
        version: after.release.version,
        at: now,
        proposal: after.id,
      });
    }
  }
}
