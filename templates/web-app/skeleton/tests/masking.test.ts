import { describe, expect, it } from 'vitest';
import { mask, maskText } from '@/lib/masking';

describe('masking of texts', () => {
  it.each([
    ['mail to jane.doe+x@mail.example.com now', 'mail to [email] now'],
    ['call +86 138 0013 8000 or 13800138000', 'call [phone] or [phone]'],
    ['card 4111 1111 1111 1111 paid', 'card [card] paid'],
    ['authorization: Bearer abc.def-123', 'authorization: Bearer [hidden]'],
    ['token eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl here', 'token [hidden] here'],
  ])('hides what is in "%s"', (text, expected) => {
    expect(maskText(text)).toBe(expected);
  });

  it.each([
    'order 4111 1111 1111 1112',
    '2026-11-25T10:00:00Z',
    'video 42 has 1200 frames',
    'run 1234567890123456',
  ])('leaves "%s" as it is', text => {
    expect(maskText(text)).toBe(text);
  });

  it('is quick with a hostile text', () => {
    const started = performance.now();
    maskText(`${'a.'.repeat(20_000)}@${'9 '.repeat(20_000)}`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('masking of fields', () => {
  it('hides whatever has the name of a secret, at any depth', () => {
    expect(
      mask({
        user: { password: 'x', apiKey: 1, 'set-cookie': ['a'], name: 'Jo' },
      }),
    ).toEqual({
      user: {
        password: '[hidden]',
        apiKey: '[hidden]',
        'set-cookie': '[hidden]',
        name: 'Jo',
      },
    });
  });

  it('masks errors and lists, and leaves what holds no text', () => {
    const error = new TypeError('no user jane@example.com');
    expect(
      mask({ error, to: ['jane@example.com'], at: new Date(0), ok: true }),
    ).toEqual({
      error: {
        type: 'TypeError',
        message: 'no user [email]',
        stack: expect.stringContaining('no user [email]'),
      },
      to: ['[email]'],
      at: new Date(0),
      ok: true,
    });
  });

  it('ends with what contains itself', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(JSON.stringify(mask(loop))).toContain('[deeper]');
  });
});
