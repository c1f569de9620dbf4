import { Drill, Outcome } from './drill';
import { DrillEvent } from './events';
import { outcomeOf } from './outcome';
import {
  FIRST_TOUCHING_STEP,
  Problem,
  StepName,
  StepRun,
  STEPS,
} from './steps';

/** How often a step is begun. Then it counts as failed: what ends the backend may be the step itself. */
export const MAX_ATTEMPTS = 3;

/** What whoever holds the drill's lease does next. All but `run` are one event, see {@link eventOf}. */
export type NextStep =
  | { kind: 'run'; step: StepName; attempt: number }
  /** A step stands as running, and the process that ran it is gone. */
  | { kind: 'interrupt'; step: StepName }
  /** The step was interrupted too often. */
  | { kind: 'fail'; step: StepName; problem: Problem }
  | { kind: 'skip'; step: StepName }
  | { kind: 'finish'; outcome: Outcome };

/** Whether something exists after this step has begun that must be taken down again. */
export function touches(step: StepName): boolean {
  return STEPS.indexOf(step) >= STEPS.indexOf(FIRST_TOUCHING_STEP);
}

/** Whether the step takes down what others have made; these always run, and nothing stops them. */
export function takesDown(step: StepName): boolean {
  return step === 'teardown' || step === 'sweep';
}

/**
 * What comes next, asked between two steps by whoever holds the lease; undefined when the drill has finished.
 *
 * Steps run in order. A failure or a cancellation before anything was touched ends the drill at once; after that the
 * steps that remain are skipped, and teardown and sweep run.
 */
export function nextStep(drill: Drill): NextStep | undefined {
  if (drill.state === 'Finished') {
    return undefined;
  }
  const running = drill.steps.find(({ state }) => state === 'running');
  if (running) {
    return { kind: 'interrupt', step: running.step };
  }
  const step = STEPS.find(name => !isOver(drill, name));
  const stopped =
    drill.state === 'Cancelling' ||
    drill.steps.some(({ state }) => state === 'failed');
  if (step === undefined || (stopped && !hasTouched(drill))) {
    return { kind: 'finish', outcome: outcomeOf(drill) };
  }
  if (stopped && !takesDown(step)) {
    return { kind: 'skip', step };
  }
  const attempts = runsOf(drill, step).length;
  return attempts >= MAX_ATTEMPTS
    ? { kind: 'fail', step, problem: { code: 'abandoned', subject: step } }
    : { kind: 'run', step, attempt: attempts + 1 };
}

/** The event that is written for what comes next; undefined for a step that must be run. */
export function eventOf(next: NextStep): DrillEvent | undefined {
  switch (next.kind) {
    case 'interrupt':
      return { type: 'step-interrupted', step: next.step };
    case 'fail':
      return {
        type: 'step-failed',
        step: next.step,
        problem: next.problem,
        findings: {},
      };
    case 'skip':
      return { type: 'step-skipped', step: next.step };
    case 'finish':
      return { type: 'finished', outcome: next.outcome };
    default:
      return undefined;
  }
}

/**
 * When the drill runs out of time, milliseconds since the epoch: the step that runs then fails with `time-limit`.
 * Undefined before it was claimed, and while it takes down: that is never cut short.
 */
export function deadlineOf(drill: Drill): number | undefined {
  return drill.startedAt === undefined || takesDown(drill.step)
    ? undefined
    : drill.startedAt + drill.plan.timeLimitMs;
}

function hasTouched(drill: Drill): boolean {
  return drill.steps.some(
    ({ step, state }) => touches(step) && state !== 'skipped',
  );
}

function isOver(drill: Drill, step: StepName): boolean {
  return runsOf(drill, step).some(({ state }) => state !== 'interrupted');
}

function runsOf(drill: Drill, step: StepName): readonly StepRun[] {
  return drill.steps.filter(run => run.step === step);
}
