import { CommandContext } from './context';
import { reasonText } from './reasonText';
import { peopleIndex } from './directory';
import { involvement, shortName } from './eligibility';
import { Person } from './people';
import { Proposal } from './proposal';
import { Reason } from './reasons';
import { because } from './refuse';
import { countingVotes, fill, isExcluded, isIn, TakenSeat } from './seats';

const NAMED = 10;

/** Whether the people whom the catalog knows now can fill all seats, and if not, which seat and why. */
export type Satisfiability =
  | { ok: true }
  | { ok: false; reasons: readonly Reason[] };

/**
 * Best way to fill the seats with the votes that count and with everybody else who may vote. Those who have voted
 * stay at the level they voted for.
 */
export function bestCase(
  proposal: Proposal,
  ctx: Pick<CommandContext, 'people'>,
): TakenSeat[] {
  const index = peopleIndex(ctx.people);
  const votes = countingVotes(proposal, ctx.people);
  const voted = new Set(votes.map(({ person }) => person));
  const groups = new Set(
    proposal.policy.levels.flatMap(level =>
      level.groups.map(({ group }) =>
        (group === 'owner' ? proposal.owner : group).toLowerCase(),
      ),
    ),
  );
  const others = index.all.filter(
    person =>
      !voted.has(person) &&
      isIn(person, [...groups]) &&
      !isExcluded(person, proposal, index),
  );
  return fill(proposal, [...votes, ...others.map(person => ({ person }))]);
}

/** Whether enough independent people exist to complete all levels. */
export function satisfiability(
  proposal: Proposal,
  ctx: Pick<CommandContext, 'people'>,
): Satisfiability {
  const seats = bestCase(proposal, ctx);
  const empty = seats.filter(({ person }) => person === undefined);
  const reasons = new Map<string, Reason>();
  for (const seat of empty) {
    const { name } = proposal.policy.levels[seat.level];
    const group = seat.groups.map(shortName).join(', ');
    const { details, more } = whyNobody(seat, seats, proposal, ctx);
    reasons.set(`${seat.level}/${group}`, {
      ...because('unsatisfiable', {
        level: name,
        group,
        people: inEnglish(details, more),
        ...(more > 0 ? { more } : {}),
      }),
      details,
    });
  }
  return reasons.size
    ? { ok: false, reasons: [...reasons.values()] }
    : { ok: true };
}

/** Why each of the people of a seat cannot take it, and how many are left out. */
function whyNobody(
  empty: TakenSeat,
  seats: readonly TakenSeat[],
  proposal: Proposal,
  ctx: Pick<CommandContext, 'people'>,
): { details: Reason[]; more: number } {
  const members = peopleIndex(ctx.people).all.filter(person =>
    isIn(person, empty.groups),
  );
  const told = members.slice(0, NAMED);
  return {
    details: told.flatMap(person => {
      const elsewhere = seats.find(seat => seat.person === person);
      return whyNot(person, elsewhere, proposal, ctx);
    }),
    more: members.length - told.length,
  };
}

function whyNot(
  person: Person,
  elsewhere: TakenSeat | undefined,
  proposal: Proposal,
  ctx: Pick<CommandContext, 'people'>,
): Reason[] {
  const reasons = involvement(person, proposal, ctx);
  if (reasons.length) {
    return reasons;
  }
  const { name } = person;
  const { canon } = peopleIndex(ctx.people);
  const level =
    elsewhere?.level ??
    proposal.decisions.find(vote => canon(vote.person) === person.ref)?.level;
  const levelName = proposal.policy.levels[level ?? -1]?.name ?? '';
  return [
    because(elsewhere ? 'vote-needed-elsewhere' : 'already-seated', {
      person: name,
      level: levelName,
    }),
  ];
}

function inEnglish(details: readonly Reason[], more: number): string {
  const told = details.map(reason => reasonText(reason).replace(/\.$/, ''));
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/**
 * The fewest people whose votes would complete all levels, in the order of the levels; as many as possible of them
 * when the levels cannot be completed.
 */
export function fastestUnblock(
  proposal: Proposal,
  ctx: Pick<CommandContext, 'people'>,
): Person[] {
  return bestCase(proposal, ctx).flatMap(({ person, decision }) =>
    person && !decision ? [person] : [],
  );
}
