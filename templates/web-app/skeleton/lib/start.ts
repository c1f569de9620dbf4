import { logger } from './logger';
import { observeRequests } from './observe';
import { shared } from './shared';
import { startTracing } from './tracing';

/** What happens once, before the first request. */
export async function start(): Promise<void> {
  observeRequests(shared.metrics, logger);
  const stopTracing = await startTracing(process.env);
  // Next.js closes its server on this signal and waits for open requests. Until then no new ones should come.
  process.once('SIGTERM', () => {
    shared.draining = true;
    logger.info('draining');
    stopTracing?.().catch((error: unknown) =>
      logger.warn({ error }, 'traces were lost'),
    );
  });
  logger.info({ tracing: stopTracing !== undefined }, 'started');
}
