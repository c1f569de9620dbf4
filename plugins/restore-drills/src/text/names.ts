import { Say } from './say';

/** Names people by their references. */
export type NameOf = (ref: string) => string;

/** Last part of an entity reference: `group:default/sre` is `sre`. */
export function shortRef(ref: string): string {
  return ref.replace(/^[a-z]+:([^/]+\/)?/i, '');
}

/** Reference of a catalog entity, lower case as stores have it. */
export function refOf(entity: {
  kind: string;
  metadata: { namespace?: string; name: string };
}): string {
  const { namespace = 'default', name } = entity.metadata;
  return `${entity.kind}:${namespace}/${name}`.toLocaleLowerCase('en');
}

/** Names from what the server knows; the portal is itself. */
export function createNameOf(
  people: Readonly<Record<string, string>>,
  say: Say,
): NameOf {
  return ref => {
    if (ref === 'portal') return say('portal');
    return (Object.hasOwn(people, ref) && people[ref]) || shortRef(ref);
  };
}

/** The first digits of a hash; anything else as it is. */
export function shortHash(value: string): string {
  return /^[0-9a-f]{12,}$/.test(value) ? value.slice(0, 8) : value;
}
