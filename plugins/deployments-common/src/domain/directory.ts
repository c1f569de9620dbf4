import { Involved, Person } from './people';
import { Release } from './release';

/**
 * The people of the catalog by any of their names. Records that share a name are one natural person: a second account
 * never makes a second vote.
 */
export interface PeopleIndex {
  /** All natural persons, in the order of the catalog. */
  all: readonly Person[];
  find(name: string): Person | undefined;
  /** The one name of whoever is meant: the person's reference, or the given name in lower case where nobody is known. */
  canon(name: string): string;
}

const indexes = new WeakMap<readonly Person[], PeopleIndex>();

/** Index over people; kept as long as the list itself. */
export function peopleIndex(people: readonly Person[]): PeopleIndex {
  const known = indexes.get(people);
  if (known) {
    return known;
  }
  const index = createIndex(people);
  indexes.set(people, index);
  return index;
}

function namesOf(person: Person): string[] {
  return [person.ref, ...person.identities].map(name => name.toLowerCase());
}

function createIndex(people: readonly Person[]): PeopleIndex {
  const byName = new Map<string, Person>();
  /** Place of a person's first record in the catalog. */
  const places = new Map<Person, number>();
  people.forEach((person, place) => {
    const same = new Set(
      namesOf(person).flatMap(name => byName.get(name) ?? []),
    );
    const accounts = [...same].sort((a, b) => places.get(a)! - places.get(b)!);
    const one = accounts.length ? merge([...accounts, person]) : person;
    places.set(one, places.get(accounts[0]) ?? place);
    accounts.forEach(other => places.delete(other));
    namesOf(one).forEach(name => byName.set(name, one));
  });
  const find = (name: string) => byName.get(name.toLowerCase());
  return {
    all: [...places.keys()],
    find,
    canon: name => find(name)?.ref ?? name.toLowerCase(),
  };
}

function merge(accounts: readonly Person[]): Person {
  const unique = (texts: string[]) => [...new Set(texts)];
  return {
    ref: accounts[0].ref,
    name: accounts[0].name,
    groups: unique(accounts.flatMap(account => account.groups)),
    identities: unique(accounts.flatMap(namesOf)),
  };
}

/**
 * Who is part of a change: who asks for it, who wrote its commits, who built it, and the person behind a bot. People
 * are named by reference where the catalog knows them.
 */
export function involvedIn(
  release: Release,
  requestedBy: string,
  people: readonly Person[],
): Involved[] {
  const { canon } = peopleIndex(people);
  const own = new Map<string, number>();
  for (const { author } of release.commits) {
    const person = canon(author);
    own.set(person, (own.get(person) ?? 0) + 1);
  }
  const all = release.commits.length;
  return [
    { person: canon(requestedBy), as: 'requester' },
    ...[...own].map(
      ([person, commits]): Involved => ({
        person,
        as: 'author',
        commits: { own: commits, all },
      }),
    ),
    { person: canon(release.builder), as: 'builder' },
    ...(release.sponsor === undefined
      ? []
      : [{ person: canon(release.sponsor), as: 'sponsor' } as const]),
  ];
}
