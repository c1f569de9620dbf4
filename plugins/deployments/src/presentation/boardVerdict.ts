import { Intent } from '@textloom/ui';
import {
  BoardView,
  isActive,
  ProposalSummary,
} from '@textloom/plugin-deployments-common';
import { Say } from '../text/say';

/** What is under way and what waits, in one sentence. */
export function boardVerdict(
  view: BoardView,
  say: Say,
): { intent: Intent; sentence: string; detail?: string } {
  // A proposal stands in one cell only; the set guards against a board that says it twice.
  const open = new Map<string, ProposalSummary>();
  let unsettled = 0;
  for (const { cells } of view.services) {
    for (const cell of cells) {
      if (cell.unsettled) unsettled += 1;
      for (const proposal of cell.open) open.set(proposal.id, proposal);
    }
  }
  const moving = [...open.values()].filter(({ state }) => isActive(state));
  const waiting = open.size - moving.length;
  const words = [
    ...(unsettled > 0 ? [say('board.unsettled', { count: unsettled })] : []),
    ...(moving.length > 0
      ? [say('board.moving', { count: moving.length })]
      : []),
    ...(waiting > 0 ? [say('board.waiting', { count: waiting })] : []),
  ];
  const frozen = view.environments.flatMap(({ name, freeze }) =>
    freeze
      ? [
          `${name}: ${say('board.frozen', {
            name: freeze.name,
            until: say.when(freeze.until),
          })}`,
        ]
      : [],
  );
  const calm: Intent = moving.length > 0 ? 'active' : 'waiting';
  const busy: Intent = unsettled > 0 ? 'invalid' : calm;
  return {
    intent: words.length > 0 ? busy : 'planned',
    sentence: words.join(say('sentences')) || say('board.quiet'),
    detail: frozen.join(' · ') || undefined,
  };
}
