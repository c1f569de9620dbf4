import { CommandContext } from './context';
import { peopleIndex } from './directory';
import { Person } from './people';
import { Proposal } from './proposal';
import { Reason } from './reasons';
import { because } from './refuse';
import { groupsOf, isIn } from './seats';

/** Short name of a group or user reference, `sre`. */
export function shortName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/** Short names of a level's groups, `team-leads, sre`. */
export function levelGroups(proposal: Proposal, level: number): string {
  return groupsOf(proposal.policy.levels[level], proposal.owner)
    .map(shortName)
    .join(', ');
}

/** Why a person is not independent of the change. */
export function involvement(
  person: Person,
  proposal: Proposal,
  ctx: Pick<CommandContext, 'people'>,
): Reason[] {
  const index = peopleIndex(ctx.people);
  const { name } = person;
  return proposal.involved.flatMap(({ person: who, as, commits }) => {
    if (
      index.canon(who) !== person.ref ||
      !proposal.policy.excluded.includes(as)
    ) {
      return [];
    }
    switch (as) {
      case 'requester':
        return [because('is-requester', { person: name })];
      case 'author':
        return [
          because('is-author', {
            person: name,
            own: commits?.own ?? 1,
            all: commits?.all ?? 1,
          }),
        ];
      case 'builder':
        return [because('is-builder', { person: name })];
      default:
        return [
          because('is-sponsor', {
            person: name,
            bot: proposal.release.builder,
          }),
        ];
    }
  });
}

/** Why a person may never take a seat of a level, whatever the state. */
export function ineligible(
  person: Person,
  level: number,
  proposal: Proposal,
  ctx: Pick<CommandContext, 'people'>,
): Reason[] {
  const outside = !isIn(
    person,
    groupsOf(proposal.policy.levels[level], proposal.owner),
  );
  return [
    ...(outside
      ? [
          because('not-in-group', {
            person: person.name,
            group: levelGroups(proposal, level),
          }),
        ]
      : []),
    ...involvement(person, proposal, ctx),
  ];
}
