import { SECOND } from '@textloom/kernel';
import { Drill } from './drill';
import { Rta, RtaPhase } from './rta';
import { StepActor, StepRun, STEPS } from './steps';

const FIRST = STEPS.indexOf('provision');
const LAST = STEPS.indexOf('smoke');

/** Less between two steps is the writing of the log; more is time in which nobody ran the drill, and counts. */
const GAP = SECOND;

/**
 * How long it took to get the data back; undefined unless the first request has succeeded.
 *
 * T3 is the start of `provision` and T9 the end of `smoke`. technical = T9 − T3: all attempts at the steps between,
 * those that were interrupted too, with the time in which no process ran them. declared adds the assumed response, and
 * full the assumed detection and switch.
 *
 * @param pollingMs - how much polling may have added.
 */
export function rtaOf(
  {
    steps,
    plan: { assumed },
    findings,
  }: Pick<Drill, 'steps' | 'plan' | 'findings'>,
  pollingMs: number,
): Rta | undefined {
  const runs = steps.filter(({ step, state }) => {
    const index = STEPS.indexOf(step);
    return index >= FIRST && index <= LAST && state !== 'skipped';
  });
  const last = runs[runs.length - 1];
  if (
    last?.step !== 'smoke' ||
    last.state !== 'passed' ||
    findings.smoke?.state === 'failed'
  ) {
    return undefined;
  }
  const measured = runs.flatMap((run, index) => [
    ...gapBefore(run, runs[index - 1]),
    phaseOf(run),
  ]);
  const phases: RtaPhase[] = [
    assumedPhase('detection', 'waiting', assumed.detectionMs),
    assumedPhase('response', 'human', assumed.responseMs),
    ...measured,
    assumedPhase('switch', 'machine', assumed.switchMs),
  ];
  const technicalMs = sum(measured);
  const by = (actor: StepActor) =>
    sum(phases.filter(phase => phase.actor === actor));
  return {
    technicalMs,
    declaredMs: assumed.responseMs + technicalMs,
    fullMs: sum(phases),
    phases,
    byActor: {
      machine: by('machine'),
      human: by('human'),
      waiting: by('waiting'),
    },
    pollingMs,
  };
}

function phaseOf(run: StepRun): RtaPhase {
  const { step: name, actor, durationMs } = run;
  return durationMs === undefined
    ? { name, actor, ms: wallMs(run), source: 'wall' }
    : { name, actor, ms: durationMs, source: 'monotonic' };
}

/** A clock that was set back does not make time negative. */
function wallMs({ startedAt, endedAt }: StepRun): number {
  return Math.max(0, (endedAt ?? startedAt) - startedAt);
}

function gapBefore(run: StepRun, before: StepRun | undefined): RtaPhase[] {
  const ms = run.startedAt - (before?.endedAt ?? run.startedAt);
  return ms < GAP
    ? []
    : [{ name: run.step, actor: 'waiting', ms, source: 'wall' }];
}

function assumedPhase(
  name: RtaPhase['name'],
  actor: StepActor,
  ms: number,
): RtaPhase {
  return { name, actor, ms, source: 'assumed' };
}

function sum(phases: readonly RtaPhase[]): number {
  return phases.reduce((total, { ms }) => total + ms, 0);
}
