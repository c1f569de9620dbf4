const MULTI = Buffer.from('*1\r\n$5\r\nMULTI\r\n');

/**
 * Whether bytes are the beginning of what a server would have written to its log: whole commands and annotations, and
 * then a piece of one, or a transaction that is not closed. That is how a log ends that was copied while it was
 * written, and nothing else is wrong with it.
 */
export function isTorn(bytes: Buffer): boolean {
  let at = 0;
  while (at < bytes.length) {
    const next = entryAt(bytes, at);
    if (next === 'ends') {
      return true;
    }
    if (next === 'malformed') {
      return false;
    }
    at = next;
  }
  const opening = bytes.subarray(0, MULTI.length).toString().toUpperCase();
  return opening === MULTI.toString();
}

type Next = number | 'ends' | 'malformed';

/** Where the entry after this one begins. */
function entryAt(bytes: Buffer, at: number): Next {
  if (bytes[at] === '#'.charCodeAt(0)) {
    const end = bytes.indexOf('\r\n', at);
    return end < 0 ? 'ends' : end + 2;
  }
  const head = numberAt(bytes, at, '*');
  if (typeof head === 'string') {
    return head;
  }
  let next = head.end;
  for (let index = 0; index < head.value; index += 1) {
    const length = numberAt(bytes, next, '$');
    if (typeof length === 'string') {
      return length;
    }
    next = length.end + length.value;
    const close = bytes.toString('latin1', next, next + 2);
    if (!'\r\n'.startsWith(close)) {
      return 'malformed';
    }
    next += 2;
    if (next > bytes.length) {
      return 'ends';
    }
  }
  return next;
}

function numberAt(
  bytes: Buffer,
  at: number,
  mark: '*' | '$',
): { value: number; end: number } | 'ends' | 'malformed' {
  const text = bytes.toString('latin1', at, at + 24);
  const line = /^(.)(\d{1,18})\r\n/s.exec(text);
  if (line) {
    return line[1] === mark
      ? { value: Number(line[2]), end: at + line[0].length }
      : 'malformed';
  }
  const beginning = at + text.length >= bytes.length;
  const piece = text === '' || /^.(?:\d{1,18}\r?)?$/s.test(text);
  return beginning && piece && ['', mark].includes(text.slice(0, 1))
    ? 'ends'
    : 'malformed';
}
