import { Intent } from '@textloom/ui';
import {
  Drill,
  Outcome,
  Overdue,
  StepRun,
  Verdict,
  Words,
} from '@textloom/plugin-restore-drills-common';
import { Say } from '../text/say';

/** What a drill's look depends on. */
export type LookOf = Pick<Drill, 'state' | 'outcome' | 'control'>;

const verdicts: Record<Verdict, Intent> = {
  PASS: 'positive',
  PARTIAL: 'caution',
  FAIL: 'critical',
  INVALID: 'invalid',
};

const outcomes: Record<Exclude<Outcome['kind'], 'verdict'>, Intent> = {
  refused: 'caution',
  cancelled: 'ended',
};

const states: Record<Drill['state'], Intent> = {
  Queued: 'waiting',
  Running: 'active',
  Cancelling: 'active',
  // A finished drill always has an outcome; one without is not to be trusted.
  Finished: 'unknown',
};

/** Intent of a drill, the same on every page. */
export function drillIntent({ state, outcome }: LookOf): Intent {
  if (state !== 'Finished' || !outcome) return states[state];
  return outcome.kind === 'verdict'
    ? verdicts[outcome.verdict]
    : outcomes[outcome.kind];
}

/** State or result of a drill in a word or two. */
export function drillWord(drill: LookOf, words: Words, say: Say): string {
  const { state, outcome, control } = drill;
  if (state !== 'Finished' || !outcome) return words.states[state];
  if (control && outcome.kind === 'verdict') {
    // What a control finds on purpose must not read as if the store could be restored.
    if (outcome.verdict === 'PASS') return say('state.controlFound');
    if (outcome.verdict === 'FAIL') return say('state.controlMissed');
  }
  return words.outcome(outcome);
}

const steps: Record<StepRun['state'], Intent> = {
  running: 'active',
  passed: 'positive',
  failed: 'critical',
  interrupted: 'invalid',
  skipped: 'ended',
};

/** Intent of a step; one that has not begun is planned. */
export function stepIntent(state: StepRun['state'] | undefined): Intent {
  return state ? steps[state] : 'planned';
}

/** How urgent an alarm looks. */
export function overdueIntent(overdue: Overdue): 'caution' | 'critical' {
  return overdue.priority === 'P2' ? 'caution' : 'critical';
}

/** Whether a drill still changes by itself. */
export function isLive(drill: Pick<Drill, 'state'>): boolean {
  return drill.state !== 'Finished';
}
