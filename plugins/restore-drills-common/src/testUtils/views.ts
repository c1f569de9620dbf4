import { DAY, HOUR, MINUTE } from '@textloom/kernel';
import { Drill } from '../domain/drill';
import { verifyChain } from '../domain/log';
import { overdueOf } from '../domain/overdue';
import { canAcknowledge, canCancel, canStart } from '../domain/permission';
import { DrillPlan } from '../domain/plan';
import { dueAt, dueTimes } from '../domain/schedule';
import { Store } from '../domain/store';
import { hasVerdict, isProof, summaryOf } from '../domain/summary';
import { trendOf } from '../domain/trend';
import {
  CalendarDay,
  DrillSummary,
  DrillView,
  OverviewView,
  PlanDetailView,
  PlanView,
  StoreDetailView,
  StoreView,
} from '../domain/views';
import { anEvidence, TEST_NOW } from './builders';
import { SAMPLE_DRILLS, SAMPLE_PLANS, SAMPLE_STORES } from './samples';
import { Story } from './simulate';

/** How long the sample plans have been known. */
const KNOWN_MS = 40 * DAY;

/** Drills of stories, newest first. */
export function summariesOf(stories: readonly Story[]): DrillSummary[] {
  return stories
    .map(({ drill }) => summaryOf(drill))
    .sort((a, b) => b.queuedAt - a.queuedAt);
}

/** A plan as the backend would show it to somebody who may start drills. */
export function aPlanView(
  store: Store,
  plan: DrillPlan,
  drills: readonly DrillSummary[],
): PlanView {
  const own = drills.filter(drill => drill.plan === plan.id);
  const running = drills.find(
    drill => drill.store === store.id && drill.state !== 'Finished',
  );
  const last = own.find(hasVerdict);
  const lastProven = own.find(isProof);
  const target = store.targets[plan.scenario];
  const knownSince = TEST_NOW - (store.kind === 'rds' ? DAY : KNOWN_MS);
  return {
    plan,
    target,
    last,
    lastProven,
    running: running?.plan === plan.id ? running : undefined,
    dueAt: dueAt(plan.schedule, own[0]?.queuedAt, knownSince),
    overdue: overdueOf({
      now: TEST_NOW,
      schedule: plan.schedule,
      knownSince,
      last,
      lastProven,
      rpoMs: target?.rpoMs,
    }),
    start: canStart({
      permitted: true,
      kind: store.kind,
      running,
    }),
  };
}

/** A store as the backend would show it. */
export function aStoreView(
  store: Store,
  drills: readonly DrillSummary[] = summariesOf(Object.values(SAMPLE_DRILLS)),
): StoreView {
  const written = store.heartbeatMs !== undefined;
  return {
    store,
    exercised: store.kind !== 'rds',
    plans: Object.values(SAMPLE_PLANS)
      .filter(plan => plan.store === store.id)
      .map(plan => aPlanView(store, plan, drills)),
    ...(written
      ? {
          heartbeat: { lastSeq: 48_260, lastAckedAt: TEST_NOW - 3_000 },
          exposure: { at: TEST_NOW, ms: 74_000 },
        }
      : {}),
  };
}

/** A store's page with all its drills. */
export function aStoreDetailView(store: Store): StoreDetailView {
  const all = summariesOf(Object.values(SAMPLE_DRILLS));
  const drills = all.filter(drill => drill.store === store.id);
  return {
    ...aStoreView(store, all),
    at: TEST_NOW,
    drills,
    exposures: Array.from({ length: 48 }, (_, index) => ({
      at: TEST_NOW - (48 - index) * HOUR,
      p50Ms: 34_000 + (index % 5) * 1_000,
      p99Ms: 71_000 + (index % 7) * 2_000,
      maxMs: 90_000 + (index === 40 ? 4 * MINUTE : 0),
    })),
    trend: trendOf(drills),
  };
}

/** A plan's page; what would be done was not asked for. */
export function aPlanDetailView(store: Store, plan: DrillPlan): PlanDetailView {
  const all = summariesOf(Object.values(SAMPLE_DRILLS));
  const drills = all.filter(drill => drill.plan === plan.id);
  return {
    at: TEST_NOW,
    store,
    exercised: store.kind !== 'rds',
    plan: aPlanView(store, plan, all),
    drills,
    trend: trendOf(drills),
  };
}

/** A drill's page, for somebody who may control drills. */
export function aDrillView({ drill, events }: Story): DrillView {
  const finished = drill.state === 'Finished';
  return {
    at: TEST_NOW,
    drill,
    people: { 'user:default/sre': 'He Jun', 'user:default/ops': 'Lin Mei' },
    ...(finished ? {} : { progress: progressOf(drill) }),
    cancel: canCancel(drill, true),
    acknowledge: canAcknowledge(drill, true),
    chain: verifyChain(events),
    ...(finished
      ? { evidence: { number: 7, hash: anEvidence({ drill, events }).hash } }
      : {}),
  };
}

function progressOf({ step }: Drill): DrillView['progress'] {
  const total = 1_240_000_000;
  return { step, done: total * 0.62, total, at: TEST_NOW - 400 };
}

/** The overview of all samples. */
export function anOverview(view: Partial<OverviewView> = {}): OverviewView {
  const recent = summariesOf(Object.values(SAMPLE_DRILLS));
  return {
    at: TEST_NOW,
    stores: Object.values(SAMPLE_STORES).map(store =>
      aStoreView(store, recent),
    ),
    calendar: calendarOf(recent),
    recent,
    ...view,
  };
}

function calendarOf(drills: readonly DrillSummary[]): CalendarDay[] {
  const first = Date.UTC(2026, 10, 1);
  return Array.from({ length: 30 }, (_, index) => {
    const from = first + index * DAY;
    const within = (at: number) => from <= at && at < from + DAY;
    return {
      day: new Date(from).toISOString().slice(0, 10),
      drills: drills.filter(({ queuedAt }) => within(queuedAt)),
      due: Object.values(SAMPLE_PLANS)
        .filter(
          ({ schedule }) =>
            dueTimes(schedule, from - 1, from + DAY - 1).length > 0,
        )
        .map(({ id }) => id),
    };
  });
}
