import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * A value that lives in the address, so that a link restores what was seen. Empty is absent; changes
 * replace the entry in the history.
 */
export function useQueryParam(name: string): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (value: string) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          if (value) after.set(name, value);
          else after.delete(name);
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [name, setParams],
  );
  return [params.get(name) ?? '', set];
}
