import { Drill, Findings } from './drill';
import { DrillEvent } from './events';
import { StepName, StepRun, STEPS } from './steps';

/** An event with who made it happen, and when by the database's clock. */
export interface FoldInput {
  event: DrillEvent;
  /** A user reference, or `portal`. */
  actor: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/**
 * The drill after an event. The state of a drill is this over all its events and nothing else.
 *
 * @throws TypeError when the event cannot follow what happened before.
 */
export function fold(before: Drill | undefined, input: FoldInput): Drill {
  const { event } = input;
  if (event.type === 'queued') {
    return begun(before, event.drill);
  }
  if (!before) {
    throw new TypeError('A drill begins with what is queued');
  }
  if ((event.type === 'acknowledged') !== (before.state === 'Finished')) {
    throw new TypeError(`A drill that is ${before.state}: ${event.type}`);
  }
  return {
    ...(foldStep(before, event, input.at) ?? foldLife(before, input)),
    version: before.version + 1,
  };
}

function begun(before: Drill | undefined, drill: Drill): Drill {
  if (before) {
    throw new TypeError('A drill begins once');
  }
  if (drill.state !== 'Queued' || drill.steps.length > 0) {
    throw new TypeError('A drill begins queued, without steps');
  }
  return { ...drill, version: 1 };
}

function foldLife(drill: Drill, { event, actor, at }: FoldInput): Drill {
  switch (event.type) {
    case 'claimed':
      if (drill.token !== undefined && event.token <= drill.token) {
        throw new TypeError('A later claim has a greater token');
      }
      return {
        ...drill,
        state: drill.state === 'Queued' ? 'Running' : drill.state,
        startedAt: drill.startedAt ?? at,
        token: event.token,
      };
    case 'cancel-requested':
      return {
        ...drill,
        state: 'Cancelling',
        cancelledBy: drill.cancelledBy ?? actor,
      };
    case 'finished':
      if (drill.steps.some(({ state }) => state === 'running')) {
        throw new TypeError('A drill finishes when no step runs');
      }
      return {
        ...drill,
        state: 'Finished',
        endedAt: at,
        outcome: event.outcome,
      };
    case 'acknowledged':
      return {
        ...drill,
        acknowledged: { by: actor, at, reason: event.reason },
      };
    default:
      throw new TypeError(`Nothing is known of ${event.type}`);
  }
}

function foldStep(
  drill: Drill,
  event: DrillEvent,
  at: number,
): Drill | undefined {
  switch (event.type) {
    case 'step-started':
      return started(drill, event, at);
    case 'step-skipped':
      return {
        ...begin(drill, event.step, at, 'skipped'),
        step: following(event.step),
      };
    case 'step-interrupted':
      return end(drill, event.step, { state: 'interrupted', endedAt: at });
    case 'step-passed':
      return {
        ...end(drill, event.step, {
          state: 'passed',
          endedAt: at,
          ...given({ durationMs: event.durationMs, bytes: event.bytes }),
        }),
        step: following(event.step),
        findings: merged(drill.findings, event.findings),
      };
    case 'step-failed':
      return {
        ...end(drill, event.step, {
          state: 'failed',
          endedAt: at,
          problem: event.problem,
          ...given({ durationMs: event.durationMs }),
        }),
        step: following(event.step),
        findings: merged(drill.findings, event.findings),
        problems: [...drill.problems, event.problem],
      };
    default:
      return undefined;
  }
}

function started(
  drill: Drill,
  event: Extract<DrillEvent, { type: 'step-started' }>,
  at: number,
): Drill {
  if (drill.state === 'Queued') {
    throw new TypeError('A drill is claimed before its steps run');
  }
  const next = begin(drill, event.step, at, 'running');
  if (next.steps[next.steps.length - 1].attempt !== event.attempt) {
    throw new TypeError(
      `Attempt ${event.attempt} at ${event.step} is not next`,
    );
  }
  return { ...next, step: event.step };
}

function begin(
  drill: Drill,
  step: StepName,
  at: number,
  state: 'running' | 'skipped',
): Drill {
  const own = drill.steps.filter(run => run.step === step);
  if (
    drill.steps.some(run => run.state === 'running') ||
    own.some(run => run.state !== 'interrupted')
  ) {
    throw new TypeError(`Step ${step} cannot begin`);
  }
  const run: StepRun = {
    step,
    attempt: own.length + 1,
    state,
    actor: 'machine',
    startedAt: at,
    ...(state === 'skipped' ? { endedAt: at } : {}),
  };
  return { ...drill, steps: [...drill.steps, run] };
}

function end(drill: Drill, step: StepName, change: Partial<StepRun>): Drill {
  const last = drill.steps[drill.steps.length - 1];
  const abandoned =
    last?.state === 'interrupted' && change.problem?.code === 'abandoned';
  if (last?.step !== step || (last.state !== 'running' && !abandoned)) {
    throw new TypeError(`Step ${step} does not run`);
  }
  const ended = abandoned
    ? { ...last, ...change, endedAt: last.endedAt }
    : { ...last, ...change };
  return { ...drill, steps: [...drill.steps.slice(0, -1), ended] };
}

function following(step: StepName): StepName {
  const index = STEPS.indexOf(step);
  return STEPS[Math.min(index + 1, STEPS.length - 1)];
}

/** Facts of the target and of recovery come from several steps. */
function merged(before: Findings, found: Findings): Findings {
  const findings = { ...before, ...found };
  return {
    ...findings,
    ...given({
      target: both(before.target, found.target),
      recovery: both(before.recovery, found.recovery),
    }),
  };
}

function both<T extends object>(
  before: T | undefined,
  found: T | undefined,
): T | undefined {
  return before && found ? { ...before, ...found } : found ?? before;
}

function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
