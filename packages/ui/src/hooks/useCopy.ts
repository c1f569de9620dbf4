import { useEffect, useState } from 'react';

/** What became of the last attempt to copy. */
export type CopyOutcome = 'idle' | 'done' | 'failed';

const SHOWN_MS = 2_000;

/** Copies a text to the clipboard; the outcome is shown for two seconds. */
export function useCopy(): {
  outcome: CopyOutcome;
  copy: (text: string) => Promise<void>;
} {
  const [outcome, setOutcome] = useState<CopyOutcome>('idle');
  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = setTimeout(() => setOutcome('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('done');
    } catch {
      setOutcome('failed');
    }
  };
  return { outcome, copy };
}
