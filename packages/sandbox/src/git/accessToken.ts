import { timingSafeEqual } from 'node:crypto';

/** Ways of HTTP to send a token; with `basic` it is the password of whatever user. */
export type TokenScheme = 'basic' | 'bearer' | 'token';

/** What a request says of who asks: nothing, the token, or something that is not it. */
export type Credentials = 'none' | 'right' | 'wrong';

/** Compares what an `Authorization` header carries with a token, in constant time. */
export function credentialsOf(
  header: string | undefined,
  token: string,
  schemes: readonly TokenScheme[],
): Credentials {
  if (!header) {
    return 'none';
  }
  const [name = '', value = ''] = header.split(' ');
  const scheme = schemes.find(
    known => known === name.toLocaleLowerCase('en-US'),
  );
  const sent = scheme === 'basic' ? passwordOf(value) : value;
  return scheme && isSame(sent, token) ? 'right' : 'wrong';
}

function passwordOf(value: string): string {
  return Buffer.from(value, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
