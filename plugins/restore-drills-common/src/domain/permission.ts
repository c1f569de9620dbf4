import { Drill } from './drill';
import { Problem } from './steps';
import { CONTROLS_OF, NegativeControl, StoreKind } from './store';
import { takesDown } from './machine';
import { Permission } from './views';

/** What decides whether a drill may start. */
export interface StartFacts {
  /** Whether the viewer has the permission to start drills. */
  permitted: boolean;
  kind: StoreKind;
  control?: NegativeControl;
  /** Why the store cannot be drilled now, e.g. it is not configured. */
  problem?: Problem;
  /** A drill of the same store that has not finished. */
  running?: { id: string };
}

/** Whether a drill may start, and if not, why not. */
export function canStart(facts: StartFacts): Permission {
  if (!facts.permitted) {
    return { ok: false, reason: 'no-permission' };
  }
  if (facts.problem) {
    return {
      ok: false,
      reason: 'store-not-ready',
      subject: facts.problem.code,
    };
  }
  if (facts.control && !CONTROLS_OF[facts.kind].includes(facts.control)) {
    return {
      ok: false,
      reason: 'control-not-available',
      subject: facts.control,
    };
  }
  return facts.running
    ? { ok: false, reason: 'drill-running', subject: facts.running.id }
    : { ok: true };
}

/** Whether a drill may be cancelled. Not once it takes down: its result is there, and is not thrown away. */
export function canCancel(drill: Drill, permitted: boolean): Permission {
  if (!permitted) {
    return { ok: false, reason: 'no-permission' };
  }
  if (drill.state === 'Finished') {
    return { ok: false, reason: 'already-finished' };
  }
  if (drill.state === 'Cancelling') {
    return {
      ok: false,
      reason: 'already-cancelling',
      subject: drill.cancelledBy,
    };
  }
  return takesDown(drill.step)
    ? { ok: false, reason: 'taking-down' }
    : { ok: true };
}

/** Whether there is a failure that nobody has acknowledged. */
export function canAcknowledge(drill: Drill, permitted: boolean): Permission {
  if (!permitted) {
    return { ok: false, reason: 'no-permission' };
  }
  const failed =
    drill.outcome?.kind === 'verdict' &&
    (drill.outcome.verdict === 'FAIL' || drill.outcome.verdict === 'INVALID');
  return failed && !drill.acknowledged
    ? { ok: true }
    : { ok: false, reason: 'nothing-to-acknowledge' };
}
