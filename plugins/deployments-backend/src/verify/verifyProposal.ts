import { canonicalJson } from '@textloom/kernel';
import {
  fold,
  LoggedEvent,
  Proposal,
  verifyChain,
} from '@textloom/plugin-deployments-common';
import { Effect, effectsOf } from '../database/effects';
import { EventRow, eventOf, ProposalRow, snapshotRow } from '../database/rows';

/** A row that is not what was written. */
export interface Problem {
  table: string;
  proposal?: string;
  /** Of the event, or the number of the line in the file of checkpoints. */
  sequence?: number;
  problem: string;
}

/** A proposal as its log says, with what followed for its place. */
export interface Replayed {
  proposal: Proposal;
  effects: readonly Effect[];
}

/**
 * Compares one proposal with its log and its log with itself and with the checkpoints.
 * @param log - By sequence.
 * @param heads - What checkpoints say of the log.
 */
export function verifyProposal(
  row: ProposalRow,
  log: readonly EventRow[],
  heads: readonly { sequence: number; hash: string }[],
): { after?: Replayed; problems: Problem[] } {
  const at = (sequence: number, problem: string): Problem => ({
    table: 'proposal_events',
    proposal: row.id,
    sequence,
    problem,
  });
  const events = log.map(read);
  const unread = events.findIndex(event => event === undefined);
  if (unread >= 0) {
    const { sequence } = log[unread];
    return { problems: [at(sequence, 'the event is not what was written')] };
  }
  const logged = events.filter(event => event !== undefined);
  const chain = verifyChain(logged);
  if (chain.state === 'broken') {
    return { problems: [at(chain.sequence, chain.message)] };
  }
  const changed = heads.find(
    ({ sequence, hash }) => log[sequence - 1]?.hash !== hash,
  );
  if (changed) {
    return {
      problems: [
        at(changed.sequence, 'the event is not the one of the checkpoint'),
      ],
    };
  }
  return compare(row, logged);
}

/** Undefined for a text that is not the canonical one: every byte counts. */
function read(row: EventRow): LoggedEvent | undefined {
  try {
    const logged = eventOf(row);
    return canonicalJson(logged.event) === row.event ? logged : undefined;
  } catch {
    return undefined;
  }
}

function compare(
  row: ProposalRow,
  logged: readonly LoggedEvent[],
): { after?: Replayed; problems: Problem[] } {
  const problem = (text: string): Problem => ({
    table: 'proposals',
    proposal: row.id,
    problem: text,
  });
  if (logged.length !== Number(row.version)) {
    return {
      problems: [
        problem(
          `the row has version ${row.version}, and the log ${logged.length} events`,
        ),
      ],
    };
  }
  const after = replay(logged);
  if (!after) {
    return { problems: [problem('the log makes no proposal')] };
  }
  const expected = snapshotRow(after.proposal);
  const columns = Object.entries(expected)
    .filter(
      ([column, value]) => !isSame(row[column as keyof ProposalRow], value),
    )
    .map(([column]) => column);
  return {
    after,
    problems: columns.length
      ? [problem(`not what the log says: ${columns.join(', ')}`)]
      : [],
  };
}

/** PostgreSQL gives 64-bit integers as text. */
function isSame(stored: unknown, expected: unknown): boolean {
  return (
    stored === expected ||
    (typeof expected === 'number' && stored === String(expected))
  );
}

function replay(logged: readonly LoggedEvent[]): Replayed | undefined {
  let proposal: Proposal | undefined;
  const effects: Effect[] = [];
  try {
    for (const { event, actor, at } of logged) {
      const next = fold(proposal, event, { actor, at });
      effects.push(...effectsOf(proposal, next));
      proposal = next;
    }
  } catch {
    return undefined;
  }
  return proposal && { proposal, effects };
}
