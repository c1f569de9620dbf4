import { MINUTE } from '@textloom/kernel';
import { CommandContext } from './context';
import { peopleIndex } from './directory';
import { shortName } from './eligibility';
import { Person } from './people';
import { Reason } from './reasons';
import { because } from './refuse';

/** S4: only a person of the catalog acts, by a session of their own. */
export function humanReasons({ actor, people }: CommandContext): Reason[] {
  return actor.kind === 'human' && peopleIndex(people).find(actor.ref)
    ? []
    : [because('not-human', { actor: actor.ref })];
}

/** S4: the person proved who they are not longer ago than this. An unknown time is too long ago. */
export function proofReasons(
  { actor, now }: CommandContext,
  maxProofAgeMs: number,
): Reason[] {
  const age = actor.provenAt === undefined ? NaN : now - actor.provenAt;
  return age <= maxProofAgeMs
    ? []
    : [
        because('proof-too-old', {
          maxMinutes: Math.round((maxProofAgeMs / MINUTE) * 10) / 10,
        }),
      ];
}

/** Who acts as the catalog knows them; a bare name where it does not. */
export function actingPerson({ actor, people }: CommandContext): Person {
  return (
    peopleIndex(people).find(actor.ref) ?? {
      ref: actor.ref.toLowerCase(),
      name: shortName(actor.ref),
      groups: [],
      identities: [],
    }
  );
}
