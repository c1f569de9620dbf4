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
  for (const { cells } of view.services) {
    for (const cell of cells) {
      for (const proposal of cell.open) open.set(proposal.id, proposal);
    }
  }
  const moving = [...open.values()].filter(({ state }) => isActive(state));
  const waiting = open.size - moving.length;
  const words = [
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
  const busy: Intent = moving.length > 0 ? 'active' : 'waiting';
  return {
    intent: words.length > 0 ? busy : 'planned',
    sentence: words.join(say('sentences')) || say('board.quiet'),
    detail: frozen.join(' · ') || undefined,
  };
}
