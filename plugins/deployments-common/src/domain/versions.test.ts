import fc from 'fast-check';
import { compareVersions } from './versions';

describe('compareVersions', () => {
  it('orders as semantic versioning does', () => {
    const inOrder = [
      'not a version',
      '0.9.9',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.2.0',
      '1.10.0',
      'v2.0.0',
    ];
    fc.assert(
      fc.property(
        fc.nat(inOrder.length - 1),
        fc.nat(inOrder.length - 1),
        (a, b) => {
          const sign = Math.sign(compareVersions(inOrder[a], inOrder[b]));
          expect(sign).toBe(Math.sign(a - b));
        },
      ),
    );
  });

  it('does not look at what was built', () => {
    expect(compareVersions('1.0.0+a', '1.0.0+b')).toBe(0);
  });
});
