import { Say } from './say';

/** Names people by their references. */
export type NameOf = (ref: string) => string;

/** Last part of an entity reference: `group:default/sre` is `sre`. */
export function shortRef(ref: string): string {
  return ref.replace(/^[a-z]+:([^/]+\/)?/i, '');
}

/** Groups as a sentence has them: the owner's rule in words, references short. */
export function groupName(group: string, say: Say): string {
  return group === 'owner' ? say('ownerTeam') : shortRef(group);
}

/** Names from what the server knows; the reader is "You" and the portal is itself. */
export function createNameOf(
  people: Readonly<Record<string, string>>,
  me: string | undefined,
  say: Say,
): NameOf {
  const own = me !== undefined && Object.hasOwn(people, me) && people[me];
  return ref => {
    // Reasons name people as the catalog does, everything else by reference.
    if (ref === me || ref === own) return say('you');
    if (ref === 'portal') return say('portal');
    return (Object.hasOwn(people, ref) && people[ref]) || shortRef(ref);
  };
}

const HEX = /^(sha256:)?([0-9a-f]{12,})$/;

/** The first digits of a hash; anything else as it is. */
export function shortHash(value: string): string {
  const match = HEX.exec(value);
  return match ? match[2].slice(0, 8) : value;
}

/** An image without what repeats: `sha256:9f2c1a…e810`. */
export function shortImage(image: string): string {
  const at = image.lastIndexOf('sha256:');
  if (at < 0) return image;
  const digest = image.slice(at);
  return `${digest.slice(0, 13)}…${digest.slice(-4)}`;
}

/** Letters of an avatar: one Han character, else the first letters of two words. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s-]+/);
  if (/\p{Script=Han}/u.test(words[0])) return words[0].slice(0, 1);
  return words
    .slice(0, 2)
    .map(word => word.slice(0, 1).toLocaleUpperCase('en'))
    .join('');
}
