import { ConflictError, NotAllowedError } from '@backstage/errors';
import { Reason, reasonText } from '@textloom/plugin-deployments-common';

/** A decision's no, with its reasons for programs and its sentence for people. */
export class RefusedError extends ConflictError {
  readonly reasons: readonly Reason[];

  constructor(reasons: readonly Reason[]) {
    super(reasons.map(reasonText).join(' '));
    this.reasons = reasons;
  }
}

/** Who acts may not, whatever the state. */
export class ForbiddenError extends NotAllowedError {
  readonly reasons: readonly Reason[];

  constructor(reasons: readonly Reason[]) {
    super(reasons.map(reasonText).join(' '));
    this.reasons = reasons;
  }
}

/** Another process has taken over; this one must stop. */
export class LostLeaseError extends ConflictError {
  constructor() {
    super('Another replica has taken over this deployment');
  }
}
