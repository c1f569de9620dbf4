import {
  DrillView,
  DryRun,
  OverviewView,
  PlanView,
  Problem,
  wordsOf,
} from '@textloom/plugin-restore-drills-common';

const WORDS = wordsOf('en');
const iso = (at: number) => new Date(at).toISOString();

/** All stores, or one. */
export function storesOf({ stores }: OverviewView, only?: string) {
  return {
    stores: stores
      .filter(({ store }) => only === undefined || store.id === only)
      .map(({ store, exposure, plans }) => ({
        store: store.id,
        title: store.title,
        ...(exposure && { exposureMs: exposure.ms }),
        plans: plans.map(planOf),
      })),
  };
}

function planOf(view: PlanView) {
  const { plan, last, lastProven, target, dueAt, overdue } = view;
  return {
    plan: plan.id,
    scenario: plan.scenario,
    ...(plan.control && { control: plan.control }),
    ...(last && { last: last.id }),
    ...(last?.outcome && { outcome: WORDS.outcome(last.outcome) }),
    ...(lastProven?.endedAt !== undefined && {
      provenAt: iso(lastProven.endedAt),
    }),
    ...(last?.rtaMs !== undefined && { rtaMs: last.rtaMs }),
    ...(last?.rpaMs !== undefined && { rpaMs: last.rpaMs }),
    ...(target && { rtoMs: target.rtoMs, rpoMs: target.rpoMs }),
    dueAt: iso(dueAt),
    ...(overdue && {
      overdue: `${overdue.priority}: ${WORDS.overdue[overdue.reason]}`,
    }),
  };
}

/** How a drill ended, and why. */
export function explanationOf({ drill, chain }: DrillView) {
  const { findings, outcome, steps } = drill;
  const { rta, rpa, verifications = [], smoke } = findings;
  const problems: readonly Problem[] =
    outcome && outcome.kind !== 'cancelled' ? outcome.problems : drill.problems;
  return {
    drill: drill.id,
    plan: drill.plan.id,
    state: drill.state,
    ...(outcome && { outcome: WORDS.outcome(outcome) }),
    problems: problems.map(problem => WORDS.problem(problem)),
    steps: steps.map(({ step, state, durationMs }) => ({
      step,
      state,
      ...(durationMs !== undefined && { durationMs }),
    })),
    checks: [...verifications, ...(smoke ? [smoke] : [])].map(
      ({ name, state }) => ({ check: name, state }),
    ),
    ...(rta && {
      rta: `${WORDS.duration(rta.fullMs)} in full, of which ${WORDS.duration(
        rta.technicalMs,
      )} were measured`,
    }),
    ...(rpa && {
      rpa: `between ${WORDS.duration(rpa.lowerMs)} and ${WORDS.duration(
        rpa.upperMs,
      )}, ${WORDS.methods[rpa.method]}`,
    }),
    log: chain.state,
  };
}

/** What would be done. */
export function dryRunOf(dryRun: DryRun) {
  const { backup, archiveFiles, archiveBytes, expectedMs } = dryRun;
  return {
    backup: backup.id,
    backupBytes: backup.bytes,
    archiveFiles,
    archiveBytes,
    ...(expectedMs !== undefined && { expectedMs }),
    commands: [...dryRun.commands],
    checks: [...dryRun.checks],
    refusals: dryRun.refusals.map(problem => WORDS.problem(problem).what),
  };
}
