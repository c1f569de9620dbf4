import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import nextConfig from '@/next.config';
import { contentSecurityPolicy } from '@/lib/headers';
import { config, proxy } from '@/proxy';

const ask = (path: string, language = 'zh') =>
  proxy(
    new NextRequest(`https://site.example${path}`, {
      headers: { 'accept-language': language },
    }),
  );

describe('before a page', () => {
  it.each([
    ['/', 'zh', '/zh'],
    ['/', 'en', '/en'],
    ['/videos?a=1', 'zh', '/zh/videos?a=1'],
    ['//evil.example', 'zh', '/zh//evil.example'],
  ])('%s leads a reader of %s to %s', (path, language, expected) => {
    const response = ask(path, language);
    expect(response.status).toBe(307);
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin).toBe('https://site.example');
    expect(location.pathname + location.search).toBe(expected);
    expect(response.headers.get('vary')).toContain('Accept-Language');
  });

  it('gives each answer a nonce of its own', () => {
    const [one, two] = ['/en', '/en'].map(
      path => ask(path).headers.get('content-security-policy') ?? '',
    );
    expect(one).toMatch(
      /script-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}' 'strict-dynamic';/,
    );
    expect(one).not.toContain('unsafe');
    expect(one).not.toBe(two);
  });

  it.each([
    '/healthz',
    '/readyz',
    '/metrics',
    '/_next/static/a.js',
    '/assets/a.svg',
    '/icon.svg',
  ])('leaves %s alone', path => {
    expect(new RegExp(`^${config.matcher}$`).test(path)).toBe(false);
  });

  it('takes pages whose name only begins like that', () => {
    expect(new RegExp(`^${config.matcher}$`).test('/metrics-explained')).toBe(
      true,
    );
  });
});

describe('headers', () => {
  it('are strict everywhere, and static files are kept for a day', async () => {
    const rules = (await nextConfig.headers?.()) ?? [];
    const of = (source: string) =>
      Object.fromEntries(
        rules
          .find(rule => rule.source === source)
          ?.headers.map(({ key, value }) => [key, value]) ?? [],
      );
    expect(of('/:path*')).toMatchObject({
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    });
    expect(of('/assets/:path*')).toEqual({
      'Cache-Control': 'public, max-age=86400',
    });
    expect(nextConfig.poweredByHeader).toBe(false);
  });

  it('let the development server evaluate, and only it', () => {
    expect(contentSecurityPolicy('n', true)).toContain("'unsafe-eval'");
    expect(contentSecurityPolicy('n')).not.toContain("'unsafe-eval'");
  });
});
