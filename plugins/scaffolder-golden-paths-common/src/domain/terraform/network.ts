/** A range of IPv4 addresses: from the first to the last, both as numbers. */
export interface Range {
  first: number;
  last: number;
  /** Bits that all of them share. */
  prefix: number;
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;
/** RFC 1918. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
/** What a VPC takes. Source: VPC user guide, VPC CIDR blocks. */
const LARGEST = 16;
const SMALLEST = 28;

/** A range in CIDR notation; `undefined` when it is none, or when bits are set behind the prefix. */
export function parseRange(text: string): Range | undefined {
  const numbers = CIDR.exec(text)?.slice(1).map(Number);
  if (!numbers) {
    return undefined;
  }
  const [a, b, c, d, prefix] = numbers;
  if (prefix > 32 || [a, b, c, d].some(part => part > 255)) {
    return undefined;
  }
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - prefix);
  return first % size === 0
    ? { first, last: first + size - 1, prefix }
    : undefined;
}

/** Whether one range has an address of the other. */
export const overlap = (a: Range, b: Range): boolean =>
  a.first <= b.last && b.first <= a.last;

/** Whether one range lies wholly in the other. */
export const contains = (outer: Range, inner: Range): boolean =>
  outer.first <= inner.first && inner.last <= outer.last;

/** Whether a VPC takes the range, and it is private. */
export function isVpcRange(text: string): boolean {
  const range = parseRange(text);
  return (
    range !== undefined &&
    range.prefix >= LARGEST &&
    range.prefix <= SMALLEST &&
    PRIVATE.some(each => contains(parseRange(each)!, range))
  );
}
