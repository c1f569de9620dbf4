import { gunzipSync } from 'node:zlib';
import { answerOf } from './answer';
import { acceptsGzip, gzipOf } from './compress';

const LONG = 'x'.repeat(2_000);

describe('acceptsGzip', () => {
  it.each([
    ['gzip', true],
    ['br, gzip;q=0.8', true],
    ['deflate, *', true],
    ['GZIP', true],
    ['gzip;q=0', false],
    ['gzip;q=0.0', false],
    ['br', false],
    ['', false],
    [undefined, false],
    [['gzip'], false],
  ])('%p: %p', (header, accepts) => {
    expect(acceptsGzip(header, LONG)).toBe(accepts);
  });

  it('leaves short bodies as they are', () => {
    expect(acceptsGzip('gzip', 'short')).toBe(false);
  });
});

describe('gzipOf', () => {
  it('compresses once', async () => {
    const answer = answerOf({ text: LONG });
    const first = gzipOf(answer);
    expect(gzipOf(answer)).toBe(first);
    expect(gunzipSync(await first).toString()).toBe(answer.body);
  });
});
