import { ServiceUnavailableError } from '@backstage/errors';
import { DuckSession } from './openDuck';

/** A statement that begins just after an interruption does not heed it, so it is interrupted again. */
const AGAIN_MS = 20;

/**
 * The answer, unless it takes too long: then the statement is ended.
 * @throws ServiceUnavailableError when it was
 */
export async function withDeadline<T>(
  session: DuckSession,
  deadlineMs: number,
  ask: (session: DuckSession) => Promise<T>,
): Promise<T> {
  let late = false;
  let timer = setTimeout(function interrupt() {
    late = true;
    session.connection.interrupt();
    timer = setTimeout(interrupt, AGAIN_MS);
  }, deadlineMs);
  try {
    return await ask(session);
  } catch (error) {
    throw late
      ? new ServiceUnavailableError(
          'The question about costs took too long; ask for fewer days or groups, or try again',
        )
      : error;
  } finally {
    clearTimeout(timer);
  }
}
