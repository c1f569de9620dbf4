import fc from 'fast-check';
import { commonRefs, refMatches } from './refs';

describe('refs', () => {
  it.each([
    ['refs/tags/v*', 'refs/tags/v1.8.0', true],
    ['refs/tags/v*', 'refs/tags/v', true],
    ['refs/tags/v*', 'refs/tags/1.8.0', false],
    ['refs/heads/release/*', 'refs/heads/release/1.8', true],
    ['refs/heads/*', 'refs/heads/release/1.8', false],
    ['refs/heads/develop', 'refs/heads/develop2', false],
    ['refs/tags/v*-rc*', 'refs/tags/v1-rc1', true],
    ['refs/tags/v.*', 'refs/tags/vx', false],
  ])('%s matches %s: %s', (pattern, ref, expected) => {
    expect(refMatches(pattern, ref)).toBe(expected);
  });

  it('keeps only patterns that both lists permit', () => {
    expect(
      commonRefs(['refs/tags/*', 'refs/heads/a'], ['refs/tags/v*']),
    ).toEqual(['refs/tags/v*']);
    expect(commonRefs(['refs/heads/a'], ['refs/heads/b'])).toEqual([]);
  });

  it('permits no ref that one of them refuses', () => {
    const part = fc.constantFrom('a', 'b', '*', '/');
    const ref = fc
      .array(part, { maxLength: 5 })
      .map(parts => `refs/heads/${parts.join('')}`);
    fc.assert(
      fc.property(
        fc.array(ref, { maxLength: 3 }),
        fc.array(ref, { maxLength: 3 }),
        ref.map(text => text.replace(/\*/g, 'ab')),
        (a, b, candidate) => {
          const matches = (all: string[]) =>
            all.some(pattern => refMatches(pattern, candidate));
          const common = matches(commonRefs(a, b));
          expect(common && !(matches(a) && matches(b))).toBe(false);
        },
      ),
    );
  });
});
