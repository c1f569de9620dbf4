import fc from 'fast-check';
import { isSameSubstance } from './answer';

/** What the comparison means: the same JSON, but for the times at which it was said again. */
function textOf(view: unknown): string {
  return JSON.stringify(sorted(view), function replace(key, value) {
    const volatile =
      key === 'generatedAt' ||
      key === 'usedAt' ||
      (key === 'at' && ('source' in this || 'state' in this));
    return volatile ? undefined : value;
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, item]) => [key, sorted(item)]),
      )
    : value;
}

const keys = ['at', 'source', 'state', 'generatedAt', 'usedAt', 'name'];

const { view } = fc.letrec<{ view: unknown; leaf: unknown }>(tie => ({
  leaf: fc.constantFrom<unknown>(0, 1, '', 'a', true, null),
  view: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.array(tie('view'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(...keys),
      fc.option(tie('view'), { nil: undefined }),
      { maxKeys: 4 },
    ),
  ),
}));

describe('whether two views are of the same substance', () => {
  it('is whether their JSON is the same, for any views', () => {
    fc.assert(
      fc.property(view, view, (a, b) => {
        expect(isSameSubstance(a, b)).toBe(textOf(a) === textOf(b));
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds of a view and its copy', () => {
    fc.assert(
      fc.property(view, a => {
        expect(isSameSubstance(a, structuredClone(a))).toBe(true);
      }),
    );
  });

  it.each([
    ['another time of assessment', { generatedAt: 'x', a: 1 }, { a: 1 }, true],
    ['another age of usage', { usedAt: 'x' }, { usedAt: 'y' }, true],
    [
      "another age of a source's answer",
      { source: 'pods', at: 'x' },
      { source: 'pods', at: 'y' },
      true,
    ],
    ['another time of an event', { at: 'x' }, { at: 'y' }, false],
    ['one item more', { list: [1] }, { list: [1, 2] }, false],
    ['one field more', { a: 1 }, { a: 1, b: 2 }, false],
    ['one field less', { a: 1, b: 2 }, { a: 1 }, false],
    ['a field that is undefined', { a: 1, b: undefined }, { a: 1 }, true],
    ['a list instead of a record', { a: [] }, { a: {} }, false],
  ])('%s', (_, a, b, same) => {
    expect(isSameSubstance(a, b)).toBe(same);
  });
});
