import { Phase } from '@textloom/ui';
import {
  Drill,
  DrillView,
  StepName,
  StepRun,
  STEPS,
  Words,
} from '@textloom/plugin-restore-drills-common';
import { Say } from '../text/say';
import { isLive, stepIntent } from './states';

/** How long an attempt took, or has taken so far, in milliseconds. */
export function stepLength(run: StepRun, now: number): number | undefined {
  if (run.state === 'skipped') return undefined;
  return run.durationMs ?? Math.max(0, (run.endedAt ?? now) - run.startedAt);
}

/** The newest attempt at each step that was begun or skipped. */
export function newestRuns(
  steps: readonly StepRun[],
): ReadonlyMap<StepName, StepRun> {
  const newest = new Map<StepName, StepRun>();
  for (const run of steps) {
    const known = newest.get(run.step);
    if (!known || run.attempt >= known.attempt) newest.set(run.step, run);
  }
  return newest;
}

/** Bytes of a step: what was counted last, which for a running one is the progress. */
export function bytesOf(
  run: StepRun,
  progress: DrillView['progress'],
): { done: number; total?: number } | undefined {
  return run.state === 'running' && progress?.step === run.step
    ? progress
    : run.bytes;
}

function fillOf(run: StepRun, progress: DrillView['progress']): number {
  if (run.state === 'skipped') return 0;
  const bytes = run.state === 'running' && bytesOf(run, progress);
  return bytes && bytes.total ? bytes.done / bytes.total : 1;
}

/** The eleven steps with state, time and how far each is. */
export function phasesOf(
  drill: Pick<Drill, 'steps' | 'state'>,
  progress: DrillView['progress'],
  words: Words,
  say: Say,
  now: number,
): Phase[] {
  const newest = newestRuns(drill.steps);
  // Of an ended drill nothing is ahead any more.
  const left = isLive(drill) ? undefined : 'skipped';
  return STEPS.map(step => {
    const run = newest.get(step);
    const state = run?.state ?? left;
    const length = run && stepLength(run, now);
    const texts = [
      ...(length === undefined ? [] : [say.duration(length)]),
      ...(run && run.attempt > 1
        ? [say('step.attempt', { attempt: run.attempt })]
        : []),
    ];
    return {
      id: step,
      title: words.steps[step],
      intent: stepIntent(state),
      word: state ? words.stepStates[state] : say('step.ahead'),
      text: texts.join(' · ') || undefined,
      fill: run ? fillOf(run, progress) : 0,
      moving: run?.state === 'running',
    };
  });
}
