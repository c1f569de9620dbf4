import { useEffect, useState } from 'react';

/** Milliseconds of rest after which typed text is asked for. */
const REST_MS = 250;

/** A value that follows another once that has rested, so that typing asks once. */
export function useDebounced<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
