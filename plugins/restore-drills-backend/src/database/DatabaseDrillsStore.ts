import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import { DAY, HOUR } from '@textloom/kernel';
import {
  Drill,
  DrillSummary,
  EvidenceFile,
  Exposure,
  LoggedEvent,
  LogLine,
} from '@textloom/plugin-restore-drills-common';
import { Knex } from 'knex';
import {
  Decide,
  DrillChange,
  DrillFilter,
  DrillsStore,
  TransactOptions,
} from '../service/DrillsStore';
import { Ledger } from '../service/ports';
import { DatabaseLedger } from './DatabaseLedger';
import { DrillLog } from './DrillLog';
import { listDrills, newestOfPlans } from './drillQueries';
import { EvidenceChain } from './EvidenceChain';
import { Exposures } from './Exposures';
import { forgetKeys } from './idempotency';
import { readNow } from './locks';
import { drillOf, DrillRow, eventOf, EventRow, summaryOfRow } from './rows';
import { Transacted, transactOnce } from './transaction';
import { isTransient } from './transient';

const ATTEMPTS = 8;
const MAX_SINCE = 1_000;
const MAX_WITHOUT_EVIDENCE = 100;
const LEDGER_MS = 8 * DAY;
const EXPOSURES_MS = 31 * DAY;

/** Drills in PostgreSQL or SQLite. */
export class DatabaseDrillsStore implements DrillsStore {
  readonly ledger: Ledger;
  readonly #database: Knex;
  readonly #log: DrillLog;
  readonly #evidence: EvidenceChain;
  readonly #exposures: Exposures;
  readonly #onChange: (change: DrillChange) => void;
  #tidyAt = 0;

  /** @param onChange - called after each transaction that has changed a drill. */
  constructor(
    database: Knex,
    onChange: (change: DrillChange) => void = () => {},
  ) {
    this.#database = database;
    this.#onChange = onChange;
    this.#log = new DrillLog(database);
    this.#evidence = new EvidenceChain(database);
    this.#exposures = new Exposures(database);
    this.ledger = new DatabaseLedger(database);
  }

  now(): Promise<number> {
    return readNow(this.#database);
  }

  async transact(
    id: string,
    options: TransactOptions,
    decide: Decide,
  ): Promise<Transacted> {
    const result = await this.#insist(() =>
      transactOnce(this.#database, id, options, decide),
    );
    if (result.events.length > 0) {
      this.#onChange({ ...result, actor: options.actor });
    }
    await this.#tidy();
    return result;
  }

  async get(id: string): Promise<Drill | undefined> {
    const row = await this.#database('drills').where({ id }).first('body');
    return row && drillOf(row);
  }

  list(
    filter: DrillFilter,
  ): Promise<{ items: DrillSummary[]; nextCursor?: string }> {
    return listDrills(this.#database, filter);
  }

  newest(): Promise<
    Map<string, { last?: DrillSummary; proven?: DrillSummary }>
  > {
    return newestOfPlans(this.#database);
  }

  async since(at: number): Promise<DrillSummary[]> {
    const rows: DrillRow[] = await this.#database('drills')
      .where('queued_at', '>=', at)
      .orderByRaw('queued_at desc, id desc')
      .limit(MAX_SINCE)
      .select('summary');
    return rows.map(summaryOfRow);
  }

  async unfinished(): Promise<DrillSummary[]> {
    const rows: DrillRow[] = await this.#database('drills')
      .whereNotNull('running')
      .orderBy('queued_at')
      .select('summary');
    return rows.map(summaryOfRow);
  }

  withoutEvidence(): Promise<string[]> {
    return this.#database('drills')
      .leftJoin('evidence', 'evidence.drill', 'drills.id')
      .whereNull('drills.running')
      .whereNull('evidence.drill')
      .orderBy('drills.ended_at')
      .limit(MAX_WITHOUT_EVIDENCE)
      .pluck('drills.id');
  }

  async events(id: string): Promise<LoggedEvent[]> {
    const rows: EventRow[] = await this.#database('drill_events')
      .where({ drill: id })
      .orderBy('sequence');
    return rows.map(eventOf);
  }

  appendLog(
    id: string,
    lines: readonly Omit<LogLine, 'line'>[],
  ): Promise<void> {
    return this.#insist(() => this.#log.append(id, lines));
  }

  log(id: string, after: number, limit: number): Promise<LogLine[]> {
    return this.#log.read(id, after, limit);
  }

  saveProgress(
    id: string,
    progress: { step: string; done: number; total?: number },
  ): Promise<void> {
    return this.#log.saveProgress(id, progress);
  }

  progress(
    id: string,
  ): Promise<
    { step: string; done: number; total?: number; at: number } | undefined
  > {
    return this.#log.progress(id);
  }

  appendEvidence(
    drill: string,
    build: (place: { number: number; previousHash: string }) => EvidenceFile,
  ): Promise<EvidenceFile> {
    return this.#insist(() => this.#evidence.append(drill, build));
  }

  evidence(drill: string): Promise<EvidenceFile | undefined> {
    return this.#evidence.get(drill);
  }

  evidenceChain(): Promise<
    { number: number; drill: string; previousHash: string; hash: string }[]
  > {
    return this.#evidence.chain();
  }

  async addExposure(store: string, at: number, ms: number): Promise<void> {
    await this.#insist(() => this.#exposures.add(store, at, ms));
    await this.#tidy();
  }

  newestExposure(store: string): Promise<Exposure | undefined> {
    return this.#exposures.newest(store);
  }

  exposures(
    store: string,
    from: number,
  ): Promise<{ at: number; p50Ms: number; p99Ms: number; maxMs: number }[]> {
    return this.#exposures.hours(store, from);
  }

  async knownSince(plan: string): Promise<number> {
    const known = await this.#database('known_plans').where({ plan }).first();
    if (known) {
      return Number(known.since);
    }
    await this.#database('known_plans')
      .insert({ plan, since: await this.now() })
      .onConflict('plan')
      .ignore();
    const row = await this.#database('known_plans').where({ plan }).first();
    return Number(row.since);
  }

  async firstAlarm(key: string): Promise<boolean> {
    const inserted = await this.#database('alarms')
      .insert({ key, at: await this.now() })
      .onConflict('key')
      .ignore()
      .returning('key');
    return inserted.length > 0;
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
    await this.#database('marker_ledger')
      .where('acked_at', '<', now - LEDGER_MS)
      .delete();
    await this.#database('exposures')
      .where('hour', '<', now - EXPOSURES_MS)
      .delete();
  }
}
