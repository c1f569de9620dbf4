import fc from 'fast-check';
import { canonicalJson } from './canonicalJson';

function mapEntries(
  value: unknown,
  order: (entries: [string, unknown][]) => [string, unknown][],
): unknown {
  if (Array.isArray(value)) {
    return value.map(item => mapEntries(item, order));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      order(
        Object.entries(value).map(([key, entry]) => [
          key,
          mapEntries(entry, order),
        ]),
      ),
    );
  }
  return value;
}

const reversed = (value: unknown) =>
  mapEntries(value, entries => [...entries].reverse());

const sorted = (value: unknown) =>
  mapEntries(value, entries =>
    [...entries].sort(([a], [b]) => (a < b ? -1 : 1)),
  );

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: [true, null, 'x"'] }, '{"a":[true,null,"x\\""],"b":1}'],
    [{ a: undefined }, '{}'],
    [-0, '0'],
    [1e21, '1e+21'],
    ['\u2028\ud800', '"\u2028\\ud800"'],
    [JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
    [Object.create(null), '{}'],
  ])('of %j is %s', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it.each([
    [NaN],
    [Infinity],
    [undefined],
    [[undefined]],
    [() => 1],
    [10n],
    [Symbol('x')],
    [new Date(0)],
    [new Map()],
  ])('refuses %p', value => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('refuses what contains itself, and what is too deep', () => {
    const within: Record<string, unknown> = {};
    within.self = within;
    expect(() => canonicalJson(within)).toThrow('deeper than 200');
  });

  it('is the same after a round trip, and for any order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });

  it('differs where values differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(same).toBe(
          JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)),
        );
      }),
    );
  });
});
