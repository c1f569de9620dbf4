import { useSyncExternalStore } from 'react';

/** Where filters stand beside their results. */
const WIDE = '(min-width: 1024px)';

function query(): MediaQueryList | undefined {
  // Where nothing is laid out, as in tests, there is none.
  return window.matchMedia?.(WIDE);
}

function subscribe(onChange: () => void): () => void {
  const list = query();
  list?.addEventListener('change', onChange);
  return () => list?.removeEventListener('change', onChange);
}

/** Whether the page is wide enough for a column of filters. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query()?.matches ?? true);
}
