import { contains, isVpcRange, overlap, parseRange } from './network';

const range = (text: string) => parseRange(text)!;

it.each(['10.40.0.0/16', '172.31.0.0/20', '192.168.4.0/28'])(
  'takes %s for a VPC',
  text => expect(isVpcRange(text)).toBe(true),
);

it.each([
  ['10.0.0.0/8', 'too large'],
  ['10.40.0.0/29', 'too small'],
  ['11.0.0.0/16', 'not private'],
  ['172.32.0.0/16', 'not private'],
  ['10.40.1.0/16', 'bits behind the prefix'],
  ['10.256.0.0/16', 'no address'],
  ['10.40.0.0/33', 'no prefix'],
  ['10.40.0.0', 'no range'],
  ['fd00::/16', 'not IPv4'],
])('does not take %s: %s', text => expect(isVpcRange(text)).toBe(false));

it('sees ranges that touch as apart, and those that share one address as overlapping', () => {
  expect(overlap(range('10.40.0.0/16'), range('10.41.0.0/16'))).toBe(false);
  expect(overlap(range('10.40.0.0/16'), range('10.40.255.0/24'))).toBe(true);
});

it('overlaps whichever way it is asked, and exactly where one contains the other', () => {
  const ranges = [8, 12, 16, 24, 28, 32].flatMap(prefix =>
    [0, 1, 2, 255].map(index => {
      const size = 2 ** (32 - prefix);
      const first = 10 * 2 ** 24 + index * size;
      return { first, last: first + size - 1, prefix };
    }),
  );
  for (const a of ranges) {
    for (const b of ranges) {
      expect(overlap(a, b)).toBe(overlap(b, a));
      // Blocks of powers of two either contain each other or are apart.
      expect(overlap(a, b)).toBe(contains(a, b) || contains(b, a));
    }
  }
});
