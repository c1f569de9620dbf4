import fc from 'fast-check';
import { artefactsOf, fingerprintOf } from './fingerprints';
import { FingerprintInput, Manifest } from './fingerprint';
import { aBaseline, aDigest } from '../testUtils';

const image = (word: string) => ({ repository: word, digest: aDigest(word) });
const manifest = (name: string): Manifest => ({
  kind: 'Deployment',
  metadata: { name },
});
const input: FingerprintInput = {
  images: [image('a'), image('b')],
  manifests: [manifest('x'), manifest('y')],
  strategy: { kind: 'rolling' },
  baseline: aBaseline(),
};

describe('fingerprintOf', () => {
  it('does not depend on order, time, or the commit of the repository', () => {
    expect(
      fingerprintOf({
        ...input,
        images: [image('b'), image('a')],
        manifests: [manifest('y'), manifest('x')],
        baseline: aBaseline({
          revision: 'elsewhere',
          observedAt: 1,
          version: undefined,
        }),
      }),
    ).toEqual(fingerprintOf(input));
  });

  it.each<[string, Partial<FingerprintInput>, string[]]>([
    ['image', { images: [image('a')] }, ['artefacts', 'rendered', 'approval']],
    [
      'chart',
      { chart: { name: 'c', version: '1', digest: 'd' } },
      ['artefacts', 'rendered', 'approval'],
    ],
    ['manifest', { manifests: [manifest('x')] }, ['rendered', 'approval']],
    ['strategy', { strategy: { kind: 'blue-green', soakMs: 1 } }, ['approval']],
    ['baseline', { baseline: aBaseline({ images: [] }) }, ['approval']],
    ['unknown baseline', { baseline: undefined }, ['approval']],
  ])('changes with the %s (S8)', (_, change, parts) => {
    const [before, after] = [
      fingerprintOf(input),
      fingerprintOf({ ...input, ...change }),
    ];
    const changed = (['artefacts', 'rendered', 'approval'] as const).filter(
      part => before[part] !== after[part],
    );
    expect(changed).toEqual(parts);
  });

  it('changes with every value of a manifest', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    const of = (value: unknown) =>
      fingerprintOf({ ...input, manifests: [{ deep: [value] }] }).approval;
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        expect(of(a) === of(b)).toBe(a === b);
      }),
    );
  });

  it('tells artefacts without rendering', () => {
    expect(artefactsOf(input)).toBe(fingerprintOf(input).artefacts);
  });

  it('refuses what JSON cannot carry', () => {
    expect(() =>
      fingerprintOf({ ...input, manifests: [{ replicas: NaN }] }),
    ).toThrow(TypeError);
  });
});
