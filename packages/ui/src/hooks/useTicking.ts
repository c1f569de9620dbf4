import { useEffect, useReducer, useRef, useState } from 'react';

const TICK_MS = 1_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** All ticking parts of a page share one timer, which runs only while there are any. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of [...listeners]) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * Something read from the clock, kept current to the second. The component draws again only when
 * what was read differs.
 *
 * @param read - From epoch milliseconds to what is shown.
 */
export function useTicking<T extends string | number | boolean>(
  read: (now: number) => T,
): T {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const shown = read(Date.now());
  const latest = useRef({ read, shown });
  useEffect(() => {
    latest.current = { read, shown };
  });
  useEffect(
    () =>
      subscribe(() => {
        const { read: readNow, shown: before } = latest.current;
        if (readNow(Date.now()) !== before) redraw();
      }),
    [],
  );
  return shown;
}

/**
 * The time, for sentences that reckon with it; the same until a step has passed.
 *
 * @param step - Milliseconds, or how to find them.
 */
export function useNow(step: number | (() => number)): number {
  const length = typeof step === 'number' ? step : step();
  const [now, setNow] = useState(() => Date.now());
  useEffect(
    () =>
      subscribe(() => {
        const time = Date.now();
        setNow(before => (time - before >= length ? time : before));
      }),
    [length],
  );
  return now;
}
