import { Clock } from '@textloom/kernel';

/**
 * Asks at most once in `forMs`, and once for all who ask meanwhile. An answer that failed, or that is not worth keeping,
 * is not kept.
 * @returns a function that gives the kept answer or asks again.
 */
export function kept<T>(
  ask: () => Promise<T>,
  options: {
    forMs: number;
    clock: Clock;
    isWorthKeeping?: (answer: T) => boolean;
  },
): () => Promise<T> {
  const { forMs, clock, isWorthKeeping = () => true } = options;
  let last: { at: number; answer: Promise<T> } | undefined;
  return () => {
    const now = clock();
    // A clock that was set back must not keep an answer for longer.
    if (!last || now - last.at >= forMs || now < last.at) {
      const asked = { at: now, answer: ask() };
      last = asked;
      const forget = () => {
        if (last === asked) {
          last = undefined;
        }
      };
      asked.answer.then(answer => isWorthKeeping(answer) || forget(), forget);
    }
    return last.answer;
  };
}

/** The answer; undefined when it fails or does not come in time. Whoever waits goes on, the question as well. */
export async function inTime<T>(
  answer: Promise<T>,
  limitMs: number,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  try {
    return await Promise.race([answer, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
