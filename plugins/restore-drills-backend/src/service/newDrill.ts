import {
  Drill,
  DrillPlan,
  NegativeControl,
  Store,
  STEPS,
} from '@textloom/plugin-restore-drills-common';

/** A drill that is asked for: queued, and nothing has happened. */
export function newDrill(options: {
  id: string;
  store: Store;
  plan: DrillPlan;
  control?: NegativeControl;
  startedBy: string;
  /** Milliseconds since the epoch. */
  now: number;
}): Drill {
  const { id, store, plan, startedBy, now } = options;
  const control = options.control ?? plan.control;
  const target = store.targets[plan.scenario];
  return {
    id,
    version: 0,
    plan,
    store,
    ...(target && { target }),
    ...(control && { control }),
    state: 'Queued',
    startedBy,
    queuedAt: now,
    steps: [],
    step: STEPS[0],
    findings: {},
    problems: [],
  };
}
