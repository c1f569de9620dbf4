import { CommandContext } from './context';
import { peopleIndex } from './directory';
import { groupsOf, TakenSeat } from './seats';
import { LevelProgress, levelsOf, membersOf, voidedVotes } from './levels';
import { Person } from './people';
import { Proposal } from './proposal';
import { Reason } from './reasons';
import { vote } from './vote';
import { LevelView, PersonView, SeatView } from './views';

const NAMED = 50;

/** A person as pages show them. */
export function personView({ ref, name }: PersonView): PersonView {
  return { ref, name };
}

/** Levels for a page: who sits, who could, and who cannot with the reason that their vote would be refused with. */
export function levelViews(
  proposal: Proposal,
  ctx: CommandContext,
): LevelView[] {
  return levelsOf(proposal, ctx).map(level => levelView(level, proposal, ctx));
}

function levelView(
  level: LevelProgress,
  proposal: Proposal,
  ctx: CommandContext,
): LevelView {
  const seated = new Set(level.seats.map(({ person }) => person));
  const asked = membersOf(proposal, level.index, ctx)
    .filter(person => !seated.has(person))
    .slice(0, NAMED)
    .map(person => ({
      person,
      reasons: refusals(person, level, proposal, ctx),
    }));
  return {
    index: level.index,
    name: level.name,
    unlocks: level.unlocks,
    state: level.state,
    seats: level.seats.map(seatView),
    groups: groupsOf(proposal.policy.levels[level.index], proposal.owner),
    can: asked
      .filter(({ reasons }) => !reasons.length)
      .map(({ person }) => personView(person)),
    cannot: asked
      .filter(({ reasons }) => reasons.length)
      .map(({ person, reasons }) => ({ person: personView(person), reasons })),
    voided: voidedViews(proposal, level.index, ctx),
  };
}

/** Why the person's approval of the level would be refused, were they here with a fresh sign-in. */
function refusals(
  person: Person,
  { index }: LevelProgress,
  proposal: Proposal,
  ctx: CommandContext,
): readonly Reason[] {
  const outcome = vote(
    proposal,
    {
      id: '',
      verdict: 'approve',
      fingerprint: proposal.fingerprint.approval,
      level: index,
    },
    {
      ...ctx,
      actor: { ref: person.ref, kind: 'human', provenAt: ctx.now },
    },
  );
  return outcome.ok ? [] : outcome.reasons;
}

function seatView({
  person,
  decision,
  groups,
  mandatory,
}: TakenSeat): SeatView {
  return {
    ...(person ? { person: personView(person) } : {}),
    ...(mandatory ? { group: groups[0] } : {}),
    ...(decision ? { at: decision.at } : {}),
    ...(decision?.comment === undefined ? {} : { comment: decision.comment }),
  };
}

function voidedViews(
  proposal: Proposal,
  level: number,
  ctx: CommandContext,
): LevelView['voided'] {
  const people = peopleIndex(ctx.people);
  return voidedVotes(proposal, level).map(({ person, voided }) => ({
    person: personView(people.find(person) ?? { ref: person, name: person }),
    changes: voided?.changes ?? [],
  }));
}
