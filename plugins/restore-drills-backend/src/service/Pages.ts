import { DAY, SECOND } from '@textloom/kernel';
import {
  CalendarDay,
  canAcknowledge,
  canCancel,
  canStart,
  Drill,
  DrillPlan,
  DrillSummary,
  DrillView,
  dueTimes,
  OverviewQuery,
  OverviewView,
  PlanDetailView,
  PlanView,
  StoreDetailView,
  StoreView,
  verifyChain,
} from '@textloom/plugin-restore-drills-common';
import { DrillsStore } from './DrillsStore';
import { planDueAt } from './planDueAt';
import { planFacts } from './planFacts';
import { StoreConnection } from './ports';

/** Days of the calendar before today, and after. */
const CALENDAR = { before: 35, after: 35 };
const RECENT = 20;
const OF_ONE = 100;
const EXPOSURE_MS = 30 * DAY;
/** Markers are missed after so many beats, or so long. */
const MISSED = { beats: 4, ms: 30 * SECOND };

const startOfDay = (at: number) => Math.floor(at / DAY) * DAY;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** What who looks may do. */
export interface Allowed {
  start: boolean;
  control: boolean;
}

type Connections = ReadonlyMap<string, StoreConnection>;

/** What the views of several stores share. */
interface Around {
  now: number;
  allowed: Allowed;
  newest: Awaited<ReturnType<DrillsStore['newest']>>;
  unfinished: readonly DrillSummary[];
}

/** The views of the pages, made of what is stored. */
export class Pages {
  readonly #store: DrillsStore;
  readonly #connections: Connections;
  readonly #namesOf: (
    refs: readonly string[],
  ) => Promise<Record<string, string>>;

  constructor(options: {
    store: DrillsStore;
    connections: Connections;
    /** Names of people by reference. */
    namesOf: (refs: readonly string[]) => Promise<Record<string, string>>;
  }) {
    this.#store = options.store;
    this.#connections = options.connections;
    this.#namesOf = options.namesOf;
  }

  async overview(
    { entity }: OverviewQuery,
    allowed: Allowed,
  ): Promise<OverviewView> {
    const around = await this.#around(allowed);
    const { now } = around;
    const shown = [...this.#connections.values()].filter(
      ({ store }) => entity === undefined || store.entity === entity,
    );
    const ids = new Set(shown.map(({ store }) => store.id));
    const from = startOfDay(now) - CALENDAR.before * DAY;
    const [stores, drills] = await Promise.all([
      Promise.all(shown.map(connection => this.#storeView(connection, around))),
      this.#store.since(from),
    ]);
    const theirs = drills.filter(({ store }) => ids.has(store));
    return {
      at: now,
      stores,
      calendar: calendarOf({ from, now, drills: theirs, stores }),
      recent: theirs.slice(0, RECENT),
      ...(this.#connections.size === 0 && {
        problem: {
          code: 'not-configured' as const,
          subject: 'restore-drills.stores',
        },
      }),
    };
  }

  async store(
    connection: StoreConnection,
    allowed: Allowed,
  ): Promise<StoreDetailView> {
    const around = await this.#around(allowed);
    const { id } = connection.store;
    const [view, { items }, exposures] = await Promise.all([
      this.#storeView(connection, around),
      this.#store.list({ store: id, limit: OF_ONE }),
      this.#store.exposures(id, around.now - EXPOSURE_MS),
    ]);
    return { ...view, at: around.now, drills: items, exposures };
  }

  async plan(
    connection: StoreConnection,
    plan: DrillPlan,
    allowed: Allowed,
  ): Promise<PlanDetailView> {
    const around = await this.#around(allowed);
    const exposure = await this.#store.newestExposure(connection.store.id);
    const [view, { items }] = await Promise.all([
      this.#planView(connection, plan, around, exposure),
      this.#store.list({ plan: plan.id, limit: OF_ONE }),
    ]);
    return {
      at: around.now,
      store: connection.store,
      exercised: isExercised(connection),
      plan: view,
      drills: items,
    };
  }

  async drill(drill: Drill, allowed: Allowed): Promise<DrillView> {
    const { id, state } = drill;
    const [at, events, evidence, progress] = await Promise.all([
      this.#store.now(),
      this.#store.events(id),
      this.#store.evidence(id),
      state === 'Finished' ? undefined : this.#store.progress(id),
    ]);
    const people = await this.#namesOf(events.map(({ actor }) => actor));
    return {
      at,
      drill,
      people,
      ...(progress?.step === drill.step && { progress }),
      cancel: canCancel(drill, allowed.control),
      acknowledge: canAcknowledge(drill, allowed.control),
      chain: verifyChain(events),
      ...(evidence && {
        evidence: { number: evidence.document.number, hash: evidence.hash },
      }),
    };
  }

  async #around(allowed: Allowed): Promise<Around> {
    const [now, newest, unfinished] = await Promise.all([
      this.#store.now(),
      this.#store.newest(),
      this.#store.unfinished(),
    ]);
    return { now, allowed, newest, unfinished };
  }

  async #storeView(
    connection: StoreConnection,
    around: Around,
  ): Promise<StoreView> {
    const { store, plans } = connection;
    const [exposure, heartbeat] = await Promise.all([
      this.#store.newestExposure(store.id),
      heartbeatOf(connection, around.now),
    ]);
    const views = await Promise.all(
      plans.map(plan => this.#planView(connection, plan, around, exposure)),
    );
    return {
      store,
      exercised: isExercised(connection),
      plans: views,
      ...(heartbeat && { heartbeat }),
      ...(exposure && { exposure }),
    };
  }

  async #planView(
    connection: StoreConnection,
    plan: DrillPlan,
    { now, allowed, newest, unfinished }: Around,
    exposure: StoreView['exposure'],
  ): Promise<PlanView> {
    const { store, problem, firstAfterMs } = connection;
    const busy = unfinished.find(drill => drill.store === store.id);
    const running = busy?.plan === plan.id ? busy : undefined;
    const target = store.targets[plan.scenario];
    const [facts, dueAt] = await Promise.all([
      planFacts(this.#store, {
        plan,
        store,
        newest,
        now,
        ...(exposure && { exposure }),
      }),
      planDueAt(this.#store, plan, firstAfterMs?.get(plan.id)),
    ]);
    const { last, proven, overdue } = facts;
    return {
      plan,
      ...(target && { target }),
      ...(last && { last }),
      ...(proven && { lastProven: proven }),
      ...(running && { running }),
      dueAt,
      ...(overdue && { overdue }),
      start: canStart({
        permitted: allowed.start,
        kind: store.kind,
        ...(problem && { problem }),
        ...(busy && { running: busy }),
      }),
    };
  }
}

/** The driver of RDS is built to the vendor's description and tested against its model, never against AWS. */
function isExercised({ store }: StoreConnection): boolean {
  return store.kind !== 'rds';
}

async function heartbeatOf(
  { store, markers, ledger, problem }: StoreConnection,
  now: number,
): Promise<StoreView['heartbeat']> {
  const [last] = markers ? await ledger.newest(store.id, 1) : [];
  if (!last || store.heartbeatMs === undefined) {
    return undefined;
  }
  const lateMs = Math.max(MISSED.ms, MISSED.beats * store.heartbeatMs);
  const isLate = now - last.ackedAt > lateMs;
  return {
    lastSeq: last.seq,
    lastAckedAt: last.ackedAt,
    ...(isLate && {
      problem: problem ?? { code: 'source-unreachable' as const },
    }),
  };
}

function calendarOf(input: {
  from: number;
  now: number;
  drills: readonly DrillSummary[];
  stores: readonly StoreView[];
}): CalendarDay[] {
  const { from, now, drills, stores } = input;
  const count = CALENDAR.before + CALENDAR.after + 1;
  const to = from + count * DAY - 1;
  const due = stores.flatMap(({ plans }) =>
    plans.flatMap(({ plan, dueAt }) =>
      [
        ...(dueAt <= to ? [Math.max(dueAt, now)] : []),
        ...dueTimes(plan.schedule, Math.max(dueAt, now), to),
      ].map(at => ({ day: dayOf(at), plan: plan.id })),
    ),
  );
  return Array.from({ length: count }, (_, n) => dayOf(from + n * DAY)).map(
    day => ({
      day,
      drills: drills.filter(({ queuedAt }) => dayOf(queuedAt) === day),
      due: [
        ...new Set(due.filter(one => one.day === day).map(({ plan }) => plan)),
      ],
    }),
  );
}
