import { holdOrder, sortRows } from './rowOrder';

describe('sortRows', () => {
  const rows = [
    { id: 'b', n: 2 },
    { id: 'x', n: undefined },
    { id: 'a', n: 10 },
    { id: 'c', n: 2 },
  ];
  const ids = (list: typeof rows) => list.map(row => row.id).join('');

  it('has unknown last in both directions and keeps equal ones', () => {
    expect(ids(sortRows(rows, row => row.n, 'ascending'))).toBe('bcax');
    expect(ids(sortRows(rows, row => row.n, 'descending'))).toBe('abcx');
  });

  it('reads numbers inside names', () => {
    const names = [{ id: 'ip-10' }, { id: 'ip-9' }];
    expect(sortRows(names, row => row.id, 'ascending')[0].id).toBe('ip-9');
  });

  it('leaves its input alone', () => {
    sortRows(rows, row => row.n, 'descending');
    expect(ids(rows)).toBe('bxac');
  });
});

describe('holdOrder', () => {
  it('keeps places, drops the gone, appends the new, and counts what moves', () => {
    expect(holdOrder(['a', 'b', 'c'], ['c', 'd', 'a'])).toEqual({
      ids: ['a', 'c', 'd'],
      changes: 3,
    });
  });

  it('has nothing to say when nothing moves', () => {
    expect(holdOrder(['a', 'b'], ['a', 'b'])).toEqual({
      ids: ['a', 'b'],
      changes: 0,
    });
    expect(holdOrder([], ['a', 'b']).ids).toEqual(['a', 'b']);
  });
});
