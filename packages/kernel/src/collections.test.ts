import { groupBy, own } from './collections';

describe('groupBy', () => {
  it('keeps the order of first items, and of items within', () => {
    const groups = groupBy(['bee', 'ant', 'bat', 'asp'], word => word[0]);
    expect([...groups]).toEqual([
      ['b', ['bee', 'bat']],
      ['a', ['ant', 'asp']],
    ]);
  });

  it('takes every text as a key', () => {
    expect(groupBy([1], () => '__proto__').get('__proto__')).toEqual([1]);
  });
});

describe('own', () => {
  it('finds only what was put there', () => {
    expect(own({ a: 1 }, 'a')).toBe(1);
    expect(own({ a: 1 }, 'b')).toBeUndefined();
    expect(own({}, 'constructor')).toBeUndefined();
  });
});
