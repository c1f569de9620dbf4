import { CommandContext, Outcome } from './context';
import { Proposal } from './proposal';

/** Says something on a proposal; also on one that has ended. */
export function comment(
  _proposal: Proposal,
  { id, text }: { id: string; text: string },
  _ctx: CommandContext,
): Outcome {
  return { ok: true, events: [{ type: 'commented', id, text }] };
}
