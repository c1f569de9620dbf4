/** What a finding means for a task: an error stops it before anything is made, a warning is only told. */
export type Severity = 'error' | 'warning';

/** A rule of the policy in words. */
export interface RuleWords {
  severity: Severity;
  /** What is wrong, in one sentence without the place. */
  title: string;
  /** What it leads to. */
  why: string;
  /** What to do about it. */
  fix: string;
}

/** A rule that stops a task. */
export const error = (title: string, why: string, fix: string): RuleWords => ({
  severity: 'error',
  title,
  why,
  fix,
});

/** A rule that is only told. */
export const warning = (
  title: string,
  why: string,
  fix: string,
): RuleWords => ({
  severity: 'warning',
  title,
  why,
  fix,
});
