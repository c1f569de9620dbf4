/** Whole seconds, or minutes and seconds from one minute on. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export interface Progress {
  say(text: string): void;
  /** Runs a step that takes a while, and says every `every` ms that it still runs. */
  during<T>(text: string, step: () => Promise<T>): Promise<T>;
}

/** Progress lines with the time since the command began. */
export function createProgress(options: {
  write: (line: string) => void;
  now: () => number;
  every?: number;
}): Progress {
  const { write, now, every = 20_000 } = options;
  const began = now();
  const say = (text: string) =>
    write(`${elapsed(now() - began).padStart(9)}  ${text}`);
  return {
    say,
    async during(text, step) {
      say(text);
      const timer = setInterval(() => say('  still working'), every);
      try {
        return await step();
      } finally {
        clearInterval(timer);
      }
    },
  };
}
