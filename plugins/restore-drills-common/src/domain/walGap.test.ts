import fc from 'fast-check';
import { formatLsn, segmentName, WAL_SEGMENT_BYTES } from './wal';
import { firstGap, lastWithoutGap, newestSegment, readHistory } from './walGap';

const seg = (timeline: number, number: number) =>
  segmentName({ timeline, number: BigInt(number) });
const range = (timeline: number, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => seg(timeline, from + i));
/** A position in the middle of a segment. */
const inside = (number: number) =>
  formatLsn(BigInt(number * WAL_SEGMENT_BYTES + 4_711));

describe('firstGap on one timeline', () => {
  it('finds nothing where nothing is missing, and the first that is', () => {
    const files = range(1, 250, 260);
    expect(firstGap(files, seg(1, 250), seg(1, 260))).toBeUndefined();
    const holed = files.filter(f => f !== seg(1, 256) && f !== seg(1, 258));
    expect(firstGap(holed, seg(1, 250), seg(1, 260))).toBe(
      '000000010000000100000000',
    );
  });

  it('takes an unfinished segment for missing', () => {
    const files = [seg(1, 1), `${seg(1, 2)}.partial`];
    expect(firstGap(files, seg(1, 1), seg(1, 2))).toBe(seg(1, 2));
  });

  it('refuses ends that are none', () => {
    expect(() => firstGap([], 'x', seg(1, 2))).toThrow(TypeError);
    expect(() => firstGap([], seg(1, 1), '')).toThrow(TypeError);
    expect(() => firstGap([], seg(1, 3), seg(1, 2))).toThrow(TypeError);
  });

  it('agrees with looking for every name, at every segment size', () => {
    const sizes = fc.constantFrom(1, 16, 512).map(n => n * 1024 * 1024);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(24)),
        fc.nat(24),
        fc.nat(24),
        sizes,
        (there, a, b, segmentBytes) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const name = (n: number) =>
            segmentName({ timeline: 3, number: BigInt(n) }, segmentBytes);
          let expected: string | undefined;
          for (let n = to; n >= from; n--) {
            expected = there.includes(n) ? expected : name(n);
          }
          expect(
            firstGap(there.map(name), name(from), name(to), { segmentBytes }),
          ).toBe(expected);
        },
      ),
    );
  });
});

describe('firstGap over timelines', () => {
  const history = `1\t${inside(5)}\tno recovery target specified\n\n2\t${inside(
    8,
  )}\tbefore 2026-11-29 12:00:00+00\n`;
  const histories = { '00000003.history': history };
  const files = [
    '00000002.history',
    '00000003.history',
    ...range(1, 3, 5),
    ...range(2, 5, 8),
    ...range(3, 8, 10),
  ];
  const gap = (names: string[], texts: Record<string, string> = histories) =>
    firstGap(names, seg(1, 3), seg(3, 10), { histories: texts });

  it('follows the history', () => {
    expect(gap(files)).toBeUndefined();
  });

  it.each([seg(1, 3), seg(1, 4), seg(2, 5), seg(2, 7), seg(3, 8), seg(3, 10)])(
    'misses %s',
    name => {
      expect(gap(files.filter(file => file !== name))).toBe(name);
    },
  );

  it.each([seg(1, 5), seg(2, 8)])(
    'does not need %s: the next timeline has a copy',
    name => {
      expect(gap(files.filter(file => file !== name))).toBeUndefined();
    },
  );

  it.each<[string, string[], Record<string, string>]>([
    [
      'it is not in the archive',
      files.filter(file => file !== '00000003.history'),
      histories,
    ],
    ['its text is not given', files, {}],
    [
      'it does not lead to where the backup is',
      files,
      { '00000003.history': `2\t${inside(8)}\tx\n` },
    ],
  ])('needs the history: %s', (_, names, texts) => {
    expect(gap(names, texts)).toBe('00000003.history');
  });

  it('begins in the middle of the lineage', () => {
    expect(
      firstGap(files, seg(2, 6), seg(3, 9), { histories }),
    ).toBeUndefined();
  });

  it('needs the new timeline from a switch at the edge of a segment', () => {
    const edge = formatLsn(BigInt(5 * WAL_SEGMENT_BYTES));
    const texts = { '00000002.history': `1\t${edge}\tx` };
    const names = ['00000002.history', ...range(1, 3, 5), seg(2, 6)];
    expect(firstGap(names, seg(1, 3), seg(2, 6), { histories: texts })).toBe(
      seg(2, 5),
    );
  });
});

describe('readHistory', () => {
  it('leaves out comments and what it cannot read', () => {
    expect(readHistory('# c\n\n1\t0/5000000\tx\nnonsense\n')).toEqual([
      { parent: 1, at: 0x5000000n },
    ]);
  });
});

describe('lastWithoutGap', () => {
  it('goes on until something is missing', () => {
    const files = [...range(1, 254, 257), ...range(1, 259, 260)];
    expect(lastWithoutGap(files, seg(1, 254))).toBe(seg(1, 257));
    expect(lastWithoutGap(files, seg(1, 260))).toBe(seg(1, 260));
    expect(lastWithoutGap(files, seg(1, 258))).toBeUndefined();
    expect(lastWithoutGap(files, 'x')).toBeUndefined();
  });
});

describe('newestSegment', () => {
  it('is that of its timeline', () => {
    const files = [...range(1, 254, 257), seg(2, 255), 'x'];
    expect(newestSegment(files, 1)).toBe(seg(1, 257));
    expect(newestSegment(files, 2)).toBe(seg(2, 255));
    expect(newestSegment(files, 3)).toBeUndefined();
  });
});
