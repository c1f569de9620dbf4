import { ConflictError, NotFoundError } from '@backstage/errors';
import { CHAIN_START, DAY, HOUR } from '@textloom/kernel';
import {
  Drill,
  DrillSummary,
  EvidenceFile,
  exposureHours,
  hasVerdict,
  isProof,
  LoggedEvent,
  LogLine,
  summaryOf,
} from '@textloom/plugin-restore-drills-common';
import { append } from '../database/append';
import { cursorOf, readCursor } from '../database/drillQueries';
import {
  Decide,
  DrillFilter,
  DrillsStore,
  LostLeaseError,
  TransactOptions,
} from '../service/DrillsStore';
import { drillLease } from '../service/leases';
import { Ledger } from '../service/ports';
import { LeaseTable } from './MemoryLeases';
import { MemoryLedger } from './MemoryLedger';

const MAX_LINES = 10_000;

interface Answer {
  requestHash: string;
  drill: Drill;
  at: number;
}

/** Drills in memory, as {@link DrillsStore} says. */
export class MemoryDrillsStore implements DrillsStore {
  readonly ledger: Ledger = new MemoryLedger();
  readonly #clock: () => number;
  readonly #leases: LeaseTable;
  readonly #drills = new Map<string, Drill>();
  readonly #events = new Map<string, LoggedEvent[]>();
  readonly #lines = new Map<string, { next: number; lines: LogLine[] }>();
  readonly #progress = new Map<
    string,
    { step: string; done: number; total?: number; at: number }
  >();
  readonly #evidence = new Map<string, EvidenceFile>();
  readonly #exposures = new Map<string, { at: number; ms: number }[]>();
  readonly #known = new Map<string, number>();
  readonly #alarms = new Set<string>();
  readonly #answers = new Map<string, Answer>();

  constructor(clock: () => number, leases: LeaseTable = new Map()) {
    this.#clock = clock;
    this.#leases = leases;
  }

  async now() {
    return this.#clock();
  }

  async transact(id: string, options: TransactOptions, decide: Decide) {
    const { actor, store, idempotency, fence } = options;
    const now = this.#clock();
    const lease = this.#leases.get(drillLease(store));
    const holds =
      lease?.token === fence?.token &&
      lease?.holder === fence?.holder &&
      (lease?.expiresAt ?? 0) > now;
    if (fence && !holds) {
      throw new LostLeaseError();
    }
    const key = `${actor}\n${idempotency?.key}`;
    const answer = idempotency && this.#answers.get(key);
    if (answer && answer.at > now - DAY) {
      if (answer.requestHash !== idempotency.requestHash) {
        throw new ConflictError('The Idempotency-Key was used before');
      }
      return { drill: answer.drill, events: [] };
    }
    const before = this.#drills.get(id);
    if (before && before.store.id !== store) {
      throw new ConflictError(`${id} is not a drill of ${store}`);
    }
    const running = this.#all().find(
      drill =>
        drill.id !== id &&
        drill.store.id === store &&
        drill.state !== 'Finished',
    );
    const events = decide({
      drill: before,
      now,
      ...(running && { running: summaryOf(running) }),
    });
    const log = this.#events.get(id) ?? [];
    const { after, logged } = append(before, events, {
      actor,
      at: now,
      ...(log.length > 0 && { lastHash: log[log.length - 1].hash }),
    });
    if (!after) {
      throw new NotFoundError(`There is no drill ${id}`);
    }
    this.#drills.set(id, after);
    this.#events.set(id, [...log, ...logged]);
    if (idempotency) {
      const { requestHash } = idempotency;
      this.#answers.set(key, { requestHash, drill: after, at: now });
    }
    return { drill: after, events };
  }

  async get(id: string) {
    return this.#drills.get(id);
  }

  async list({ store, plan, cursor, limit }: DrillFilter) {
    const [at, from] = cursor ? readCursor(cursor) : [Infinity, ''];
    const all = this.#newestFirst().filter(
      drill =>
        (store === undefined || drill.store.id === store) &&
        (plan === undefined || drill.plan.id === plan) &&
        (drill.queuedAt < at || (drill.queuedAt === at && drill.id < from)),
    );
    const page = all.slice(0, limit);
    const last = page[page.length - 1];
    return {
      items: page.map(summaryOf),
      ...(all.length > limit && {
        nextCursor: cursorOf({ queued_at: last.queuedAt, id: last.id }),
      }),
    };
  }

  async newest() {
    const found = new Map<
      string,
      { last?: DrillSummary; proven?: DrillSummary }
    >();
    const ended = this.#all()
      .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
      .map(summaryOf);
    for (const summary of ended) {
      const { plan } = summary;
      found.set(plan, {
        ...found.get(plan),
        ...(hasVerdict(summary) && { last: summary }),
        ...(isProof(summary) && { proven: summary }),
      });
    }
    return new Map([...found].filter(([, { last, proven }]) => last ?? proven));
  }

  async since(at: number) {
    return this.#newestFirst()
      .filter(({ queuedAt }) => queuedAt >= at)
      .slice(0, 1_000)
      .map(summaryOf);
  }

  async unfinished() {
    return this.#newestFirst()
      .reverse()
      .filter(({ state }) => state !== 'Finished')
      .map(summaryOf);
  }

  async withoutEvidence() {
    return this.#all()
      .filter(
        ({ state, id }) => state === 'Finished' && !this.#evidence.has(id),
      )
      .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
      .map(({ id }) => id);
  }

  async events(id: string) {
    return this.#events.get(id) ?? [];
  }

  async appendLog(id: string, lines: readonly Omit<LogLine, 'line'>[]) {
    const log = this.#lines.get(id) ?? { next: 1, lines: [] };
    for (const line of lines) {
      log.lines.push({ ...line, line: log.next });
      log.next += 1;
    }
    log.lines.splice(MAX_LINES / 2, Math.max(0, log.lines.length - MAX_LINES));
    this.#lines.set(id, log);
  }

  async log(id: string, after: number, limit: number) {
    const { lines = [] } = this.#lines.get(id) ?? {};
    return lines.filter(({ line }) => line > after).slice(0, limit);
  }

  async saveProgress(
    id: string,
    progress: { step: string; done: number; total?: number },
  ) {
    this.#progress.set(id, { ...progress, at: this.#clock() });
  }

  async progress(id: string) {
    return this.#progress.get(id);
  }

  async appendEvidence(
    drill: string,
    build: (place: { number: number; previousHash: string }) => EvidenceFile,
  ) {
    const there = this.#evidence.get(drill);
    if (there) {
      return there;
    }
    const files = [...this.#evidence.values()];
    const file = build({
      number: files.length + 1,
      previousHash: files[files.length - 1]?.hash ?? CHAIN_START,
    });
    this.#evidence.set(drill, file);
    return file;
  }

  async evidence(drill: string) {
    return this.#evidence.get(drill);
  }

  async evidenceChain() {
    return [...this.#evidence].map(([drill, { hash, document }]) => ({
      number: document.number,
      drill,
      previousHash: document.previousHash,
      hash,
    }));
  }

  async addExposure(store: string, at: number, ms: number) {
    const samples = this.#exposures.get(store) ?? [];
    this.#exposures.set(store, [...samples, { at, ms }]);
  }

  async newestExposure(store: string) {
    const samples = this.#exposures.get(store) ?? [];
    return samples[samples.length - 1];
  }

  async exposures(store: string, from: number) {
    return exposureHours(this.#exposures.get(store) ?? []).filter(
      ({ at }) => at > from - HOUR,
    );
  }

  async knownSince(plan: string) {
    const since = this.#known.get(plan) ?? this.#clock();
    this.#known.set(plan, since);
    return since;
  }

  async firstAlarm(key: string) {
    const first = !this.#alarms.has(key);
    this.#alarms.add(key);
    return first;
  }

  #all(): Drill[] {
    return [...this.#drills.values()];
  }

  #newestFirst(): Drill[] {
    return this.#all().sort(
      (a, b) => b.queuedAt - a.queuedAt || (a.id < b.id ? 1 : -1),
    );
  }
}
