import { NextResponse, type NextRequest } from 'next/server';
import { contentSecurityPolicy } from './lib/headers';
import { isLocale, preferredLocale } from './lib/locale';

/** Runs before each page: sends visitors to their language, and gives the answer its policy for scripts. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  if (!isLocale(pathname.split('/')[1])) {
    const url = request.nextUrl.clone();
    const locale = preferredLocale(request.headers.get('accept-language'));
    url.pathname = pathname === '/' ? `/${locale}` : `/${locale}${pathname}`;
    const redirect = NextResponse.redirect(url);
    redirect.headers.set('Vary', 'Accept-Language');
    return redirect;
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const policy = contentSecurityPolicy(
    nonce,
    process.env.NODE_ENV === 'development',
  );
  // Next.js reads the nonce from the request and puts it on its own scripts.
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

export const config = {
  matcher: '/((?!_next/|assets/|healthz$|readyz$|metrics$|icon\\.svg$).*)',
};
