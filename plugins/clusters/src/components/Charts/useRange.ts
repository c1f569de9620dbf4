import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { chosenRange, Range } from './ranges';

/** A range and a moment within it, both in the address. */
export interface ChosenRange {
  range: Range;
  setRange: (range: Range) => void;
  /** ISO 8601 instant that is looked at; undefined for none. */
  at?: string;
  setAt: (at: string | undefined) => void;
}

/** See {@link ChosenRange}. Another range forgets the moment. */
export function useRange(): ChosenRange {
  const [params, setParams] = useSearchParams();
  const at = params.get('at') ?? '';
  const put = useCallback(
    (values: Record<string, string | undefined>) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values)) {
            if (value) after.set(name, value);
            else after.delete(name);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  return {
    range: chosenRange(params.get('range') ?? '', at, Date.now()),
    setRange: range => put({ range, at: undefined }),
    at: Number.isNaN(Date.parse(at)) ? undefined : at,
    setAt: moment => put({ at: moment }),
  };
}
