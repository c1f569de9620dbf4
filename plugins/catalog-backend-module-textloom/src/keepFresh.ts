import { LoggerService } from '@backstage/backend-plugin-api';
import { RefreshOutcome } from './ClustersEntityProvider';

/** How often and how many times the first refresh is tried within one run. */
const ATTEMPTS = 10;
const PAUSE_MS = 5_000;

/**
 * The scheduled task. Until the clusters have all been seen once, a run tries
 * again every five seconds, since at start the clusters plugin is not there yet
 * or has not connected; afterwards once in each run.
 */
export function createRefreshTask(options: {
  refresh(): Promise<RefreshOutcome>;
  /** Resolves after that many milliseconds, or at once when aborted. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  logger: LoggerService;
}): (signal: AbortSignal) => Promise<void> {
  const { refresh, pause, logger } = options;
  let settled = false;
  /** Once; resolves to what failed. */
  const attemptOnce = async (): Promise<unknown> => {
    try {
      const outcome = await refresh();
      settled ||= outcome === 'complete';
      return undefined;
    } catch (error) {
      return error;
    }
  };
  return async signal => {
    for (let attempt = 1; !signal.aborted; attempt++) {
      const failure = await attemptOnce();
      if (settled || attempt === ATTEMPTS) {
        if (failure) logger.warn(`Clusters are not up to date: ${failure}`);
        return;
      }
      await pause(PAUSE_MS, signal);
    }
  };
}
