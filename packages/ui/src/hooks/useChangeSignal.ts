import { useEffect, useRef } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';

/** At most one refetch in this time, so that a storm of changes cannot starve the answer. */
const THROTTLE_MS = 500;

/** Signals of a channel, as the plugin's `-common` package describes them. */
type Message = Parameters<Parameters<SignalApi['subscribe']>[1]>[0];

/**
 * Calls back when a signal says that something changed: at once, then at most twice a second, and always after the last
 * change. Subscribes by itself rather than by `useSignal`, which keeps only the last of several signals
 * of one render.
 *
 * @param concerns - Whether a change matters to what is shown.
 */
export function useChangeSignal<TSignal extends Message>(
  channel: string,
  concerns: (signal: TSignal) => boolean,
  onChange: () => void,
): void {
  const signals = useApiHolder().get(signalApiRef);
  const latest = useRef({ concerns, onChange });
  useEffect(() => {
    latest.current = { concerns, onChange };
  });
  useEffect(() => {
    if (!signals) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let again = false;
    const run = () => {
      again = false;
      timer = setTimeout(() => {
        timer = undefined;
        if (again) run();
      }, THROTTLE_MS);
      latest.current.onChange();
    };
    const { unsubscribe } = signals.subscribe<TSignal>(channel, signal => {
      if (!latest.current.concerns(signal)) return;
      if (timer) again = true;
      else run();
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [channel, signals]);
}
