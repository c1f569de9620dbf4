import { CommandContext } from './context';
import { peopleIndex } from './directory';
import { ineligible, levelGroups, shortName } from './eligibility';
import { Decision, Proposal } from './proposal';
import { Reason } from './reasons';
import { because } from './refuse';
import { isIn, groupsOf, seatsNow, stands, TakenSeat } from './seats';

/** How far a level is, by the votes that count at this moment. */
export interface LevelProgress {
  index: number;
  name: string;
  /** Share of traffic in per cent that it allows once complete. */
  unlocks: number;
  /** `void`: its votes were for something else; `later`: an earlier level is not complete. */
  state: 'complete' | 'open' | 'later' | 'void';
  seats: readonly TakenSeat[];
  /** Why it is not complete; empty when it is. */
  missing: readonly Reason[];
}

/** All levels of a proposal. One matching over all of them fills their seats with distinct people. */
export function levelsOf(
  proposal: Proposal,
  ctx: Pick<CommandContext, 'people'>,
): LevelProgress[] {
  const seats = seatsNow(proposal, ctx);
  let open = true;
  return proposal.policy.levels.map(({ name, unlocks }, index) => {
    const own = seats.filter(({ level }) => level === index);
    const complete = own.every(({ person }) => person !== undefined);
    const state = stateOf(complete, open, hasVoided(proposal, index));
    open = open && complete;
    return {
      index,
      name,
      unlocks,
      state,
      seats: own,
      missing: complete ? [] : missing(proposal, index, own, ctx),
    };
  });
}

function stateOf(
  complete: boolean,
  open: boolean,
  voided: boolean,
): LevelProgress['state'] {
  if (complete) {
    return 'complete';
  }
  if (voided) {
    return 'void';
  }
  return open ? 'open' : 'later';
}

/** Votes of a level that were for something else and have not been given again. */
export function voidedVotes(proposal: Proposal, level: number): Decision[] {
  return proposal.decisions.filter(
    (decision, at) =>
      decision.level === level &&
      decision.verdict === 'approve' &&
      decision.voided !== undefined &&
      decision.withdrawnAt === undefined &&
      !proposal.decisions.some(
        (later, laterAt) => laterAt > at && later.person === decision.person,
      ),
  );
}

function hasVoided(proposal: Proposal, level: number): boolean {
  return voidedVotes(proposal, level).length > 0;
}

function missing(
  proposal: Proposal,
  index: number,
  seats: readonly TakenSeat[],
  ctx: Pick<CommandContext, 'people'>,
): Reason[] {
  const level = proposal.policy.levels[index].name;
  const empty = seats.filter(({ person }) => person === undefined);
  const groups = new Set(
    empty.filter(seat => seat.mandatory).flatMap(seat => seat.groups),
  );
  return [
    because('approvals-missing', { level, missing: empty.length }),
    ...[...groups].map(group =>
      because('group-missing', { level, group: shortName(group) }),
    ),
    ...lapsed(proposal, index, ctx),
  ];
}

/** People of the level whose votes were for what is proposed and no longer count. */
function lapsed(
  proposal: Proposal,
  index: number,
  ctx: Pick<CommandContext, 'people'>,
): Reason[] {
  const { name } = proposal.policy.levels[index];
  const people = peopleIndex(ctx.people);
  return proposal.decisions.flatMap(decision => {
    if (
      decision.level !== index ||
      decision.verdict !== 'approve' ||
      !stands(decision, proposal)
    ) {
      return [];
    }
    const person = people.find(decision.person);
    const gone = !person || ineligible(person, index, proposal, ctx).length > 0;
    return gone
      ? [
          because('vote-lapsed', {
            person: person?.name ?? shortName(decision.person),
            level: name,
          }),
        ]
      : [];
  });
}

/** Why the levels that a share of traffic needs are not complete. */
export function missingFor(
  proposal: Proposal,
  needed: number,
  ctx: Pick<CommandContext, 'people'>,
): Reason[] {
  return levelsOf(proposal, ctx)
    .slice(0, needed)
    .flatMap(level => level.missing);
}

/** Groups of the seats of a level that are still empty, by short name. */
export function emptyGroups(proposal: Proposal, level: LevelProgress): string {
  const groups = new Set(
    level.seats
      .filter(({ person }) => person === undefined)
      .flatMap(seat => seat.groups),
  );
  return groups.size
    ? [...groups].map(shortName).join(', ')
    : levelGroups(proposal, level.index);
}

/** People of the catalog in a level's groups. */
export function membersOf(
  proposal: Proposal,
  level: number,
  ctx: Pick<CommandContext, 'people'>,
) {
  const groups = groupsOf(proposal.policy.levels[level], proposal.owner);
  return peopleIndex(ctx.people).all.filter(person => isIn(person, groups));
}
