import { controlVerdict } from './controls';
import { Drill, Outcome } from './drill';
import { Judgement, judge } from './judge';
import { Problem, REFUSALS, STEPS } from './steps';

const FIRST = STEPS.indexOf('provision');

/**
 * How a drill ends, by what its steps have found. Asked when no step remains to be run.
 *
 * What fails comes before what could not be measured, and that before what is partial: a failure is never hidden, also
 * not by cancelling. A negative control is judged by whether it was found, once there is a copy that it has damaged.
 */
export function outcomeOf(drill: Drill): Outcome {
  const judgement = judge(drill);
  const refusals = earlyRefusals(drill);
  if (refusals.length > 0) {
    return { kind: 'refused', problems: refusals };
  }
  const damaged =
    drill.control !== undefined &&
    drill.steps.some(
      ({ step, state }) => step === 'restore' && state !== 'skipped',
    );
  if (drill.cancelledBy !== undefined && !outlivesCancel(judgement, damaged)) {
    return { kind: 'cancelled', by: drill.cancelledBy };
  }
  if (damaged && drill.control) {
    return controlVerdict(drill.control, judgement);
  }
  return verdictOf(judgement);
}

function verdictOf({ fails, invalid, partial, troubles }: Judgement): Outcome {
  const failed = [...fails, ...troubles];
  const verdict =
    (failed.length > 0 && 'FAIL') ||
    (invalid.length > 0 && 'INVALID') ||
    (partial.length > 0 && 'PARTIAL') ||
    'PASS';
  return {
    kind: 'verdict',
    verdict,
    problems: [...failed, ...invalid, ...partial],
  };
}

/** Nothing that was found before is hidden by a cancellation; what a control finds is not a failure of the store. */
function outlivesCancel(judgement: Judgement, damaged: boolean): boolean {
  return (
    judgement.troubles.length > 0 || (!damaged && judgement.fails.length > 0)
  );
}

/** Of a step that touches nothing. Later the same problem is a failure: the restore had begun. */
function earlyRefusals(drill: Drill): Problem[] {
  return drill.steps.flatMap(({ step, problem }) =>
    problem &&
    STEPS.indexOf(step) < FIRST &&
    (REFUSALS as readonly string[]).includes(problem.code)
      ? [problem]
      : [],
  );
}
