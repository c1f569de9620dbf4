import { useCallback, useRef, useState } from 'react';
import { QueryFailure, toFailure } from './failure';

/** The server's no or a breakage. */
export interface WriteFailure extends QueryFailure {
  /** What was thrown, for reasons that only the plugin can read. */
  cause: unknown;
}

/** Something done on the server, once at a time. */
export interface PluginWrite<A extends unknown[]> {
  pending: boolean;
  /** The last no or breakage; gone with the next try. */
  failure?: WriteFailure;
  run: (...args: A) => Promise<void>;
}

/** What follows an answer. */
export interface WriteHandlers<T> {
  onDone: (answer: T) => void;
  /** The server said no: what is shown is not what is so. */
  onRefused?: () => void;
}

/**
 * Writes through a plugin's API. One idempotency key is made for what is asked and kept until the server has
 * answered, so that neither a second click nor a repeat after a broken connection writes twice.
 */
export function usePluginWrite<A extends unknown[], T>(
  write: (idempotencyKey: string, ...args: A) => Promise<T>,
  handlers: WriteHandlers<T>,
): PluginWrite<A> {
  const [state, setState] = useState<{
    pending: boolean;
    failure?: WriteFailure;
  }>({ pending: false });
  const latest = useRef({ write, handlers });
  latest.current = { write, handlers };
  const key = useRef<{ asked: string; value: string }>();
  const busy = useRef(false);
  const run = useCallback(async (...args: A) => {
    if (busy.current) return;
    busy.current = true;
    const asked = JSON.stringify(args);
    if (key.current?.asked !== asked) {
      key.current = { asked, value: crypto.randomUUID() };
    }
    setState({ pending: true });
    try {
      const answer = await latest.current.write(key.current.value, ...args);
      key.current = undefined;
      setState({ pending: false });
      latest.current.handlers.onDone(answer);
    } catch (error) {
      const failure = toFailure(error);
      setState({ pending: false, failure: { ...failure, cause: error } });
      if (failure.kind !== 'unreachable') {
        key.current = undefined;
        latest.current.handlers.onRefused?.();
      }
    } finally {
      busy.current = false;
    }
  }, []);
  return { ...state, run };
}
