import { completed, readRepository, writeRepository } from './repository';

describe('a repository as a form answers it', () => {
  const shop = { host: 'github.com', owner: 'textloom', repo: 'shop' };

  it('is read as it is written', () => {
    expect(writeRepository(shop)).toBe('github.com?owner=textloom&repo=shop');
    expect(readRepository(writeRepository(shop))).toEqual(shop);
    expect(readRepository(undefined)).toEqual({
      host: '',
      owner: '',
      repo: '',
    });
  });

  it.each([
    [{}, { host: 'a.example', owner: 'textloom', repo: 'shop' }],
    [
      { repo: 'other' },
      { host: 'a.example', owner: 'textloom', repo: 'other' },
    ],
    [
      { host: 'b.example', owner: '' },
      { host: 'b.example', owner: '', repo: 'shop' },
    ],
  ])('with %j entered has the usual for the rest', (entered, expected) => {
    const usual = {
      hosts: ['a.example', 'b.example'],
      owner: 'textloom',
      name: 'shop',
    };
    expect(completed(entered, usual)).toEqual(expected);
    expect(completed({}, { ...usual, hosts: [] }).host).toBe('');
  });
});
