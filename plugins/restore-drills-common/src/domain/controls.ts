import { Outcome } from './drill';
import { Judgement } from './judge';
import { Problem, ProblemCode } from './steps';
import { NegativeControl } from './store';

/** Problems that show that a control was found. */
export const CONTROL_FINDS: Record<NegativeControl, readonly ProblemCode[]> = {
  'missing-wal-segment': ['wal-segment-missing'],
  'flipped-byte': ['backup-damaged', 'wal-segment-damaged', 'check-failed'],
  'archive-mode-on': ['archive-written-by-target'],
  'rdb-beside-aof': ['rdb-ignored-by-aof'],
  'stale-copy': ['copy-stale', 'markers-lost', 'recovered-too-little'],
};

/** Saying that something is missing or damaged without saying what does not find it. */
const MUST_NAME: readonly ProblemCode[] = [
  'wal-segment-missing',
  'wal-segment-damaged',
  'backup-damaged',
];

/** Whether a problem finds what the control has damaged, and names it. */
export function finds(control: NegativeControl, problem: Problem): boolean {
  return (
    CONTROL_FINDS[control].includes(problem.code) &&
    (!MUST_NAME.includes(problem.code) || Boolean(problem.subject))
  );
}

/**
 * Verdict on a drill that has damaged its own copy: PASS when that was found and named. Nothing is proven by a drill
 * that broke, ran out of time or left something behind.
 */
export function controlVerdict(
  control: NegativeControl,
  { fails, partial, invalid, troubles, broke }: Judgement,
): Outcome {
  const found = [...fails, ...partial].filter(
    ({ code }) =>
      code !== 'rto-missed' &&
      code !== 'rpo-missed' &&
      code !== 'rpa-estimated',
  );
  if (troubles.length > 0) {
    return {
      kind: 'verdict',
      verdict: 'FAIL',
      problems: [...troubles, ...found],
    };
  }
  if (broke) {
    return {
      kind: 'verdict',
      verdict: 'INVALID',
      problems: [...invalid, ...found],
    };
  }
  const named = found.filter(problem => finds(control, problem));
  if (named.length > 0) {
    const others = found.filter(problem => !finds(control, problem));
    return {
      kind: 'verdict',
      verdict: 'PASS',
      problems: [...named, ...others],
    };
  }
  const problem: Problem = {
    code: found.length > 0 ? 'control-wrong-finding' : 'control-not-found',
    subject: control,
  };
  return { kind: 'verdict', verdict: 'FAIL', problems: [problem, ...found] };
}
