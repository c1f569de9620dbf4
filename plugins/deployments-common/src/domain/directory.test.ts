import { involvedIn, peopleIndex } from './directory';
import { aPerson, aRelease } from '../testUtils';

const commit = (author: string) => ({
  sha: author,
  title: 't',
  author,
  files: [],
});

describe('peopleIndex', () => {
  it('finds a person by any name, in any case', () => {
    const index = peopleIndex([aPerson('ana', ['sre'], ['ana-gh'])]);
    expect(index.find('ANA-GH')?.ref).toBe('user:default/ana');
    expect(index.canon('user:default/Ana')).toBe('user:default/ana');
    expect(index.canon('Nobody@X')).toBe('nobody@x');
    expect(index.find('__proto__')).toBeUndefined();
  });

  it('makes one person of records that share a name, through others too', () => {
    const index = peopleIndex([
      aPerson('a', ['sre'], ['x@y.z']),
      aPerson('b', ['team-leads'], ['b@y.z']),
      aPerson('c', ['media'], ['b@y.z', 'x@y.z']),
    ]);
    expect(index.all).toHaveLength(1);
    expect(index.find('user:default/c')).toMatchObject({
      ref: 'user:default/a',
      groups: [
        'group:default/sre',
        'group:default/team-leads',
        'group:default/media',
      ],
    });
  });
});

describe('involvedIn', () => {
  it('names requester, authors with their commits, builder and sponsor', () => {
    const people = [aPerson('ana', [], ['ana-gh']), aPerson('bob')];
    const release = aRelease({
      commits: ['ana-gh', 'ana@textloom.dev', 'else@x.dev'].map(commit),
      builder: 'CI-Bot',
      sponsor: 'bob@textloom.dev',
    });
    expect(involvedIn(release, 'user:default/bob', people)).toEqual([
      { person: 'user:default/bob', as: 'requester' },
      {
        person: 'user:default/ana',
        as: 'author',
        commits: { own: 2, all: 3 },
      },
      { person: 'else@x.dev', as: 'author', commits: { own: 1, all: 3 } },
      { person: 'ci-bot', as: 'builder' },
      { person: 'user:default/bob', as: 'sponsor' },
    ]);
  });
});
