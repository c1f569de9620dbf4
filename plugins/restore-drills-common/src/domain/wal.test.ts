import fc from 'fast-check';
import {
  compareLsn,
  formatLsn,
  nextSegment,
  parseLsn,
  parseSegment,
  segmentName,
  segmentOf,
  segmentRange,
  walFiles,
} from './wal';

const MIB = 1024 * 1024;
const sizes = fc.constantFrom(1, 2, 16, 64, 1024).map(size => size * MIB);
const position = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });

describe('positions', () => {
  it.each<[string, bigint]>([
    ['0/0', 0n],
    ['0/3000158', 0x3000158n],
    ['16/B374D848', 0x16_b374_d848n],
    ['FFFFFFFF/FFFFFFFF', 0xffff_ffff_ffff_ffffn],
  ])('reads %s', (text, bytes) => {
    expect(parseLsn(text)).toBe(bytes);
    expect(formatLsn(bytes)).toBe(text);
  });

  it.each(['', '0', '0/', '/0', '1/123456789', '0/G', '0/1 ', '0x1/2'])(
    'refuses "%s"',
    text => {
      expect(() => parseLsn(text)).toThrow(TypeError);
    },
  );

  it('are in the order of their bytes, not of their text', () => {
    expect(['A/0', '9/FF', '10/1'].sort(compareLsn)).toEqual([
      '9/FF',
      'A/0',
      '10/1',
    ]);
    fc.assert(
      fc.property(position, position, (a, b) => {
        const order = Math.sign(compareLsn(formatLsn(a), formatLsn(b)));
        expect(order).toBe(a === b ? 0 : Number(a > b) * 2 - 1);
      }),
    );
  });
});

describe('segments', () => {
  it.each<[string, number, number, string]>([
    // As pg_walfile_name of PostgreSQL 15 says, for the byte itself.
    ['0/3000158', 1, 16, '000000010000000000000003'],
    ['0/0', 1, 16, '000000010000000000000000'],
    ['0/FFFFFFFF', 2, 16, '0000000200000000000000FF'],
    ['1/0', 2, 16, '000000020000000100000000'],
    ['16/B374D848', 10, 16, '0000000A00000016000000B3'],
    ['16/B374D848', 1, 64, '00000001000000160000002C'],
  ])('%s on timeline %s, %s MiB', (lsn, timeline, size, name) => {
    expect(segmentOf(lsn, timeline, size * MIB)).toBe(name);
  });

  it('follow each other over the end of a log file', () => {
    expect(nextSegment('0000000100000000000000FE')).toBe(
      '0000000100000000000000FF',
    );
    expect(nextSegment('0000000100000000000000FF')).toBe(
      '000000010000000100000000',
    );
    expect(nextSegment('000000010000000000000003', 1024 * MIB)).toBe(
      '000000010000000100000000',
    );
  });

  it.each([
    '00000001000000000000000',
    '000000010000000000000003.partial',
    '00000001.history',
    '00000001000000000000000g',
  ])('refuses %s', name => {
    expect(parseSegment(name)).toBeUndefined();
    expect(() => nextSegment(name)).toThrow(TypeError);
    expect(() => segmentRange(name)).toThrow(TypeError);
  });

  it('have no number beyond what a log file has at their size', () => {
    expect(parseSegment('000000010000000000000100')).toBeUndefined();
    expect(
      parseSegment('000000010000000000000004', 1024 * MIB),
    ).toBeUndefined();
  });

  it('hold exactly the bytes of their range, at every size', () => {
    const timeline = fc.integer({ min: 1, max: 0xffff_ffff });
    // The last log file has no segment after it.
    const before = fc.bigInt({ min: 0n, max: 0xffff_fffe_ffff_ffffn });
    fc.assert(
      fc.property(before, timeline, sizes, (at, line, size) => {
        const name = segmentOf(formatLsn(at), line, size);
        const parsed = parseSegment(name, size);
        expect(parsed && segmentName(parsed, size)).toBe(name);
        expect(parsed?.timeline).toBe(line);
        const { start, end } = segmentRange(name, size);
        expect(parseLsn(start) <= at).toBe(true);
        expect(at < parseLsn(end)).toBe(true);
        expect(segmentOf(end, line, size)).toBe(nextSegment(name, size));
      }),
    );
  });
});

describe('walFiles', () => {
  it('counts what is finished, compressed or not', () => {
    const name = (n: number) => `00000001000000000000000${n}`;
    const { segments, histories } = walFiles([
      name(1),
      `${name(2)}.gz`,
      `${name(3)}-${'a'.repeat(40)}.zst`,
      `${name(4)}.partial`,
      `.${name(5)}.tmp`,
      `${name(6)}.00000028.backup`,
      '0000000A.history',
      'README',
    ]);
    expect([...segments]).toEqual([name(1), name(2), name(3)]);
    expect([...histories]).toEqual([10]);
  });
});
