/** How long a CDN and a browser may keep a static file. */
export const DAY_SECONDS = 86_400;

const YEAR_SECONDS = 31_536_000;

/** Headers of every answer; the policy for scripts is in {@link contentSecurityPolicy}. */
export const securityHeaders = [
  {
    key: 'Strict-Transport-Security',
    value: `max-age=${YEAR_SECONDS}; includeSubDomains`,
  },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), geolocation=(), microphone=()',
  },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

/**
 * What a page may load. Scripts run only with the nonce of this one answer, so that injected ones do not.
 * @param development - React needs eval there, and the page is reloaded over a web socket
 */
export function contentSecurityPolicy(
  nonce: string,
  development = false,
): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${
      development ? " 'unsafe-eval'" : ''
    }`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
