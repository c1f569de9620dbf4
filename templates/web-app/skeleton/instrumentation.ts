import type { Instrumentation } from 'next';

/** Called by Next.js when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { start } = await import('./lib/start');
    await start();
  }
}

/** Called by Next.js with what a page or a route threw; the visitor sees nothing of it. */
export const onRequestError: Instrumentation.onRequestError = async (
  error,
  request,
  context,
) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logger } = await import('./lib/logger');
    logger.error(
      { error, method: request.method, route: context.routePath },
      'request failed',
    );
  }
};
