import { useCallback, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { QueryFailure, toFailure } from '@textloom/ui';
import {
  DeploymentsApi,
  Reason,
  WriteOptions,
} from '@textloom/plugin-deployments-common';
import { deploymentsApiRef } from '../apis';
import { reasonsOf } from '../text/reasonsOf';

/** The server's no or a breakage. */
export interface WriteFailure extends QueryFailure {
  /** Why not, where the server says so. */
  reasons: readonly Reason[];
}

/** Something done on the server, once at a time. */
export interface Write<A extends unknown[]> {
  pending: boolean;
  /** The last no or breakage; gone with the next try. */
  failure?: WriteFailure;
  run: (...args: A) => Promise<void>;
  /** Forgets the failure. */
  reset: () => void;
}

/** What follows an answer. */
export interface WriteHandlers<T> {
  onDone: (answer: T) => void;
  /** The server said no: what is shown is not what is so. */
  onRefused?: () => void;
}

/**
 * Writes through the deployments API. One idempotency key is made for what is asked and kept until the
 * server has answered, so that neither a second click nor a repeat after a broken connection writes twice.
 */
export function useWrite<A extends unknown[], T>(
  write: (api: DeploymentsApi, options: WriteOptions, ...args: A) => Promise<T>,
  handlers: WriteHandlers<T>,
): Write<A> {
  const api = useApi(deploymentsApiRef);
  const [state, setState] = useState<{
    pending: boolean;
    failure?: WriteFailure;
  }>({ pending: false });
  const latest = useRef({ write, handlers });
  latest.current = { write, handlers };
  const key = useRef<{ asked: string; value: string }>();
  const busy = useRef(false);
  const run = useCallback(
    async (...args: A) => {
      if (busy.current) return;
      busy.current = true;
      const asked = JSON.stringify(args);
      if (key.current?.asked !== asked) {
        key.current = { asked, value: crypto.randomUUID() };
      }
      setState({ pending: true });
      try {
        const answer = await latest.current.write(
          api,
          { idempotencyKey: key.current.value },
          ...args,
        );
        key.current = undefined;
        setState({ pending: false });
        latest.current.handlers.onDone(answer);
      } catch (error) {
        const failure = toFailure(error);
        setState({
          pending: false,
          failure: { ...failure, reasons: reasonsOf(error) },
        });
        if (failure.kind !== 'unreachable') {
          key.current = undefined;
          latest.current.handlers.onRefused?.();
        }
      } finally {
        busy.current = false;
      }
    },
    [api],
  );
  const reset = useCallback(() => setState({ pending: false }), []);
  return { ...state, run, reset };
}
