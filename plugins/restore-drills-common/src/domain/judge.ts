import { Drill } from './drill';
import { Verification } from './facts';
import { lastContiguous } from './rpa';
import { Problem, ProblemCode, StepRun } from './steps';

/** What speaks against a drill, by how much it weighs. */
export interface Judgement {
  /** Not restored, a target missed or something lost. */
  fails: readonly Problem[];
  /** Out of time, something left behind, or not taken down: failures of the drill itself. */
  troubles: readonly Problem[];
  /** Could not be measured. */
  invalid: readonly Problem[];
  /** A step broke, so that what is `invalid` is not only a figure. */
  broke: boolean;
  /** Restored, but less is proven than should be. */
  partial: readonly Problem[];
}

const TROUBLE: readonly ProblemCode[] = [
  'time-limit',
  'leftovers',
  'control-not-found',
  'control-wrong-finding',
];
const BREAKS: readonly ProblemCode[] = ['errored', 'abandoned', 'cancelled'];
const UNMEASURED: readonly ProblemCode[] = ['clock-offset', 'no-markers'];

/** Weighs what the steps and checks of a drill have found, with the measured figures against the target. */
export function judge(drill: Drill): Judgement {
  const failed = drill.steps.filter(isFailed);
  const broken = failed.filter(
    run => !isTakeDown(run) && BREAKS.includes(run.problem.code),
  );
  // Who cancels also ends the step that runs; that is no breakage.
  const breaks = broken.filter(
    ({ problem }) =>
      drill.cancelledBy === undefined || problem.code !== 'cancelled',
  );
  const troubles = failed.filter(
    run => isTakeDown(run) || TROUBLE.includes(run.problem.code),
  );
  const unmeasured = failed.filter(
    run => !isTakeDown(run) && UNMEASURED.includes(run.problem.code),
  );
  const others = failed.filter(
    run => ![...broken, ...troubles, ...unmeasured].includes(run),
  );
  const checks = failedChecks(drill);
  const marks = markerProblems(drill);
  const missing = marks.length > 0 ? [] : missingMarkers(drill);
  return {
    fails: [
      ...others.map(problemOf),
      ...checks.filter(({ blocking }) => blocking).map(checkProblem),
      ...smokeProblems(drill),
      ...marks,
      ...missedTargets(drill),
    ],
    troubles: [...leftovers(drill), ...troubles.map(problemOf)],
    invalid: [
      ...[...breaks, ...unmeasured].map(problemOf),
      ...missing,
      ...missingTime(drill),
    ],
    broke: breaks.length + unmeasured.length > 0,
    partial: [
      ...checks.filter(({ blocking }) => !blocking).map(checkProblem),
      ...estimated(drill),
    ],
  };
}

type FailedRun = StepRun & { problem: Problem };

function isFailed(run: StepRun): run is FailedRun {
  return run.state === 'failed' && run.problem !== undefined;
}

function isTakeDown({ step }: StepRun): boolean {
  return step === 'teardown' || step === 'sweep';
}

function problemOf({ problem }: FailedRun): Problem {
  return problem;
}

function hasPassed(drill: Drill, step: StepRun['step']): boolean {
  return drill.steps.some(run => run.step === step && run.state === 'passed');
}

function failedChecks({ findings }: Drill): Verification[] {
  return (findings.verifications ?? []).filter(
    ({ state }) => state === 'failed',
  );
}

function checkProblem(check: Verification): Problem {
  const { name, expected, actual } = check;
  return (
    check.problem ?? {
      code: 'check-failed',
      subject: name,
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
    }
  );
}

function smokeProblems(drill: Drill): Problem[] {
  const { smoke } = drill.findings;
  if (smoke && smoke.state !== 'failed') {
    return [];
  }
  if (smoke) {
    return [smoke.problem ?? { code: 'smoke-failed', subject: smoke.name }];
  }
  return hasPassed(drill, 'smoke') ? [{ code: 'smoke-failed' }] : [];
}

function leftovers({ findings }: Drill): Problem[] {
  return findings.leftovers?.length
    ? [{ code: 'leftovers', subject: findings.leftovers.join(', ') }]
    : [];
}

function markerProblems(drill: Drill): Problem[] {
  const { markers, frozen } = drill.findings;
  if (!hasPassed(drill, 'measure')) {
    return [];
  }
  const hole = markers?.firstHole;
  const last = lastContiguous(markers);
  const expected = frozen?.expectedSeq;
  return [
    ...(hole === undefined
      ? []
      : [{ code: 'markers-not-contiguous' as const, subject: String(hole) }]),
    ...(expected !== undefined && (last ?? -Infinity) < expected
      ? [
          {
            code: 'markers-lost' as const,
            expected: String(expected),
            ...(last === undefined ? {} : { actual: String(last) }),
          },
        ]
      : []),
  ];
}

function missingMarkers(drill: Drill): Problem[] {
  const { rpa } = drill.findings;
  const wanted = drill.store.heartbeatMs !== undefined;
  const there = wanted ? rpa?.method === 'markers' : rpa !== undefined;
  return hasPassed(drill, 'measure') && !there ? [{ code: 'no-markers' }] : [];
}

function missingTime(drill: Drill): Problem[] {
  const { rta, smoke } = drill.findings;
  return hasPassed(drill, 'measure') && !rta && smoke?.state !== 'failed'
    ? [{ code: 'errored', subject: 'measure' }]
    : [];
}

function missedTargets({ findings: { rta, rpa }, target }: Drill): Problem[] {
  const over = (
    code: 'rto-missed' | 'rpo-missed',
    expected: number | undefined,
    actual: number | undefined,
  ): Problem[] =>
    expected !== undefined && actual !== undefined && actual > expected
      ? [{ code, expected: String(expected), actual: String(actual) }]
      : [];
  return [
    ...over('rto-missed', target?.rtoMs, rta?.fullMs),
    ...over('rpo-missed', target?.rpoMs, rpa?.upperMs),
  ];
}

function estimated({ store, findings: { rpa } }: Drill): Problem[] {
  return rpa && rpa.method !== 'markers' && store.heartbeatMs === undefined
    ? [{ code: 'rpa-estimated', subject: rpa.method }]
    : [];
}
