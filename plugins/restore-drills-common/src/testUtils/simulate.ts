import { Drill } from '../domain/drill';
import { DrillEvent, LoggedEvent } from '../domain/events';
import { fold } from '../domain/fold';
import { eventOf, nextStep } from '../domain/machine';
import { StepName } from '../domain/steps';
import { chained } from './builders';
import { HEALTHY, StepScript } from './healthy';

/** How a simulated drill differs from a healthy one. */
export interface SimulateOptions {
  results?: Partial<Record<StepName, StepScript>>;
  /** Stops while this step runs. */
  until?: StepName;
  /** Somebody cancels while this step runs. */
  cancelAt?: StepName;
  /** The backend ends this often while the step runs. */
  interrupt?: { step: StepName; times: number };
}

/** A drill with the events that made it. */
export interface Story {
  drill: Drill;
  events: LoggedEvent[];
}

/** Runs a queued drill through the machine, and lets its steps do what is said. */
export function simulate(queued: Drill, options: SimulateOptions = {}): Story {
  const past: { event: DrillEvent; actor: string; at: number }[] = [];
  let at = queued.queuedAt;
  let drill = queued;
  let interrupts = options.interrupt?.times ?? 0;
  let token = 1;
  const happen = (event: DrillEvent, actor = 'portal') => {
    drill = fold(past.length === 0 ? undefined : drill, { event, actor, at });
    past.push({ event, actor, at });
  };
  const story = () => ({ drill, events: chained(queued.id, past) });

  happen({ type: 'queued', drill: queued }, queued.startedBy);
  at += 1_000;
  happen({ type: 'claimed', token });
  for (let next = nextStep(drill); next; next = nextStep(drill)) {
    const event = eventOf(next);
    if (event || next.kind !== 'run') {
      happen(event as DrillEvent);
      continue;
    }
    const { step, attempt } = next;
    const script = options.results?.[step] ?? HEALTHY[step];
    const result = typeof script === 'function' ? script(drill, at) : script;
    const { durationMs, bytes, problem, findings = {} } = result;
    happen({ type: 'step-started', step, attempt });
    if (options.until === step) {
      return story();
    }
    at += Math.ceil(durationMs ?? 100);
    if (options.interrupt?.step === step && interrupts > 0) {
      interrupts--;
      happen({ type: 'claimed', token: ++token });
      continue;
    }
    if (options.cancelAt === step) {
      happen({ type: 'cancel-requested' }, 'user:default/ops');
      const cancelled = { code: 'cancelled' } as const;
      happen({ type: 'step-failed', step, problem: cancelled, findings: {} });
    } else if (problem) {
      happen({ type: 'step-failed', step, durationMs, problem, findings });
    } else {
      happen({ type: 'step-passed', step, durationMs, bytes, findings });
    }
    at += 4;
  }
  return story();
}
