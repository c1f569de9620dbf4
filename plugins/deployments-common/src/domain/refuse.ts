import { ProposalEvent } from './events';
import { Outcome } from './context';
import { Reason, ReasonCode } from './reasons';

/** Makes a reason. */
export function because(
  code: ReasonCode,
  params: Reason['params'] = {},
): Reason {
  return { code, params };
}

/** Refuses when there are reasons, else appends the events. */
export function unless(
  reasons: readonly Reason[],
  events: () => readonly ProposalEvent[],
): Outcome {
  return reasons.length
    ? { ok: false, reasons }
    : { ok: true, events: events() };
}
