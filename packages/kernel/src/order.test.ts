import fc from 'fast-check';
import { compareText, createOrder } from './order';

const order = createOrder('low', 'middle', 'high');
const word = fc.constantFrom(
  'low' as const,
  'middle' as const,
  'high' as const,
);

describe('createOrder', () => {
  it('takes its order from the arguments', () => {
    expect(order.compare('low', 'high')).toBeLessThan(0);
    expect(order.compare('high', 'middle')).toBeGreaterThan(0);
    expect(order.compare('middle', 'middle')).toBe(0);
  });

  it.each([
    ['low', 'middle', false],
    ['middle', 'middle', true],
    ['high', 'middle', true],
  ] as const)('%s is at least %s: %s', (value, limit, expected) => {
    expect(order.atLeast(value, limit)).toBe(expected);
  });

  it.each([
    ['low', 'middle', 'low'],
    ['middle', 'middle', 'middle'],
    ['high', 'middle', 'middle'],
  ] as const)('%s at most %s is %s', (value, limit, expected) => {
    expect(order.atMost(value, limit)).toBe(expected);
  });

  it('finds nothing worst among nothing', () => {
    expect(order.worst([])).toBeUndefined();
  });

  it('joins as a lattice: in any order, in any grouping, any number of times', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.array(word), (a, b) => {
        const all = order.worst([...a, ...b]);
        expect(order.worst([...b, ...a])).toBe(all);
        expect(order.worst([order.worst(a)!, ...b])).toBe(all);
        expect(order.worst([...a, ...b, ...a])).toBe(all);
        expect(a.concat(b).every(value => order.atLeast(all!, value))).toBe(
          true,
        );
      }),
    );
  });

  it('takes a word that it does not know for the worst', () => {
    const open = createOrder<string>('fine', 'bad');
    expect(open.worst(['bad', 'novel', 'fine'])).toBe('novel');
  });
});

describe('compareText', () => {
  it('orders by code units, not by language', () => {
    expect(['b', 'a', 'B', 'ä', 'a'].sort(compareText)).toEqual([
      'B',
      'a',
      'a',
      'b',
      'ä',
    ]);
  });
});
