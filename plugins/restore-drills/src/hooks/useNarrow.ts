import { useSyncExternalStore } from 'react';

/** Wider than the phone, whose tables have two lines a row, and too narrow for seven columns. */
const NARROW = '(min-width: 768px) and (max-width: 1279px)';

function query(): MediaQueryList | undefined {
  // Where nothing is laid out, as in tests, there is none.
  return window.matchMedia?.(NARROW);
}

function subscribe(onChange: () => void): () => void {
  const list = query();
  list?.addEventListener('change', onChange);
  return () => list?.removeEventListener('change', onChange);
}

/** Whether a wide table should leave out what stands elsewhere on the page. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query()?.matches ?? false);
}
