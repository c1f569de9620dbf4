import { NotFoundError } from '@backstage/errors';
import { RestoreDrillsApi, WriteOptions } from '../api/RestoreDrillsApi';
import { EvidenceFile, LogLine } from '../domain/evidence';
import { DryRun } from '../domain/facts';
import { summaryOf } from '../domain/summary';
import {
  DrillSummary,
  DrillView,
  OverviewView,
  PlanDetailView,
  StoreDetailView,
} from '../domain/views';
import { anEvidence } from './builders';
import { SAMPLE_DRILLS, SAMPLE_PLANS, SAMPLE_STORES } from './samples';
import { Story } from './simulate';
import {
  aDrillView,
  anOverview,
  aPlanDetailView,
  aStoreDetailView,
} from './views';

/** What {@link InMemoryRestoreDrillsClient} answers; what is absent is not found. */
export interface RestoreDrillsAnswers {
  overview?: OverviewView;
  /** By store. */
  stores?: Record<string, StoreDetailView>;
  /** By plan. */
  plans?: Record<string, PlanDetailView>;
  /** By plan. */
  dryRuns?: Record<string, DryRun>;
  /** By drill; writes answer the summary of theirs. */
  drills?: Record<string, DrillView>;
  /** By drill. */
  logs?: Record<string, LogLine[]>;
  /** By drill. */
  evidence?: Record<string, EvidenceFile>;
  /** By drill. */
  reports?: Record<string, string>;
  /** What a start answers. */
  started?: DrillSummary;
}

type Method = keyof RestoreDrillsApi;

/** A write that was asked for. */
export interface RecordedCall {
  method: Method;
  args: readonly unknown[];
  idempotencyKey: string;
}

/** Answers of a portal with five stores: proven, failed, running, never drilled and not exercised. */
export function sampleAnswers(): RestoreDrillsAnswers {
  const stories: readonly Story[] = Object.values(SAMPLE_DRILLS);
  const byId = <T>(of: (story: Story) => T) =>
    Object.fromEntries(stories.map(story => [story.drill.id, of(story)]));
  const stores = Object.values(SAMPLE_STORES);
  return {
    overview: anOverview(),
    stores: Object.fromEntries(
      stores.map(store => [store.id, aStoreDetailView(store)]),
    ),
    plans: Object.fromEntries(
      Object.values(SAMPLE_PLANS).flatMap(plan =>
        stores
          .filter(({ id }) => id === plan.store)
          .map(store => [plan.id, aPlanDetailView(store, plan)]),
      ),
    ),
    dryRuns: dryRunsOf(stories),
    drills: byId(aDrillView),
    logs: byId(({ drill, events }) =>
      events.map(({ event, at, sequence }) => ({
        line: sequence,
        at,
        step: drill.step,
        text: `${event.type}`,
      })),
    ),
    evidence: byId(({ drill, events }) => anEvidence({ drill, events })),
    reports: byId(({ drill }) => `<!doctype html><title>${drill.id}</title>`),
    started: summaryOf(SAMPLE_DRILLS.running.drill),
  };
}

function dryRunsOf(stories: readonly Story[]): Record<string, DryRun> {
  return Object.fromEntries(
    stories.flatMap(({ drill }) =>
      drill.findings.dryRun ? [[drill.plan.id, drill.findings.dryRun]] : [],
    ),
  );
}

/** {@link RestoreDrillsApi} that answers given views, and keeps the writes that were asked for. */
export class InMemoryRestoreDrillsClient implements RestoreDrillsApi {
  /** Writes in the order in which they came, also those that were refused. */
  readonly calls: RecordedCall[] = [];
  readonly #failures = new Map<Method, Error>();
  #answers: RestoreDrillsAnswers;

  constructor(answers: RestoreDrillsAnswers = sampleAnswers()) {
    this.#answers = answers;
  }

  /** Replaces some answers, as a change on the server would. */
  set(answers: RestoreDrillsAnswers): void {
    this.#answers = { ...this.#answers, ...answers };
  }

  /** Lets a method fail from now on; `undefined` lets it answer again. */
  fail(method: Method, error: Error | undefined): void {
    if (error) {
      this.#failures.set(method, error);
    } else {
      this.#failures.delete(method);
    }
  }

  getOverview: RestoreDrillsApi['getOverview'] = async query => {
    const { overview } = this.#answers;
    const stores = overview?.stores.filter(
      ({ store }) =>
        query?.entity === undefined || store.entity === query.entity,
    );
    return this.#answer(
      'getOverview',
      overview && { ...overview, stores: stores ?? [] },
    );
  };

  getStore: RestoreDrillsApi['getStore'] = async id =>
    this.#answer('getStore', this.#answers.stores?.[id]);

  getPlan: RestoreDrillsApi['getPlan'] = async id =>
    this.#answer('getPlan', this.#answers.plans?.[id]);

  dryRun: RestoreDrillsApi['dryRun'] = async plan =>
    this.#answer('dryRun', this.#answers.dryRuns?.[plan]);

  /** Pages by the place of the next drill. */
  listDrills: RestoreDrillsApi['listDrills'] = async (query = {}) => {
    const all = Object.values(this.#answers.drills ?? {})
      .map(({ drill }) => summaryOf(drill))
      .filter(
        ({ store, plan }) =>
          (query.store ?? store) === store && (query.plan ?? plan) === plan,
      )
      .sort((a, b) => b.queuedAt - a.queuedAt);
    const from = Number(query.cursor ?? 0);
    const to = from + Number(query.limit ?? 50);
    return this.#answer('listDrills', {
      items: all.slice(from, to),
      ...(to < all.length ? { nextCursor: String(to) } : {}),
    });
  };

  getDrill: RestoreDrillsApi['getDrill'] = async id =>
    this.#answer('getDrill', this.#answers.drills?.[id]);

  getLog: RestoreDrillsApi['getLog'] = async (id, after) => {
    const lines = this.#answers.logs?.[id]
      ?.filter(({ line }) => line > after)
      .slice(0, 500);
    return this.#answer('getLog', lines && { lines });
  };

  getEvidence: RestoreDrillsApi['getEvidence'] = async id =>
    this.#answer('getEvidence', this.#answers.evidence?.[id]);

  getReport: RestoreDrillsApi['getReport'] = async id =>
    this.#answer('getReport', this.#answers.reports?.[id]);

  start: RestoreDrillsApi['start'] = async (plan, request, options) => {
    this.#keep('start', [plan, request], options);
    return this.#answer('start', this.#answers.started);
  };

  cancel: RestoreDrillsApi['cancel'] = (id, request, options) =>
    this.#write('cancel', [id, request], options);

  acknowledge: RestoreDrillsApi['acknowledge'] = (id, request, options) =>
    this.#write('acknowledge', [id, request], options);

  #keep(
    method: Method,
    args: readonly unknown[],
    { idempotencyKey }: WriteOptions,
  ): void {
    this.calls.push({ method, args, idempotencyKey });
  }

  async #write(
    method: Method,
    args: readonly [string, ...unknown[]],
    options: WriteOptions,
  ): Promise<DrillSummary> {
    this.#keep(method, args, options);
    const view = this.#answers.drills?.[args[0]];
    return this.#answer(method, view && summaryOf(view.drill));
  }

  #answer<T>(method: Method, value: T | undefined): T {
    const failure = this.#failures.get(method);
    if (failure) {
      throw failure;
    }
    if (value === undefined) {
      throw new NotFoundError(`Nothing is given for ${method}`);
    }
    return value;
  }
}
