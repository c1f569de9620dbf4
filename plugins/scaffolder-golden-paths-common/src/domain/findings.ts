import { RULES, RuleId, Severity } from './rules';

/** A place where a rule does not hold. */
export interface Finding {
  rule: RuleId;
  severity: Severity;
  /** Path in the repository; `.` where it is about all of it. */
  file: string;
  /** From 1; absent where the whole file is meant, or what it makes. */
  line?: number;
  /** What exactly: names of objects, containers, environments. No sentence, so that it needs no translation. */
  subject?: string;
  /** One English sentence: subject and title of the rule. */
  message: string;
  /** What to do, in English. */
  fix: string;
}

/** What a rule says about one place. */
export interface Hit {
  rule: RuleId;
  file: string;
  line?: number;
  subject?: string;
}

/** A hit with the words of its rule. */
export function findingOf({ rule, file, line, subject }: Hit): Finding {
  const { severity, title, fix } = RULES[rule];
  return {
    rule,
    severity,
    file,
    ...(line !== undefined && { line }),
    ...(subject !== undefined && { subject }),
    message: subject === undefined ? title : `${title}: ${subject}`,
    fix,
  };
}

/** Errors first, then by file, line and rule: the same findings always come in the same order. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ severity }: Finding) => (severity === 'error' ? 0 : 1);
  const text = ({ rule, subject = '' }: Finding) => `${rule} ${subject}`;
  return [...findings].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(a.file, b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      compare(text(a), text(b)),
  );
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** Whether nothing may be made of what was emitted. */
export function stops(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** A finding on one line: `Dockerfile:3 The image runs as root. …`. */
export function lineOf({ file, line, message, fix }: Finding): string {
  return `${line === undefined ? file : `${file}:${line}`} ${message}. ${fix}`;
}
