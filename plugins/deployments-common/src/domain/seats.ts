import { maximumMatching } from '@textloom/kernel';
import { CommandContext } from './context';
import { PeopleIndex, peopleIndex } from './directory';
import { Person } from './people';
import { LevelPolicy } from './policy';
import { Decision, Proposal } from './proposal';

/** Seat of a level. */
export interface Seat {
  level: number;
  /** Groups of whose people one may take it. */
  groups: readonly string[];
  /** Whether the seat is the minimum of its one group. */
  mandatory: boolean;
}

/** A seat with whoever has it. */
export interface TakenSeat extends Seat {
  person?: Person;
  decision?: Decision;
}

/** A person who could take seats, by a vote for one level or, without a vote, in any level. */
export interface Taker {
  person: Person;
  decision?: Decision;
}

/** Reference of a group; `owner` is the team that owns the service. */
export function groupRef(group: string, owner: string): string {
  return (group === 'owner' ? owner : group).toLowerCase();
}

/** References of a level's groups. */
export function groupsOf(level: LevelPolicy, owner: string): string[] {
  return level.groups.map(({ group }) => groupRef(group, owner));
}

/** Whether the person is in one of the groups. */
export function isIn(person: Person, groups: readonly string[]): boolean {
  return person.groups.some(group => groups.includes(group.toLowerCase()));
}

/** Seats of all levels, the minimum of each group first. */
export function seatsOf(levels: readonly LevelPolicy[], owner: string): Seat[] {
  return levels.flatMap((level, index) => {
    const mandatory = level.groups.flatMap(({ group, atLeast }) =>
      Array.from({ length: atLeast }, () => ({
        level: index,
        groups: [groupRef(group, owner)],
        mandatory: true,
      })),
    );
    const free = Math.max(0, level.approvals - mandatory.length);
    const any = groupsOf(level, owner);
    return [
      ...mandatory,
      ...Array.from({ length: free }, () => ({
        level: index,
        groups: any,
        mandatory: false,
      })),
    ];
  });
}

/** Whether a vote is for exactly what is proposed now. */
export function stands(decision: Decision, proposal: Proposal): boolean {
  return (
    decision.withdrawnAt === undefined &&
    decision.voided === undefined &&
    decision.fingerprint === proposal.fingerprint.approval
  );
}

/** Whether a person made the proposal, wrote, built or sponsored it, in a way that the policy excludes. */
export function isExcluded(
  person: Person,
  proposal: Proposal,
  index: PeopleIndex,
): boolean {
  return proposal.involved.some(
    involved =>
      proposal.policy.excluded.includes(involved.as) &&
      index.canon(involved.person) === person.ref,
  );
}

/**
 * People whose approvals count now: the vote stands, the person is still one of the catalog's, of the level's groups
 * and not part of the change. A person counts once however many accounts voted.
 */
export function countingVotes(
  proposal: Proposal,
  people: readonly Person[],
): Taker[] {
  const index = peopleIndex(people);
  return proposal.decisions.flatMap(decision => {
    const level = proposal.policy.levels[decision.level];
    const person = index.find(decision.person);
    const counts =
      decision.verdict === 'approve' &&
      stands(decision, proposal) &&
      person !== undefined &&
      level !== undefined &&
      isIn(person, groupsOf(level, proposal.owner)) &&
      !isExcluded(person, proposal, index);
    return counts ? [{ person, decision }] : [];
  });
}

/** Fills the seats of all levels with as many distinct people as possible, earlier levels first. */
export function fill(
  proposal: Proposal,
  takers: readonly Taker[],
): TakenSeat[] {
  const seats = seatsOf(proposal.policy.levels, proposal.owner);
  const people = [...new Set(takers.map(({ person }) => person))];
  const takersOf = people.map(person =>
    takers.filter(taker => taker.person === person),
  );
  const fits = (taker: Taker, seat: Seat) =>
    (taker.decision === undefined || taker.decision.level === seat.level) &&
    isIn(taker.person, seat.groups);
  const candidates = seats.map(seat =>
    people.flatMap((_, index) =>
      takersOf[index].some(taker => fits(taker, seat)) ? [index] : [],
    ),
  );
  return maximumMatching(candidates).map((taker, seat) => ({
    ...seats[seat],
    ...(taker === undefined
      ? {}
      : {
          person: people[taker],
          decision: takersOf[taker].find(one => fits(one, seats[seat]))
            ?.decision,
        }),
  }));
}

/** Seats as the votes that count now fill them. */
export function seatsNow(
  proposal: Proposal,
  ctx: Pick<CommandContext, 'people'>,
): TakenSeat[] {
  return fill(proposal, countingVotes(proposal, ctx.people));
}
