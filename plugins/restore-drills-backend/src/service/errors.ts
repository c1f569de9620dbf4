import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  DenialReason,
  Permission,
  Problem,
} from '@textloom/plugin-restore-drills-common';

const SENTENCES: Record<DenialReason, string> = {
  'no-permission': 'You may not do that',
  'drill-running': 'Another drill of this store has not finished',
  'store-not-ready': 'This store cannot be drilled now',
  'already-finished': 'The drill has finished',
  'already-cancelling': 'The drill is being cancelled already',
  'taking-down': 'The drill takes down what it has made already',
  'nothing-to-acknowledge': 'There is no failure to acknowledge',
  'control-not-available': 'There is no such control for this kind of store',
};

/** The state of things says no; the reason is for programs, the sentence for people. */
export class DeniedError extends ConflictError {
  readonly reason: DenialReason;
  readonly subject?: string;

  constructor({ reason, subject }: Extract<Permission, { ok: false }>) {
    super(sentenceOf(reason, subject));
    this.reason = reason;
    if (subject !== undefined) {
      this.subject = subject;
    }
  }
}

/** What would be drilled is not as it must be. */
export class RefusedError extends ConflictError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(
      `The drill is refused: ${problems
        .map(({ code, subject }) => (subject ? `${code} (${subject})` : code))
        .join(', ')}`,
    );
    this.problems = problems;
  }
}

/** @throws DeniedError, or NotAllowedError where the permission is missing. */
export function assertPermitted(permission: Permission): void {
  if (permission.ok) {
    return;
  }
  throw permission.reason === 'no-permission'
    ? new NotAllowedError(SENTENCES['no-permission'])
    : new DeniedError(permission);
}

function sentenceOf(reason: DenialReason, subject: string | undefined) {
  return subject === undefined
    ? SENTENCES[reason]
    : `${SENTENCES[reason]}: ${subject}`;
}
